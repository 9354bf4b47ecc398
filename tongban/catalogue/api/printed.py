"""A guide and an empty form as PDF, as the pages hand them out."""

from typing import Annotated, Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from tongban.catalogue.forms import answers_in
from tongban.catalogue.models import ItemVersion
from tongban.catalogue.queries import current_version, guide, version_of
from tongban.catalogue.queries.printed import blank_form_as_pdf, guide_as_pdf
from tongban.documents.api import as_bytes
from tongban.documents.rules.files import PDF
from tongban.kernel.moments import local_day
from tongban.people.access import client_of, count_try
from tongban.people.api import Key
from tongban.ui.api.problems import problems

router = Router(tags=["items"], auth=Key("items:read"))
BYTES: dict[str, Any] = {"response": {200: None, **problems(404, 422)}, "openapi_extra": as_bytes(PDF.media_type)}
Number = Annotated[int | None, Query(ge=1, le=99999, description="An older text; the one in force without it")]


@router.get("/items/{code}/guide.pdf", summary="Take a guide as PDF", **BYTES)
def download_guide(request: HttpRequest, code: str, version: Number = None) -> HttpResponse:
    """For the situation that the answers in the address choose, as `/items/{code}` tells it."""
    count_try("typeset", client_of(request))
    found = _version(code, version)
    read = guide(found, answers_in(found.questions, request.GET), on=local_day(timezone.now()))
    return _pdf(guide_as_pdf(read), f"{found.title}办事指南.pdf")


@router.get("/items/{code}/form.pdf", summary="Take an empty form as PDF", **BYTES)
def download_blank_form(request: HttpRequest, code: str, version: Number = None) -> HttpResponse:
    """To be filled in by hand. Not found where the item asks for no form."""
    count_try("typeset", client_of(request))
    found = _version(code, version)
    if not found.form_schema.get("properties"):
        raise Http404
    return _pdf(blank_form_as_pdf(found), f"{found.title}申请表.pdf")


def _version(code: str, number: int | None) -> ItemVersion:
    found = current_version(code) if number is None else version_of(code, number)
    if found is None:
        raise Http404
    return found


def _pdf(content: bytes, name: str) -> HttpResponse:
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return HttpResponse(content, content_type=PDF.media_type, headers={"Content-Disposition": disposition})
