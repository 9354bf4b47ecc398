"""Reading files, documents and papers on file; a document becomes a PDF here, on first request."""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

from django.conf import settings
from django.db.models import Q, QuerySet

from tongban.documents import printing, storage
from tongban.documents.models import FetchedPaper, HeldPaper, PaperTemplate, PrintedDocument, StoredFile
from tongban.documents.rules.grades import obstacles_to_using
from tongban.documents.rules.papers import PAPERS, day
from tongban.documents.rules.pdfs import pages_in
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.paging import Page, page
from tongban.people.models import Party

RENDERED = "rendered"
MOST_KINDS = 100  # of one party's papers, to choose from
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


def pages_of(document: PrintedDocument) -> int:
    """Return how many pages a document has once it is typeset."""
    return pages_in(render(document))


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


@dataclass(frozen=True)
class OnFile:
    """A paper on file with its pages; of one that we issued the document is the only page."""

    held: HeldPaper
    files: tuple[StoredFile, ...]

    @property
    def is_whole(self) -> bool:
        return bool(self.files or self.held.document_id)

    def obstacles(self, *, on: date, lowest: str = "D") -> list[Obstacle]:
        """Return why it cannot be used on a day for something that asks for a grade."""
        return obstacles_to_using(self.held.as_on_file(is_whole=self.is_whole), on=on, lowest=lowest)


def held_for(party: Party, kinds: Collection[str]) -> dict[str, OnFile]:
    """Return what is on file for a party of these kinds, the best and then the latest of each. Two statements.

    Papers that have run out are among them, so that it can be said; what the party withdrew is not.
    """
    wanted = [kind for kind in kinds if kind]
    if not wanted:
        return {}
    rows = HeldPaper.objects.filter(party=party, kind__in=wanted, state=HeldPaper.State.HELD)
    best = {held.kind: held for held in rows.select_related("document").order_by("-grade", "at", "pk")}
    return {found.held.kind: found for found in with_files(list(best.values()))}


def held_papers(
    party: Party, *, on: date, state: str = "", kind: str = "", after: str | None, size: int = 20
) -> Page[HeldPaper]:
    """Return a page of what was ever put on file for a party, the latest first; ``state`` may be ``expired``."""
    rows = HeldPaper.objects.filter(party=party).select_related("document")
    if kind:
        rows = rows.filter(kind=kind)
    has_run_out = Q(valid_until__lt=on)
    match state:
        case "held":
            rows = rows.filter(Q(state="held") & (Q(valid_until=None) | ~has_run_out))
        case "expired":
            rows = rows.filter(has_run_out, state="held")
        case "withdrawn" | "replaced" | "ended":
            rows = rows.filter(state=state)
    return page(rows, keys=("-id",), after=after, size=size)


def kinds_held(party: Party) -> list[tuple[str, str]]:
    """Return the kinds of which something was put on file for a party, by code and name."""
    rows = HeldPaper.objects.filter(party=party).exclude(kind="").order_by("name")
    return list(rows.values_list("kind", "name").distinct()[:MOST_KINDS])


def with_files(rows: Sequence[HeldPaper]) -> list[OnFile]:
    """Return papers on file with their pages: one statement for any number of them."""
    pages: dict[str, list[StoredFile]] = {}
    subjects = [held.subject for held in rows if not held.document_id]
    for file in StoredFile.objects.filter(subject__in=subjects).order_by("at", "id") if subjects else ():
        pages.setdefault(file.subject, []).append(file)
    return [OnFile(held, tuple(pages.get(held.subject, ()))) for held in rows]


def fetched_for(subject: str) -> dict[str, FetchedPaper]:
    """Return the latest answer to each paper that was fetched for a draft or a case, by the code of the paper."""
    return {row.code: row for row in FetchedPaper.objects.filter(subject=subject).order_by("pk")}


def fetched_about(party: Party, *, after: str | None = None, size: int = 20) -> Page[FetchedPaper]:
    """Return a page of what was fetched about a party, by whom and for what, without the answers; the latest first."""
    return page(FetchedPaper.objects.filter(party=party).defer("facts"), keys=("-id",), after=after, size=size)
