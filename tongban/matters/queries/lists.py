"""The work list: what an officer may act on now, the most urgent first."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from tongban.matters.models import Light, Matter, Step, Subject, TimedQuerySet, Work
from tongban.matters.queries.finding import matching
from tongban.people.models import Office, Officer
from tongban.people.queries import accessible_offices

# What an officer must hold at the office on whose desk it lies, by what the work waits for.
POWER_FOR = {
    "accept": (Work.WaitsFor.ACCEPTANCE, Work.WaitsFor.APPLICANT),
    "review": (Work.WaitsFor.REVIEW,),
    "decide": (Work.WaitsFor.APPROVAL, Work.WaitsFor.PROCEDURE),
    "deliver": (Work.WaitsFor.DELIVERY,),
}
IDLE = (Work.WaitsFor.APPLICANT, Work.WaitsFor.PROCEDURE)  # shown only when asked for
COUNTED = 99
MOST_CHOICES = 60


@dataclass(frozen=True)
class Filters:
    """What a clerk narrows the list down to; empty means everything."""

    whose: str = ""  # mine, unclaimed
    office: int | None = None
    light: str = ""
    state: str = ""
    item: str = ""
    kind: str = ""
    text: str = ""


@dataclass(frozen=True)
class LightCount:
    light: str
    count: int

    @property
    def shown(self) -> str:
        return f"{COUNTED}+" if self.count > COUNTED else str(self.count)


def work_list(officer: Officer, *, filters: Filters = Filters(), now: datetime, on: date) -> QuerySet[Work]:
    """Return the officer's work by urgency (``due_at``, then ``id``), each row with its ``light``."""
    rows = _within_reach(officer, on=on).filter(_narrowed(filters, officer))
    if filters.light:
        rows = rows.in_light(filters.light, now)
    if not filters.state:
        rows = rows.exclude(waits_for__in=IDLE)
    return (
        rows.with_light(now)
        .select_related("matter", "matter__party", "matter__office", "step", "office", "claimed_by")
        .order_by("due_at", "id")
    )


def light_counts(officer: Officer, *, now: datetime, on: date) -> list[LightCount]:
    """Return how many rows of each light lie on the officer's desk, counting no further than needed."""
    rows = _within_reach(officer, on=on).exclude(waits_for__in=IDLE).order_by()
    lights = (Light.RED, Light.YELLOW, Light.GREEN)
    return [LightCount(light, rows.in_light(light, now)[: COUNTED + 1].count()) for light in lights]


def items_at_hand(officer: Officer, *, on: date) -> QuerySet[Subject]:
    """Return what the work within an officer's reach is about, for the filter of the list."""
    codes = _within_reach(officer, on=on).values("matter__subject_code")
    return Subject.objects.filter(code__in=codes).order_by("code")[:MOST_CHOICES]


def offices_at_hand(officer: Officer, *, on: date) -> QuerySet[Office]:
    """Return the offices on whose desks the work within an officer's reach lies."""
    return Office.objects.filter(pk__in=_within_reach(officer, on=on).values("office")).order_by("path")[:MOST_CHOICES]


def steps_in_hand(officer: Officer, matter: Matter, *, on: date) -> QuerySet[Step]:
    """Return the open steps of a matter that the officer may do."""
    work = _within_reach(officer, on=on).filter(matter=matter)
    steps = Step.objects.filter(pk__in=work.values("step")).select_related("office", "claimed_by")
    return steps.order_by("wave", "pk")


def _within_reach(officer: Officer, *, on: date) -> TimedQuerySet[Work]:
    """Keep the work that waits for a post the officer holds. The offices are named one by one, for the index."""
    reach = Q(pk__in=[])
    for power, waits_for in POWER_FOR.items():
        held = accessible_offices(officer, power, on=on, field="pk")
        offices = list(Office.objects.filter(held).values_list("pk", flat=True))
        if offices:
            reach |= Q(waits_for__in=waits_for, office__in=offices)
    return Work.objects.filter(reach)


def _narrowed(filters: Filters, officer: Officer) -> Q:
    wanted = Q()
    match filters.whose:
        case "mine":
            wanted &= Q(claimed_by=officer)
        case "unclaimed":
            wanted &= Q(claimed_by=None)
    if filters.office:
        wanted &= Q(office=filters.office)
    if filters.state:
        wanted &= Q(matter__state=filters.state)
    if filters.item:
        wanted &= Q(matter__subject_code=filters.item)
    if filters.kind:
        wanted &= Q(matter__kind=filters.kind)
    if filters.text:
        wanted &= matching(filters.text, "matter__")
    return wanted
