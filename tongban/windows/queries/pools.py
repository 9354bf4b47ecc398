"""Reading shared queues: who waits, who was asked to a window, how long people wait."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from tongban.people.models import Officer
from tongban.windows.models import Arrival, Pool, Seat, ServicePoint, Window

LONGEST_LOOK = 200  # who wait behind so many others are not looked at yet
State = Arrival.State


@dataclass(frozen=True)
class PoolDay:
    """One queue on a day: who waits, and how long it took those who were taken."""

    pool: Pool
    windows: tuple[Window, ...]
    waiting: tuple[Arrival, ...]
    taken: int
    left: int
    average: int | None  # minutes
    longest: int | None  # minutes, of those who still wait


def pools_at(points: Iterable[ServicePoint]) -> QuerySet[Pool]:
    pools = Pool.objects.filter(service_point__in=list(points)).select_related("service_point__office")
    return pools.prefetch_related("windows").order_by("service_point__name", "name")


def pool_day(pool: Pool, *, now: datetime, on: date) -> PoolDay:
    """Return a queue as it stands now: one statement."""
    arrivals = list(Arrival.objects.filter(pool=pool, day=on).order_by("-goes_first", "arrived_at", "number"))
    waiting = tuple(each for each in arrivals if each.state == State.WAITING)
    waits = [each.taken_at - each.arrived_at for each in arrivals if each.state == State.TAKEN and each.taken_at]
    return PoolDay(
        pool=pool,
        windows=tuple(pool.windows.all()),
        waiting=waiting,
        taken=len(waits),
        left=sum(each.state == State.LEFT for each in arrivals),
        average=minutes(sum(waits, timedelta()) / len(waits)) if waits else None,
        longest=max((minutes(now - each.arrived_at) for each in waiting), default=None),
    )


def minutes(span: timedelta) -> int:
    return round(span.total_seconds() / 60)


def waiting_for(window: Window, *, on: date) -> QuerySet[Arrival]:
    """Return who waits today in a queue that this window serves, the next first."""
    waiting = Arrival.objects.filter(pool__windows=window, day=on, state=State.WAITING)
    return waiting.order_by("-goes_first", "arrived_at", "number")[:LONGEST_LOOK]


def called_to(window: Window) -> Arrival | None:
    """Return who was asked to a window and has not begun a visit there."""
    return Arrival.objects.filter(window=window, state=State.TAKEN, visit=None).order_by("-taken_at").first()


def has_queue(officer: Officer, *, on: date) -> bool:
    """Return whether there is a queue in a hall where the officer sits on a day."""
    halls = Seat.objects.on(on).filter(officer=officer).values("window__service_point")
    return Pool.objects.filter(service_point__in=halls).exists()
