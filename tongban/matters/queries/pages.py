"""Everything the matter page shows, gathered in a number of queries that does not grow with the matter."""

from dataclasses import dataclass
from datetime import date, datetime

from tongban.matters.models import Matter, Nudge, Pause, Step
from tongban.matters.queries.access import may_see
from tongban.matters.queries.lists import steps_in_hand
from tongban.matters.queries.progress import ClockSeen, clock_seen, clocks_of, outcome_in_words
from tongban.matters.queries.steps import steps_of
from tongban.matters.queries.trail import trail
from tongban.people.models import Officer
from tongban.people.queries.trails import TrailEntry


@dataclass(frozen=True)
class StepShown:
    """A step of the map, with who has it: for the desk alone."""

    name: str
    office: str
    wave: int
    state: str
    due_at: datetime | None
    closed_at: datetime | None
    note: str


@dataclass(frozen=True)
class MatterPage:
    matter: Matter
    outcome_text: str
    steps: list[StepShown]
    in_hand: list[Step]
    clocks: list[ClockSeen]
    clocks_ended: list[ClockSeen]
    procedures: list[Pause]
    nudges: list[Nudge]
    trail: list[TrailEntry]


def matter_seen(number: str, *, officer: Officer, on: date) -> Matter | None:
    """Return a matter by number if the officer may see it."""
    with_all = Matter.objects.select_related("office__region", "regulating_office", "party", "handler", "region")
    matter = with_all.filter(number=number).first()
    return matter if matter and may_see(officer, matter, on=on) else None


def matter_page(matter: Matter, *, officer: Officer, now: datetime, on: date) -> MatterPage:
    clocks = clocks_of(matter)
    return MatterPage(
        matter=matter,
        outcome_text=outcome_in_words(matter.outcome),
        steps=[_shown(step) for step in steps_of(matter) if not step.is_superseded],
        in_hand=steps_in_hand(officer, matter, on=on),
        clocks=[clock_seen(clock, now=now) for clock in clocks if clock.stopped_at is None],
        clocks_ended=[clock_seen(clock, now=now) for clock in clocks if clock.stopped_at is not None],
        procedures=[pause for pause in matter.pauses.all() if pause.to_on is None],
        nudges=list(matter.nudges.filter(kind=Nudge.Kind.URGE).order_by("-at")[:5]),
        trail=trail(matter),
    )


def _shown(step: Step) -> StepShown:
    words = [step.claimed_by.name] if step.claimed_by else []
    words += [outcome_in_words(step.outcome)] if step.outcome else []
    return StepShown(
        name=step.name,
        office=step.office.short_name,
        wave=step.wave,
        state=step.state,
        due_at=step.due_at,
        closed_at=step.closed_at,
        note=" · ".join([*words, step.opinion] if step.opinion else words),
    )
