"""What the platform knows of a firm: who looked at it, and a copy of all of it (个人信息保护法 arts. 44, 45)."""

from datetime import datetime

from django.http import FileResponse, Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from tongban.documents import storage
from tongban.documents.api import as_bytes
from tongban.kernel.moments import local_day
from tongban.kernel.paging import page
from tongban.matters.api.shapes import NUMBER, RECEIVED
from tongban.people.access import client_of, count_try
from tongban.people.api import CallRequest, Key, created, creating, party
from tongban.portal.actions import ask_for_export, note_taken
from tongban.portal.models import PersonalExport
from tongban.portal.queries.exports import exports_of
from tongban.portal.queries.space import Reading, Whose, readings_of, spaces_of
from tongban.ui.api.problems import problems
from tongban.ui.api.schemas import shown_by
from tongban.ui.api.values import After, Id, Limit, key_of

router = Router(tags=["own"])
COPIES = Key("own:data")
ZIP = "application/zip"
READING = {"at": RECEIVED, "office": "云州市行政审批局", "purpose": "核对联系方式", "number": NUMBER}
EXPORT = {
    "id": "7454320982163459301",
    "asked_at": RECEIVED,
    "done": 3,
    "total": 3,
    "is_being_made": False,
    "ready_at": RECEIVED,
    "expires_at": "2026-05-04T02:00:00Z",
}


class ReadingOut(Schema):
    """One look at values that are masked everywhere else, or at a source that was asked."""

    at: datetime
    office: str = Field(description="Whose officer looked; empty: the party itself")
    purpose: str
    number: str | None = Field(description="Of the matter for which it was")


class ReadingsOut(Schema):
    model_config = shown_by({"rows": [READING], "next": None})

    rows: list[ReadingOut]
    next: str | None


class ExportOut(Schema):
    """A copy of everything: asked for, gathered, there to be fetched for a week."""

    model_config = shown_by(EXPORT)

    id: Id
    asked_at: datetime
    done: int = Field(description="Applications gathered so far")
    total: int
    is_being_made: bool
    ready_at: datetime | None
    expires_at: datetime | None


class ExportsOut(Schema):
    model_config = shown_by({"rows": [EXPORT], "next": None})

    rows: list[ExportOut]
    next: str | None


@router.get(
    "/readings", response={200: ReadingsOut, **problems(404, 422)}, auth=Key("own:read"), summary="List who read data"
)
def list_readings(
    request: CallRequest,
    of: str = Query("", description="Of whom, where your firm stands in another's place by law; its own without it"),
    after: After = "",
    limit: Limit = 50,
) -> ReadingsOut:
    """Who looked at the data of your firm, of which office, when and what for; the newest first."""
    own, today = party(request), local_day(timezone.now())
    found, rows = readings_of(_whose(request, of), person=own, on=today, after=after or None, size=limit)
    return ReadingsOut(rows=[_reading(each) for each in rows], next=found.next)


@router.get("/exports", response={200: ExportsOut, **problems(422)}, auth=COPIES, summary="List copies of one's data")
def list_exports(request: CallRequest, after: After = "", limit: Limit = 50) -> ExportsOut:
    """Those that were asked for and are not forgotten yet, the newest first."""
    now = timezone.now()
    shown = page(exports_of(party(request)), keys=("-asked_at", "-id"), after=after or None, size=limit)
    return ExportsOut(rows=[_export(each, now) for each in shown.rows], next=shown.next)


@router.post(
    "/exports",
    response={201: ExportOut, **problems(409)},
    auth=COPIES,
    openapi_extra=creating(),
    summary="Ask for a copy of one's data",
)
def ask_for_copy(request: CallRequest) -> HttpResponse:
    """Of everything that is kept of your firm, three a day at most: read it until it is ready, then fetch it."""
    own, now = party(request), timezone.now()

    def act() -> tuple[ExportOut, str]:
        export = ask_for_export(party=own, now=now)
        return _export(export, now), reverse("api-1:read_export", args=[export.pk])

    return created(request, act)


@router.get(
    "/exports/{export}", response={200: ExportOut, **problems(404)}, auth=COPIES, summary="Read how far a copy is"
)
def read_export(request: CallRequest, export: str) -> ExportOut:
    """Whether it is ready, and until when it is there."""
    return _export(_one(request, export), timezone.now())


@router.get(
    "/exports/{export}/file",
    response={200: None, **problems(404)},
    auth=COPIES,
    openapi_extra=as_bytes(ZIP),
    summary="Fetch a copy of one's data",
)
def fetch_export(request: CallRequest, export: str) -> FileResponse:
    """As ZIP: `data.json` and `index.html`, the papers and the documents. Not found before it is ready, or after."""
    count_try("export", client_of(request))
    now, found = timezone.now(), _one(request, export)
    if found.expires_at is None or found.expires_at <= now:
        raise Http404
    content = storage.open_kept(found.place)
    note_taken(export=found, now=now)
    name = f"tongban-{local_day(now)}.zip"
    return FileResponse(content, as_attachment=True, filename=name, content_type=ZIP)


def _whose(request: CallRequest, wanted: str) -> Whose:
    own = party(request)
    if not wanted:
        return Whose(own, in_its_place=True)
    for whose in spaces_of(own, on=local_day(timezone.now())):
        if whose.in_its_place and str(whose.party.pk) == wanted:
            return whose
    raise Http404


def _one(request: CallRequest, text: str) -> PersonalExport:
    found = exports_of(party(request)).filter(pk=key_of(text)).first()
    if found is None:
        raise Http404
    return found


def _reading(each: Reading) -> ReadingOut:
    number = each.matter.number if each.matter else None
    return ReadingOut(at=each.at, office=each.office, purpose=each.purpose, number=number)


def _export(export: PersonalExport, now: datetime) -> ExportOut:
    told = ("asked_at", "done", "total", "ready_at", "expires_at")
    return ExportOut(
        id=str(export.pk),
        is_being_made=export.is_being_made(now),
        **{name: getattr(export, name) for name in told},
    )
