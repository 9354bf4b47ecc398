"""The work list: what an officer may act on now, the most urgent first."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from tongban.matters.models import Light, Matter, Step, Subject, TimedQuerySet, Work
from tongban.matters.queries.finding import matching
from tongban.people.models import Office, Officer
from tongban.people.queries import offices_under

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
LOOKED_THROUGH = 2000  # rows of work whose items and offices can be chosen: the same effort in a city of any size


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


def reach_of(officer: Officer, *, on: date) -> Q:
    """Return the condition that keeps the work waiting for a post the officer holds.

    A page asks once and passes it to each list. The offices are named one by one, so that an index serves.
    """
    waiting: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for power, waits_for in POWER_FOR.items():
        waiting[tuple(offices_under(officer, power, on=on))] += waits_for

    reach = Q(pk__in=[])
    for offices, kinds in waiting.items():
        if offices:  # named once for all that waits there
            reach |= Q(waits_for__in=kinds, office__in=offices)
    return reach


def work_list(
    officer: Officer, *, filters: Filters = Filters(), now: datetime, on: date, reach: Q | None = None
) -> TimedQuerySet[Work]:
    """Return the officer's work by urgency (``due_at``, then ``id``), each row with its ``light``."""
    rows = Work.objects.filter(reach or reach_of(officer, on=on)).filter(_narrowed(filters, officer))
    if filters.light:
        rows = rows.in_light(filters.light, now)
    if not filters.state:
        rows = rows.exclude(waits_for__in=IDLE)
    return (
        rows.with_light(now)
        .select_related("matter", "matter__party", "step", "office", "claimed_by")
        .order_by("due_at", "id")
    )


def light_counts(reach: Q, *, now: datetime) -> list[LightCount]:
    """Return how many rows of each light lie within reach, counting no further than needed."""
    rows = Work.objects.filter(reach).exclude(waits_for__in=IDLE).order_by()
    lights = (Light.RED, Light.YELLOW, Light.GREEN)
    return [LightCount(light, rows.in_light(light, now)[: COUNTED + 1].count()) for light in lights]


def items_at_hand(reach: Q) -> QuerySet[Subject]:
    """Return what the work within reach is about, for the filter of the list: of its most urgent part."""
    codes = _foremost(reach).values("matter__subject_code")[:LOOKED_THROUGH]
    return Subject.objects.filter(code__in=codes).order_by("code")[:MOST_CHOICES]


def offices_at_hand(reach: Q) -> QuerySet[Office]:
    """Return the offices on whose desks the most urgent work within reach lies."""
    offices = _foremost(reach).values("office")[:LOOKED_THROUGH]
    return Office.objects.filter(pk__in=offices).order_by("path")[:MOST_CHOICES]


def _foremost(reach: Q) -> TimedQuerySet[Work]:
    return Work.objects.filter(reach).order_by("due_at", "id")


def steps_in_hand(officer: Officer, matter: Matter, *, on: date) -> QuerySet[Step]:
    """Return the open steps of a matter that the officer may do."""
    work = Work.objects.filter(reach_of(officer, on=on), matter=matter)
    steps = Step.objects.filter(pk__in=work.values("step")).select_related("office", "claimed_by")
    return steps.order_by("wave", "pk")


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
