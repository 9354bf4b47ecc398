"""What somebody else decides: what was taken or is followed, forwarding it, noting what the other side tells."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Literal

from django.http import Http404, HttpResponse
from django.utils import timezone
from ninja import Field, Router, Schema

from tongban.cases.actions import elsewhere as actions
from tongban.cases.api.desk import case_for
from tongban.cases.models import Elsewhere
from tongban.cases.queries.elsewhere import elsewhere_for, one_for
from tongban.kernel.moments import local_day
from tongban.kernel.paging import page
from tongban.kernel.versions import act_if_unchanged
from tongban.matters.api.shapes import NUMBER, RECEIVED
from tongban.people.access import require
from tongban.people.api import CallRequest, Key, officer, officer_with
from tongban.ui.api.problems import problems
from tongban.ui.api.schemas import shown_by, taken_as
from tongban.ui.api.values import After, Limit
from tongban.ui.api.versions import IF_MATCH, put_version, seen_version

router = Router(tags=["elsewhere"])
READS, ACTS = Key("work:read"), Key("work:act")
ONE = "/elsewhere/{number}"
LINE = {
    "number": NUMBER,
    "mode": "proxy",
    "title": "社会保险登记",
    "system": "邻州市",
    "party": "李**",
    "status": "taken",
    "outside_number": "",
    "taken_at": RECEIVED,
    "forward_by": "2026-04-28",
    "due_on": None,
}
TAKEN = {"name": "合同", "pages": 1, "kept": "copy_kept"}


class ElsewhereLine(Schema):
    """A matter that somebody else decides: our number, theirs, and where it stands as they told us."""

    number: str
    mode: str = Field(description="guided, pushed (a case of ours in the department's system) or proxy (代收代办)")
    title: str
    system: str = Field(description="Who decides: the system, or the city")
    party: str = Field(description="A person's name is masked")
    status: str = Field(description="taken, forwarded, accepted, granted, refused or returned")
    outside_number: str
    taken_at: datetime
    forward_by: date | None = Field(description="Our own clock: by when the papers leave the house")
    due_on: date | None = Field(description="Their clock, as they told us")


class ElsewhereListOut(Schema):
    model_config = shown_by({"rows": [LINE], "next": None})

    rows: list[ElsewhereLine]
    next: str | None


class TakenPaper(Schema):
    name: str
    pages: int
    kept: str


class ElsewhereOut(ElsewhereLine):
    model_config = shown_by(
        {
            **LINE,
            "version": "taken-1777255200000000",
            "papers": [TAKEN],
            "note": "",
            "forwarded_on": None,
            "forwarded_how": "",
        }
    )

    version: str = Field(description="What `If-Match` asks for")
    papers: list[TakenPaper] = Field(description="What was taken for another city")
    note: str
    forwarded_on: date | None
    forwarded_how: str


class ProgressIn(Schema):
    model_config = taken_as({"status": "accepted", "number": "F-2026-118", "due_on": "2026-05-20", "note": ""})

    status: Literal["accepted", "granted", "refused", "returned"]
    number: str = Field("", max_length=80, description="Theirs: copied once, never written over")
    due_on: date | None = Field(None, description="The day they promised")
    note: str = Field("", max_length=400, description="A refusal or a return says why")


class ForwardIn(Schema):
    model_config = taken_as({"on": "2026-04-28", "how": "邮政速递 EX123456789CN"})

    on: date
    how: str = Field(min_length=1, max_length=120, description="Courier and number, or the system")


@router.get(
    "/elsewhere", response={200: ElsewhereListOut, **problems(422)}, auth=READS, summary="List what others decide"
)
def list_elsewhere(
    request: CallRequest,
    state: Literal["", "open", "late", "over"] = "",
    mode: Literal["", "guided", "pushed", "proxy"] = "",
    after: After = "",
    limit: Limit = 50,
) -> ElsewhereListOut:
    """What the places that your system receives for have taken, and the cases that its offices follow."""
    me = officer_with(request, "receive", "see")
    found = elsewhere_for(me, on=local_day(timezone.now()), state=state, mode=mode)
    shown = page(found, keys=("-id",), after=after or None, size=limit)
    return ElsewhereListOut(rows=[ElsewhereLine(**line_of(each)) for each in shown.rows], next=shown.next)


@router.get(ONE, response={200: ElsewhereOut, **problems(404)}, auth=READS, summary="Read what others decide")
def read_elsewhere(request: CallRequest, number: str, response: HttpResponse) -> ElsewhereOut:
    """With the papers that were taken, and what the other side told."""
    return _told(_found(request, number), response)


@router.post(
    "/matters/{number}/elsewhere",
    response={200: ElsewhereOut, **problems(404, 409)},
    auth=ACTS,
    summary="Follow a case elsewhere",
)
def follow_elsewhere(request: CallRequest, number: str, response: HttpResponse) -> ElsewhereOut:
    """Begin to follow a case of ours in the department's own system (推送办理); once for a case."""
    case = case_for(request, number)
    require(request, "review", **case.matter.scope)
    actions.follow_case(case=case, by=officer(request), now=timezone.now())
    return _told(_found(request, number), response)


