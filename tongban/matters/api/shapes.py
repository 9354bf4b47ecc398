"""How a matter, its steps and its clocks are answered."""

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema

from tongban.calendars.rules import Derivation
from tongban.kernel.moments import local_day
from tongban.matters.models import Step, Work
from tongban.matters.queries.progress import ClockSeen, Progress, StepSeen
from tongban.ui.api.schemas import shown_by
from tongban.ui.api.values import Id

NUMBER = "990100-260427-000042-7"
RECEIVED = "2026-04-27T02:00:00Z"
DUE = {"due_at": "2026-05-07T09:30:00Z", "due_on": "2026-05-07"}
DERIVATION = {
    "start": "2026-04-27",
    "amount": 5,
    "unit": "working",
    "extension": 0,
    "calendar_version": "2026-1",
    "rows": [{"day": "2026-04-28", "kind": "working", "mark": "counted", "count": 1, "name": ""}],
}
CLOCK = {
    "kind": "promised",
    "name": "承诺期限",
    "state": "running",
    "light": "green",
    "amount": 5,
    "unit": "working",
    "source": "",
    **DUE,
    "is_provisional": False,
    "days_left": 5,
    "derivation": DERIVATION,
}
STEP = {
    "id": "7454320982163456001",
    "version": "open-1-0",
    "code": "visit",
    "name": "现场核查",
    "wave": 1,
    "office": "云州市市场监督管理局",
    "waits_for": "review",
    "state": "open",
    "outcome": "",
    "opinion": "",
    "claimed_by": None,
    "opened_at": RECEIVED,
    "closed_at": None,
    **DUE,
}
STEP_SEEN = {
    "code": "visit",
    "name": "现场核查",
    "office": "云州市市场监督管理局",
    "wave": 1,
    "state": "open",
    "closed_at": None,
    **DUE,
}
PROGRESS = {
    "number": NUMBER,
    "title": "食品经营许可",
    "office": "云州市行政审批局",
    "state": "accepted",
    "outcome": "",
    "outcome_text": "",
    "received_at": RECEIVED,
    "accepted_at": "2026-04-27T06:00:00Z",
    "decided_at": None,
    "closed_at": None,
    "clock": CLOCK,
    "steps": [STEP_SEEN],
}
STATE = Field(description="received, correcting, accepted, suspended, decided or closed")


class DayOut(Schema):
    day: date
    kind: str
    mark: str = Field(description="start, counted, skipped, paused, given_back or moved_to")
    count: int
    name: str


class DerivationOut(Schema):
    """Why it ends on that day (为什么是这一天): rebuilt from what is stored, day by day."""

    start: str
    amount: int
    unit: str
    extension: int
    calendar_version: str
    rows: list[DayOut]


class ClockOut(Schema):
    """A limit that runs (时限)."""

    kind: str = Field(description="receipt, correction, promised (承诺), statutory (法定), step, delivery, procedure")
    name: str
    state: str
    light: str = Field(description="green, yellow or red; empty while it stands still")
    amount: int
    unit: str
    source: str
    due_at: datetime
    due_on: date = Field(description="The last day, in the office's own time")
    is_provisional: bool = Field(description="The holidays of that year are not published yet")
    days_left: int | None
    derivation: DerivationOut | None


class StepSeenOut(Schema):
    """A step as the public follows it: office and day, never an officer."""

    code: str
    name: str
    office: str
    wave: int
    state: str = Field(description="waiting, open, done or cancelled")
    due_at: datetime | None
    due_on: date | None
    closed_at: datetime | None


class ProgressOut(Schema):
    """Where a matter (件) stands, as its party may know it."""

    model_config = shown_by(PROGRESS)

    number: str
    title: str
    office: str
    state: str = STATE
    outcome: str
    outcome_text: str
    received_at: datetime
    accepted_at: datetime | None
    decided_at: datetime | None
    closed_at: datetime | None
    clock: ClockOut | None = Field(description="The limit that is watched now")
    steps: list[StepSeenOut]


class StepOut(Schema):
    """One office's part (环节) in a matter; steps of one wave run side by side."""

    model_config = shown_by(STEP)

    id: Id
    version: str = Field(description="What `If-Match` asks for")
    code: str
    name: str
    wave: int
    office: str
    waits_for: str = Field(description="The kind of post: acceptance, review, approval, delivery")
    state: str = Field(description="waiting, open, done or cancelled")
    outcome: str
    opinion: str
    claimed_by: str | None = Field(description="Staff number")
    opened_at: datetime | None
    closed_at: datetime | None
    due_at: datetime | None
    due_on: date | None


class WorkOut(Schema):
    """One thing that waits on an office's desk: an open step, or the matter itself."""

    id: Id
    number: str
    title: str
    item: str = Field(description="Code of what it is about")
    state: str = STATE
    waits_for: str
    light: str
    due_at: datetime | None
    due_on: date | None
    office: str
    party: str = Field(description="A person's name is masked")
    step: Id | None
    step_name: str
    claimed_by: str | None = Field(description="Staff number")


def due_on(due_at: datetime | None) -> date | None:
    return local_day(due_at) if due_at else None


def version_of(step: Step) -> str:
    """Return what changes whenever somebody does something with a step."""
    return f"{step.state}-{step.round}-{step.claimed_by_id or 0}"


def progress_out(shown: Progress) -> ProgressOut:
    told = {name: getattr(shown, name) for name in ProgressOut.model_fields if name not in ("clock", "steps")}
    clock = clock_out(shown.clock) if shown.clock else None
    return ProgressOut(**told, clock=clock, steps=[_step_seen(step) for step in shown.steps])


def clock_out(clock: ClockSeen) -> ClockOut:
    own = ("due_on", "derivation")
    told = {name: getattr(clock, name) for name in ClockOut.model_fields if name not in own}
    return ClockOut(**told, due_on=local_day(clock.due_at), derivation=_derivation(clock.derivation))


def step_out(step: Step) -> StepOut:
    own: dict[str, Any] = {
        "id": step.pk,
        "version": version_of(step),
        "office": step.office.name,
        "waits_for": step.post_kind,
        "claimed_by": step.claimed_by.staff_number if step.claimed_by else None,
        "due_on": due_on(step.due_at),
    }
    return StepOut(**{name: getattr(step, name) for name in StepOut.model_fields if name not in own}, **own)


def work_out(work: Work) -> WorkOut:
    """Return a row of the list, read with its light."""
    matter = work.matter
    return WorkOut(
        id=str(work.pk),
        number=matter.number,
        title=matter.subject_title,
        item=matter.subject_code,
        state=matter.state,
        waits_for=work.waits_for,
        light=work.light,  # type: ignore[attr-defined]
        due_at=work.due_at,
        due_on=due_on(work.due_at),
        office=work.office.name,
        party=matter.party.shown_name,
        step=str(work.step_id) if work.step_id else None,
        step_name=work.step.name if work.step else "",
        claimed_by=work.claimed_by.staff_number if work.claimed_by else None,
    )


def _step_seen(step: StepSeen) -> StepSeenOut:
    told = {name: getattr(step, name) for name in StepSeenOut.model_fields if name != "due_on"}
    return StepSeenOut(**told, due_on=due_on(step.due_at))


def _derivation(told: Derivation | None) -> DerivationOut | None:
    if told is None:
        return None
    rows = [DayOut(day=row.day, kind=row.kind, mark=row.mark, count=row.count, name=row.name) for row in told.rows]
    return DerivationOut(
        start=told.start.isoformat(),
        amount=told.amount,
        unit=told.unit,
        extension=told.extension,
        calendar_version=told.calendar_version,
        rows=rows,
    )
