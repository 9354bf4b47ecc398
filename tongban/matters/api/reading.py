"""Following a matter, and what waits on whose desk."""

from datetime import datetime
from typing import Literal

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Header, Query, Router, Schema

from tongban.kernel.moments import local_day
from tongban.kernel.paging import page
from tongban.matters.api.shapes import (
    CLOCK,
    NUMBER,
    PROGRESS,
    RECEIVED,
    STATE,
    STEP,
    ClockOut,
    ProgressOut,
    StepOut,
    WorkOut,
    clock_out,
    progress_out,
    step_out,
    work_out,
)
from tongban.matters.models import Matter
from tongban.matters.queries import Filters, look_up, matter_seen, progress, reach_of, steps_of, trail, work_list
from tongban.matters.queries.progress import clock_seen, clocks_of, head_of
from tongban.matters.rules.numbers import tidy_number
from tongban.people.access import count_try
from tongban.people.api import CallRequest, Key, officer
from tongban.ui.api.problems import problems
from tongban.ui.api.schemas import shown_by
from tongban.ui.api.values import After, Id, Limit, key_of

router = Router(tags=["matters"])
LINE = {"at": RECEIVED, "text": "受理", "who": "王敏（行政审批局）", "note": ""}
WORK = {
    "id": "7454320982163456002",
    "number": NUMBER,
    "title": "食品经营许可",
    "item": "11990100MB1234567A3990131009000",
    "state": "accepted",
    "waits_for": "review",
    "light": "green",
    "due_at": "2026-04-29T09:30:00Z",
    "due_on": "2026-04-29",
    "office": "云州市市场监督管理局",
    "party": "李**",
    "step": "7454320982163456001",
    "step_name": "现场核查",
    "claimed_by": None,
}


class WorkListOut(Schema):
    model_config = shown_by({"rows": [WORK], "next": None})

    rows: list[WorkOut]
    next: str | None


class TrailOut(Schema):
    at: datetime
    text: str
    who: str
    note: str


class MatterOut(Schema):
    """A matter as the desk sees it. Names of persons are masked."""

    model_config = shown_by(
        {name: PROGRESS[name] for name in PROGRESS if name not in ("clock", "steps")}
        | {
            "kind": "case",
            "item": "11990100MB1234567A3990131009000",
            "item_version": 1,
            "channel": "web",
            "party": "李**",
            "handler": "李**",
            "is_illegal": False,
            "clocks": [CLOCK],
            "steps": [STEP],
            "trail": [LINE],
        }
    )

    number: str
    kind: str
    title: str
    item: str
    item_version: int
    office: str
    channel: str
    party: str
    handler: str | None
    state: str = STATE
    outcome: str
    outcome_text: str
    received_at: datetime
    accepted_at: datetime | None
    decided_at: datetime | None
    closed_at: datetime | None
    is_illegal: bool = Field(description="The statutory limit is past (违法), which is more than a broken promise")
    clocks: list[ClockOut]
    steps: list[StepOut]
    trail: list[TrailOut] = Field(description="What happened, the newest first")


@router.get(
    "/progress/{number}",
    response={200: ProgressOut, **problems(404, 422)},
    auth=Key("progress:read"),
    summary="Follow a matter",
)
def follow(
    request: HttpRequest,
    number: str,
    query_code: str = Header(
        ..., alias="Query-Code", max_length=20, description="查询码, from the receipt", example="K7M3XQ2A"
    ),
) -> ProgressOut:
    """A wrong number and a wrong code are answered alike, and counted per number: guessing is slow."""
    tidy = tidy_number(number[:40])
    count_try("look_up_number", tidy)
    matter = look_up(number=tidy, query_code=query_code)
    if matter is None:
        raise Http404
    return progress_out(progress(matter, now=timezone.now()))


@router.get("/work", response={200: WorkListOut, **problems(422)}, auth=Key("work:read"), summary="Read the work list")
def read_work(
    request: CallRequest,
    whose: Literal["", "mine", "unclaimed"] = "",
    light: Literal["", "green", "yellow", "red"] = "",
    state: Literal["", "received", "correcting", "accepted", "suspended", "decided"] = "",
    item: str = Query("", max_length=40),
    office: Id | None = None,
    text: str = Query("", max_length=60, description="A number, whole or its beginning; part of a title; a whole name"),
    after: After = "",
    limit: Limit = 50,
) -> WorkListOut:
    """What waits for a post that your system holds, the most urgent first."""
    me, now = officer(request), timezone.now()
    today = local_day(now)
    filters = Filters(
        whose=whose,
        light=light,
        state=state,
        item=item,
        office=key_of(office) if office else None,
        text=text.strip(),
    )
    work = work_list(me, filters=filters, now=now, on=today, reach=reach_of(me, on=today))
    shown = page(work, after=after or None, size=limit)
    return WorkListOut(rows=[work_out(row) for row in shown.rows], next=shown.next)


@router.get(
    "/matters/{number}", response={200: MatterOut, **problems(404)}, auth=Key("work:read"), summary="Read a matter"
)
def read_matter(request: CallRequest, number: str) -> MatterOut:
    """With its limits and why they end when they do, its steps and its trail. What you may not see is not found."""
    now = timezone.now()
    matter = matter_seen(number, officer=officer(request), on=local_day(now))
    if matter is None:
        raise Http404
    return matter_out(matter, now)


def matter_out(matter: Matter, now: datetime) -> MatterOut:
    return MatterOut(
        **head_of(matter),
        kind=matter.kind,
        item=matter.subject_code,
        item_version=matter.subject_version,
        channel=matter.channel,
        party=matter.party.shown_name,
        handler=matter.handler.shown_name if matter.handler else None,
        is_illegal=matter.is_open and matter.is_illegal(now),
        clocks=[clock_out(clock_seen(clock, now=now)) for clock in clocks_of(matter)],
        steps=[step_out(step) for step in steps_of(matter) if not step.is_superseded],
        trail=[TrailOut.from_orm(line) for line in trail(matter)],
    )
