"""Results at a shelf (待领架): what lies where, laying down, handing over; for halls and their lockers."""

from datetime import datetime

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Router, Schema

from tongban.cases.actions import deliver_by_code
from tongban.cases.actions.shelf import entry_of, shelve_result
from tongban.cases.models import Case, ShelfEntry
from tongban.cases.queries.desk import who_came
from tongban.cases.queries.handovers import case_with_bag, points_with_shelves, shelf_of
from tongban.cases.queries.taken_here import HANDS_OUT
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.paging import page
from tongban.matters.api.shapes import NUMBER, RECEIVED
from tongban.people.access import count_try
from tongban.people.api import CallRequest, Key, created, creating, officer, officer_with
from tongban.ui.api.problems import problems
from tongban.ui.api.schemas import shown_by, taken_as
from tongban.ui.api.values import After, Id, Limit, key_of
from tongban.windows.models import ServicePoint

router = Router(tags=["shelves"])
READS, ACTS = Key("work:read"), Key("work:act")
ONE = "/shelves/{point}"
POINT = {
    "id": "7454320982163458501",
    "name": "市政务服务中心",
    "address": "人民路1号",
    "office": "云州市行政审批局",
}
ENTRY = {
    "number": NUMBER,
    "title": "食品经营许可",
    "office": "云州市行政审批局",
    "party": "李**",
    "place": "A07",
    "since": RECEIVED,
    "left_at": None,
    "left_as": "",
}


class ShelfOut(Schema):
    """A service point with its shelf."""

    id: Id
    name: str
    address: str
    office: str


class ShelvesOut(Schema):
    model_config = shown_by({"rows": [POINT], "next": None})

    rows: list[ShelfOut]
    next: str | None


class OnShelfOut(Schema):
    """A result that lies on a shelf, and in which place."""

    model_config = shown_by(ENTRY)

    number: str
    title: str
    office: str = Field(description="Which decided")
    party: str = Field(description="A person's name is masked")
    place: str
    since: datetime
    left_at: datetime | None
    left_as: str = Field(description="collected, moved or posted")


class OnShelvesOut(Schema):
    model_config = shown_by({"rows": [ENTRY], "next": None})

    rows: list[OnShelfOut]
    next: str | None


class LayIn(Schema):
    model_config = taken_as({"number": NUMBER, "place": "A07"})

    number: str = Field(max_length=40)
    place: str = Field("", max_length=12, description="The first free one without it")


class CollectIn(Schema):
    model_config = taken_as({"number": NUMBER, "query_code": "K7M3XQ2A"})

    number: str = Field(max_length=40)
    query_code: str = Field(max_length=12, description="查询码, from the receipt of whoever came")


@router.get("/shelves", response={200: ShelvesOut, **problems(422)}, auth=READS, summary="List shelves")
def list_shelves(request: CallRequest, after: After = "", limit: Limit = 50) -> ShelvesOut:
    """The service points of the offices for which your system hands results out."""
    found = points_with_shelves(officer_with(request, HANDS_OUT), on=local_day(timezone.now()))
    shown = page(found, keys=("id",), after=after or None, size=limit)
    return ShelvesOut(rows=[_shelf(point) for point in shown.rows], next=shown.next)


@router.get(ONE, response={200: OnShelvesOut, **problems(404, 422)}, auth=READS, summary="Read a shelf")
def read_shelf(request: CallRequest, point: str, after: After = "", limit: Limit = 50) -> OnShelvesOut:
    """What lies there, the longest there first."""
    shown = page(shelf_of(_point(request, point)), keys=("since", "id"), after=after or None, size=limit)
    return OnShelvesOut(rows=[_entry(entry) for entry in shown.rows], next=shown.next)


@router.post(
    ONE,
    response={201: OnShelfOut, **problems(404, 409)},
    auth=ACTS,
    openapi_extra=creating(),
    summary="Lay a result down",
)
def lay_down(request: CallRequest, point: str, data: LayIn) -> HttpResponse:
    """Its number was scanned. Whichever office decided, it may be collected here."""
    shelf, now = _point(request, point), timezone.now()

    def act() -> tuple[OnShelfOut, str]:
        case = _case(data.number)
        entry = shelve_result(case=case, point=shelf, place=data.place, by=officer(request), now=now)
        return _entry(entry), reverse("api-1:read_shelf", args=[shelf.pk])

    return created(request, act)


@router.post(
    f"{ONE}/collections", response={200: OnShelfOut, **problems(404, 409)}, auth=ACTS, summary="Hand a result out"
)
def collect(request: CallRequest, point: str, data: CollectIn) -> OnShelfOut:
    """Give what lies here to whoever came with the query code (送达). Codes tried are counted per number."""
    shelf, now = _point(request, point), timezone.now()
    case = _case(data.number)
    count_try("look_up_number", case.matter.number)
    entry = entry_of(case, shelf)
    deliver_by_code(case=case, code=data.query_code, to=who_came(case), point=shelf, by=officer(request), now=now)
    entry.refresh_from_db()
    entry.case = case
    return _entry(entry)


def _point(request: CallRequest, text: str) -> ServicePoint:
    found = points_with_shelves(officer_with(request, HANDS_OUT), on=local_day(timezone.now()))
    point = found.filter(pk=key_of(text)).first()
    if point is None:
        raise Http404
    return point


def _case(number: str) -> Case:
    case = case_with_bag(number)
    if case is None:
        raise Refused([Obstacle("bag_unknown", number.strip())])
    return case


def _shelf(point: ServicePoint) -> ShelfOut:
    return ShelfOut(id=str(point.pk), name=point.name, address=point.address, office=point.office.name)


def _entry(entry: ShelfEntry) -> OnShelfOut:
    matter = entry.case.matter
    return OnShelfOut(
        number=matter.number,
        title=matter.subject_title,
        office=matter.office.name,
        party=matter.party.shown_name,
        place=entry.place,
        since=entry.since,
        left_at=entry.left_at,
        left_as=entry.left_as,
    )
