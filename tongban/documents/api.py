"""Files and printed documents for other systems, under the same guards as on pages."""

from typing import Any
from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from ninja import Router

from tongban.documents import queries
from tongban.documents.access import may_read
from tongban.documents.models import PrintedDocument, StoredFile
from tongban.documents.rules.files import PDF, TAKEN
from tongban.people.api import Key
from tongban.ui.api.problems import problems
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
