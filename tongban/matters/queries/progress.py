"""What the public sees of a matter: office and act and day, never an officer's name."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language, gettext

from tongban.calendars.queries import calendar_for
from tongban.calendars.rules import Derivation, working_days_left
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.vault import is_index_of
from tongban.matters.models import Clock, Matter, Pause, Step
from tongban.matters.queries.clocks import derivation
from tongban.matters.rules.citing import without_notes
from tongban.matters.rules.lights import light
from tongban.matters.rules.numbers import tidy_number
from tongban.matters.rules.procedures import kind_named
from tongban.matters.rules.states import watched_kinds
from tongban.ui.wording import say

NOBODYS_CODE = "0" * 64  # compared with where there is no such number, so that the answer takes as long


@dataclass(frozen=True)
class StepSeen:
    code: str
    name: str
    office: str
    wave: int
    state: str
    due_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True)
class ClockSeen:
    """A clock as it is shown: its end, what is left, and why it ends then."""

    kind: str
    name: str
    state: str
    state_name: str
    light: str
    unit: str
    amount: int
    source: str
    due_at: datetime
    is_provisional: bool
    days_left: int | None
    derivation: Derivation | None


@dataclass(frozen=True)
class PauseSeen:
    kind: str
    reason: str
    expected_days: int
    from_on: date
    stops: bool


@dataclass(frozen=True)
class Progress:
    """One matter as its party follows it."""

    number: str
    title: str
    office: str
    state: str
    outcome: str
    outcome_text: str
    received_at: datetime
    accepted_at: datetime | None
    decided_at: datetime | None
    closed_at: datetime | None
    steps: tuple[StepSeen, ...]
    clock: ClockSeen | None
    pause: PauseSeen | None

    @property
    def current(self) -> tuple[StepSeen, ...]:
        return tuple(step for step in self.steps if step.state == Step.State.OPEN)


def progress(matter: Matter, *, now: datetime) -> Progress:
    """Return what the party may know of a matter now. Five queries at most."""
    steps = matter.steps.filter(is_superseded=False).select_related("office").order_by("wave", "pk")
    clocks = {clock.kind: clock for clock in clocks_of(matter) if clock.step_id is None and clock.stopped_at is None}
    watched = next((clocks[kind] for kind in watched_kinds(matter.state) if kind in clocks), None)
    pause = _under_way(matter)
    return Progress(
        **head_of(matter),
        steps=tuple(_step_seen(step) for step in steps),
        clock=clock_seen(watched, now=now) if watched else None,
        pause=_pause_seen(pause) if pause else None,
    )


def head_of(matter: Matter) -> dict[str, Any]:
    """Return what is said first of a matter, to whomever it is told, by the names of ``Progress``."""
    return {
        "number": matter.number,
        "title": matter.subject_title,
        "office": matter.office.name,
        "state": matter.state,
        "outcome": matter.outcome,
        "outcome_text": outcome_in_words(matter.outcome),
        "received_at": matter.received_at,
        "accepted_at": matter.accepted_at,
        "decided_at": matter.decided_at,
        "closed_at": matter.closed_at,
    }


def outcome_in_words(outcome: str) -> str:
    """Return an outcome in the reader's language; modules word their own under ``outcome.…``."""
    return say(Obstacle(f"outcome.{outcome}")) if outcome else ""


def clocks_of(matter: Matter) -> list[Clock]:
    """Return every clock of a matter, with all it takes to derive each: three queries."""
    clocks = matter.clocks.select_related("step").prefetch_related("extensions", "matter__pauses")
    return list(clocks.order_by("started_at", "pk"))


def clock_seen(clock: Clock, *, now: datetime) -> ClockSeen:
    """Return a clock with what is left of it today and its derivation."""
    runs = clock.stopped_at is None and clock.state != Clock.State.PAUSED
    return ClockSeen(
        kind=clock.kind,
        name=_name_of(clock),
        state=clock.state,
        state_name=clock.get_state_display(),
        light=light(now=now, due_at=clock.due_at, warn_at=clock.warn_at) if runs else "",
        unit=clock.unit,
        amount=clock.amount,
        source=without_notes(clock.source),
        due_at=clock.due_at,
        is_provisional=clock.is_provisional,
        days_left=_days_left(clock, now) if runs else None,
        derivation=derivation(clock),
    )


def procedure_in_words(kind: str) -> str:
    """Return a special procedure's name in the reader's language; one that is not in the law's list as it stands."""
    known = kind_named(kind)
    return kind if known is None or (get_language() or "zh").startswith("zh") else known.name_en


def _name_of(clock: Clock) -> str:
    if clock.pause_id:
        kinds = [pause.kind for pause in clock.matter.pauses.all() if pause.pk == clock.pause_id]
        return gettext("%(clock)s：%(name)s") % {
            "clock": clock.get_kind_display(),
            "name": "".join(map(procedure_in_words, kinds)),
        }
    return clock.step.name if clock.step else clock.get_kind_display()


def _days_left(clock: Clock, now: datetime) -> int | None:
    """Return what is left, negative what it is late by; nothing on days off after a last day: no working day late."""
    if clock.unit == "hour":
        return int((clock.due_at - now).total_seconds() // 3600)
    today, due_on = local_day(now), local_day(clock.due_at)
    if clock.unit == "calendar":
        return (due_on - today).days
    left = working_days_left(today, due_on, calendar_for(clock.calendar_region))
    return None if left == 0 and today > due_on else left


def _step_seen(step: Step) -> StepSeen:
    return StepSeen(
        code=step.code,
        name=step.name,
        office=step.office.name,
        wave=step.wave,
        state=step.state,
        due_at=step.due_at,
        closed_at=step.closed_at,
    )


def _under_way(matter: Matter) -> Pause | None:
    """Return the procedure to be told of: one that stops the clocks before one that does not."""
    open_ones = [pause for pause in matter.pauses.all() if pause.to_on is None]
    return min(open_ones, key=lambda pause: not pause.stops, default=None)


def _pause_seen(pause: Pause) -> PauseSeen:
    return PauseSeen(
        kind=pause.kind,
        reason=pause.reason,
        expected_days=pause.expected_days,
        from_on=pause.from_on,
        stops=pause.stops,
    )


def look_up(*, number: str, query_code: str) -> Matter | None:
    """Return the matter of a number if the query code is right. Takes as long whether the number exists or not."""
    matter = Matter.objects.select_related("office").filter(number=tidy_number(number)).first()
    is_right = matter.has_code(query_code) if matter else is_index_of(NOBODYS_CODE, query_code)
    return matter if matter and is_right else None