CHANGING: dict[str, Any] = {
    "response": {200: ElsewhereOut, **problems(404, 409, 412, 428)},
    "auth": ACTS,
    "openapi_extra": {"parameters": [IF_MATCH]},
}


@router.post(f"{ONE}/progress", **CHANGING, summary="Note what others tell")
def note_elsewhere(request: CallRequest, number: str, data: ProgressIn, response: HttpResponse) -> ElsewhereOut:
    """Copy what the other side shows: its number once, its status forward, the day it promised."""

    def act(found: Elsewhere, now: datetime) -> None:
        actions.note_progress(elsewhere=found, **data.model_dump(), by=officer(request), now=now)

    return _change(request, number, response, act)


@router.post(f"{ONE}/forwarding", **CHANGING, summary="Forward papers")
def forward_elsewhere(request: CallRequest, number: str, data: ForwardIn, response: HttpResponse) -> ElsewhereOut:
    """Record that the papers went to the other city, and print the list that goes with them."""

    def act(found: Elsewhere, now: datetime) -> None:
        actions.forward(elsewhere=found, **data.model_dump(), by=officer(request), now=now)

    return _change(request, number, response, act)


def _change(
    request: CallRequest, number: str, response: HttpResponse, act: Callable[[Elsewhere, datetime], Any]
) -> ElsewhereOut:
    seen, found, now = seen_version(request), _found(request, number), timezone.now()
    if found.case:
        require(request, "review", **found.case.matter.scope)
    elif found.service_point:
        require(request, "receive", office=found.service_point.office)
    act_if_unchanged(
        seen=seen,
        current=lambda: _version_of(Elsewhere.objects.select_for_update().get(pk=found.pk)),
        act=lambda: act(found, now),
    )
    return _told(_found(request, number), response)


def _found(request: CallRequest, number: str) -> Elsewhere:
    found = one_for(officer(request), number, on=local_day(timezone.now()))
    if found is None:
        raise Http404
    return found


def _version_of(each: Elsewhere) -> str:
    """Return what changes whenever something is noted."""
    return f"{each.status}-{int(each.changed_at.timestamp() * 1_000_000)}"


def line_of(each: Elsewhere) -> dict[str, Any]:
    told = ("number", "mode", "system", "status", "outside_number", "taken_at", "forward_by", "due_on")
    return {
        "title": each.version.title,
        "party": each.party.shown_name,
        **{name: getattr(each, name) for name in told},
    }


def _told(each: Elsewhere, response: HttpResponse) -> ElsewhereOut:
    put_version(response, _version_of(each))
    more = ("papers", "note", "forwarded_on", "forwarded_how")
    return ElsewhereOut(**line_of(each), version=_version_of(each), **{name: getattr(each, name) for name in more})
