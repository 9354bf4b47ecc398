"""The work list: what an officer may act on now, the most urgent first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from tongban.matters.models import Light, Matter, Step, TimedQuerySet, Work
from tongban.matters.queries.access import may_work_on, within
from tongban.matters.queries.finding import matching
from tongban.matters.queries.steps import steps_of
from tongban.people.models import Officer
from tongban.people.queries import Reach, reach

# What an officer must hold at the office on whose desk it lies, by what the work waits for.
POWER_FOR = {
    "accept": (Work.WaitsFor.ACCEPTANCE, Work.WaitsFor.APPLICANT),
    "review": (Work.WaitsFor.REVIEW,),
    "decide": (Work.WaitsFor.APPROVAL, Work.WaitsFor.PROCEDURE),
    "deliver": (Work.WaitsFor.DELIVERY,),
}
IDLE = (Work.WaitsFor.APPLICANT, Work.WaitsFor.PROCEDURE)  # shown only when asked for
T = TypeVar("T")

COLUMNS = (  # what a list shows of a row: no more is read of it
    "waits_for", "due_at", "warn_at", "matter__number", "matter__subject_title", "matter__party__kind",
    "matter__party__name", "step__name", "office__short_name", "claimed_by__name",
)  # fmt: skip
COUNTED = 99
MOST_CHOICES = 60
LOOKED_THROUGH = 500  # rows of work whose items and offices can be chosen: the same effort in a city of any size


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
    waiting: dict[Reach, list[str]] = defaultdict(list)
    for power, waits_for in POWER_FOR.items():
        waiting[reach(officer, power, on=on)] += waits_for

    reached = Q(pk__in=[])
    for place, kinds in waiting.items():
        if place:  # named once for all that waits there
            reached |= Q(within(place, "matter__"), waits_for__in=kinds)
    return reached


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
    counts = _lengths([rows.in_light(light, now) for light in lights])
    return [LightCount(light, count) for light, count in zip(lights, counts, strict=True)]


def _lengths(lists: Sequence[QuerySet[Work]]) -> Sequence[int]:
    """Return how long the lists are, as far as is counted: one statement."""
    counts: list[str] = []
    parameters: list[Any] = []
    try:
        for each in lists:
            sql, given = each.values("pk")[: COUNTED + 1].query.sql_with_params()
            counts.append(f"(SELECT COUNT(*) FROM ({sql}) AS counted)")  # noqa: S608 (composed by Django)
            parameters += given
    except EmptyResultSet:  # of an officer within whose reach nothing can lie
        return [0] * len(lists)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(counts)}", parameters)
        return cursor.fetchone()


@dataclass(frozen=True)
class AtHand:
    """What a list can be narrowed down to: code and title of items, key and name of offices."""

    items: list[tuple[str, str]]
    offices: list[tuple[int, str]]


def at_hand(reach: Q) -> AtHand:
    """Return what the most urgent work within reach is about, and on whose desks it lies. One statement."""
    columns = ("matter__subject_code", "matter__subject_title", "office__path", "office", "office__short_name")
    foremost = Work.objects.filter(reach).order_by("due_at", "id").values_list(*columns)[:LOOKED_THROUGH]
    items: dict[str, tuple[str, str]] = {}
    offices: dict[str, tuple[int, str]] = {}
    for code, title, path, office, name in foremost:
        items.setdefault(code, (code, title))
        offices[path] = (office, name)
    return AtHand(_in_order(items), _in_order(offices))


def _in_order(found: dict[str, T]) -> list[T]:
    return [found[key] for key in sorted(found)[:MOST_CHOICES]]


def steps_in_hand(officer: Officer, matter: Matter, *, on: date) -> list[Step]:
    """Return the open steps of a matter that the officer may do."""
    at_hand = set(Work.objects.filter(matter=matter, step__isnull=False).values_list("step", flat=True))
    return [step for step in steps_of(matter) if step.pk in at_hand and may_work_on(officer, step, on=on)]


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
