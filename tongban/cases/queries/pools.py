"""Shared queues as their greeters see them, and what a clerk can take at a window."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from tongban.cases.queries.halls import RUN_MODES
from tongban.cases.queries.window import items_to_receive
from tongban.catalogue.models import Item
from tongban.catalogue.queries import items_in_force
from tongban.kernel.moments import local_day
from tongban.people.models import Officer
from tongban.people.queries import accessible_offices
from tongban.windows.models import Arrival, Pool, ServicePoint, Window
from tongban.windows.queries import at_hall
from tongban.windows.queries.pools import PoolDay, minutes, pool_day, pools_at

MOST_FOUND = 12


def points_greeted(officer: Officer, *, on: date) -> QuerySet[ServicePoint]:
    """Return the service points where the officer may register who came: they receive there, or supervise."""
    held = accessible_offices(officer, "receive", on=on) | accessible_offices(officer, "supervise", on=on)
    return ServicePoint.objects.filter(held).select_related("office").order_by("office__path", "name")


def taken_codes(window: Window, officer: Officer, *, on: date) -> frozenset[str]:
    """Return the codes of all that a window and who sits there take on a day."""
    return frozenset(items_to_receive(window, officer, on=on).values_list("code", flat=True))


def items_found(text: str, point: ServicePoint, *, on: date) -> list[Item]:
    """Return items that windows of the service point take and whose name holds what was typed."""
    found = items_in_force(on).filter(
        at_hall(point, on), catalog_item__name__contains=text, current__run_mode__in=RUN_MODES
    )
    return list(found.select_related("catalog_item", "office").order_by("catalog_item__name", "code")[:MOST_FOUND])


@dataclass(frozen=True)
class Line:
    """Somebody who waits, with what they came for in words and how long they have waited."""

    arrival: Arrival
    wants: tuple[str, ...]
    minutes: int


@dataclass(frozen=True)
class Queue:
    """A queue as its greeter sees it."""

    pool: Pool
    windows: tuple[Window, ...]
    lines: tuple[Line, ...]
    taken: int
    left: int
    average: int | None  # minutes
    longest: int | None


def queues_at(points: list[ServicePoint], *, now: datetime) -> list[Queue]:
    """Return the queues of service points as they stand now."""
    days = [pool_day(pool, now=now, on=local_day(now)) for pool in pools_at(points)]
    codes = {code for day in days for each in day.waiting for code in each.item_codes}
    names = dict(Item.objects.filter(code__in=codes).values_list("code", "catalog_item__name"))
    return [_queue(day, names, now) for day in days]


def _queue(day: PoolDay, names: dict[str, str], now: datetime) -> Queue:
    lines = tuple(
        Line(each, tuple(names.get(code, code) for code in each.item_codes), minutes(now - each.arrived_at))
        for each in day.waiting
    )
    return Queue(day.pool, day.windows, lines, day.taken, day.left, day.average, day.longest)
