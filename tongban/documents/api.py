"""Files and printed documents for other systems, under the same guards as on pages."""

from datetime import date
from typing import Any
from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from ninja import Router, Schema

from tongban.documents import queries
from tongban.documents.access import may_read
from tongban.documents.models import PrintedDocument, StoredFile
from tongban.documents.rules.files import PDF, TAKEN
from tongban.kernel.moments import local_day
from tongban.people.access import client_of, count_try
from tongban.people.api import Key
from tongban.ui.api.problems import problems
from tongban.ui.api.schemas import shown_by
from tongban.ui.api.values import key_of

router = Router(tags=["files"])


def as_bytes(*media_types: str) -> dict[str, Any]:
    """Return the ``openapi_extra`` of an operation that answers with bytes."""
    content = {media_type: {"schema": {"type": "string", "format": "binary"}} for media_type in media_types}
    return {"responses": {200: {"content": content}}}


@router.get(
    "/files/{file_id}",
    response={200: None, **problems(404)},
    auth=Key("files:read"),
    openapi_extra=as_bytes(*(kind.media_type for kind in TAKEN)),
    summary="Download a file",
)
def download_file(request: HttpRequest, file_id: str) -> Any:
    """The bytes as they were handed in. What you may not read is not found."""
    file = StoredFile.objects.filter(pk=key_of(file_id)).first()
    if file is None or not may_read(request, file.subject):
        raise Http404
    return FileResponse(queries.open_file(file), as_attachment=True, filename=file.name, content_type=file.media_type)


class IssuedOut(Schema):
    """That a document bears a number; nothing of what it says."""

    model_config = shown_by(
        {
            "number": "云审批受〔2026〕12号",
            "title": "受理通知书",
            "office": "云州市行政审批局",
            "issued_on": "2026-04-27",
        }
    )

    number: str
    title: str
    office: str
    issued_on: date


@router.get(
    "/documents/{number}/verification",
    response={200: IssuedOut, **problems(404)},
    auth=Key("items:read"),
    summary="Check a printed document",
)
def verify_document(request: HttpRequest, number: str) -> IssuedOut:
    """Whether an office issued a document under this number, for anybody; counted, since numbers are in sequence."""
    count_try("verify", client_of(request))
    found = queries.issued_as(number)
    if found is None:
        raise Http404
    return IssuedOut(number=found.number, title=found.title, office=found.office_name, issued_on=local_day(found.at))


@router.get(
    "/documents/{number}",
    response={200: None, **problems(404)},
    auth=Key("files:read"),
    openapi_extra=as_bytes(PDF.media_type),
    summary="Download a printed document",
)
def download_document(request: HttpRequest, number: str) -> HttpResponse:
    """A notice, receipt or decision as PDF/A, from the template with which it was issued."""
    document = PrintedDocument.objects.filter(number=number).first()
    if document is None or not may_read(request, document.subject):
        raise Http404
    return pdf_of(document)


def pdf_of(document: PrintedDocument) -> HttpResponse:
    """Answer with a printed document; that the caller may have it was asked before."""
    answer = HttpResponse(queries.render(document), content_type=PDF.media_type)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{document.number}.pdf')}"
    return answer
