"""Reading files and documents; a document becomes a PDF here, on first request."""

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

from django.conf import settings
from django.db.models import QuerySet

from tongban.documents import printing, storage
from tongban.documents.models import PaperTemplate, PrintedDocument, StoredFile
from tongban.documents.rules.papers import PAPERS, day
from tongban.kernel.moments import local_day

RENDERED = "rendered"
INTERNAL = [kind for kind, paper in PAPERS.items() if paper.is_internal]


def files_of(subject: str) -> QuerySet[StoredFile]:
    """Return the files of a subject in the order in which they came."""
    return StoredFile.objects.filter(subject=subject).order_by("at", "id")


def documents_of(*subjects: str) -> QuerySet[PrintedDocument]:
    """Return the printed documents of a subject, or of several, oldest first, without their data."""
    return PrintedDocument.objects.filter(subject__in=subjects).defer("data").order_by("at", "id")


def issued_as(number: str) -> PrintedDocument | None:
    """Return the document that bears a number, without its data; none that stays in the house."""
    return PrintedDocument.objects.filter(number=number).exclude(kind__in=INTERNAL).defer("data").first()


def open_file(file: StoredFile) -> BinaryIO:
    return storage.open_kept(file.path)


def render(document: PrintedDocument) -> bytes:
    """Return the document as PDF/A, from the template with which it was issued; typeset once, then kept."""
    place = rendered_place(document)
    if place.exists():
        return storage.read_whole(place)
    source = PaperTemplate.objects.get(digest=document.template_digest).source
    made = printing.typeset(source, document.content | _frame(document), at=document.at)
    storage.write_whole(place, [made])
    return made


def sheet(kind: str, content: dict[str, Any], *, at: datetime) -> bytes:
    """Return a sheet that anyone may have, such as a guide, as PDF/A; typeset once for the same content, then kept."""
    source = printing.sheet_source(kind)
    told = json.dumps([source, content, printing.STANDARD, at.isoformat()], ensure_ascii=False, sort_keys=True)
    place = _place(told)
    if place.exists():
        return storage.read_whole(place)
    made = printing.typeset(source, content, at=at)
    storage.write_whole(place, [made])
    return made


def rendered_place(document: PrintedDocument) -> Path:
    """Return where the PDF of a document is kept."""
    return _place(f"{document.pk}:{document.template_digest}:{printing.STANDARD}")


def _place(of: str) -> Path:
    key = hashlib.sha256(of.encode()).hexdigest()
    return storage.root() / RENDERED / key[:2] / f"{key}.pdf"


def verification_address(number: str) -> str:
    """Return the public address at which a number can be checked."""
    base = settings.PUBLIC_ADDRESS
    return f"{base}/verify/{quote(number)}"


def _frame(document: PrintedDocument) -> dict[str, str]:
    address = verification_address(document.number)
    return {
        "document_number": document.number,
        "document_title": document.title,
        "office_name": document.office_name,
        "issued_on": day(local_day(document.at)),
        "verification_address": address,
        "verification_code": printing.qr_code(address),
    }


def kept_digests(prefix: str) -> set[str]:
    """Return the digests beginning so that some row still names."""
    return set(StoredFile.objects.filter(digest__startswith=prefix).values_list("digest", flat=True))
