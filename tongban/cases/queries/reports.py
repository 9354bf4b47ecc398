"""A service point's own report of a month: its items, and the cases that came of them or through its windows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Q

from tongban.cases.models import Case
from tongban.catalogue.queries import items_in_force
from tongban.kernel.moments import BEIJING
from tongban.matters.models import Matter
from tongban.windows.models import ServicePoint, Visit
from tongban.windows.queries import at_hall

OPEN = (Matter.State.RECEIVED, Matter.State.CORRECTING, Matter.State.ACCEPTED, Matter.State.SUSPENDED)


@dataclass(frozen=True)
class ItemLine:
    """One item with its cases of the month."""

    code: str
    name: str
    office: str
    is_adopted: bool  # taken over from the reference catalogue (参考目录)
    received: int
    decided: int
    open: int


@dataclass(frozen=True)
class Report:
    """A month of a service point."""

    month: date
    lines: tuple[ItemLine, ...]
    visits: int
    without_case: int
    received: int
    decided: int
    open: int


def month_of(point: ServicePoint, day: date) -> Report:
    """Return the month in which a day lies: three statements, whatever the number of items and cases.

    Counted are the items that the windows take and those that the place's own office holds, and the cases that were
    received at its windows or that its office decides; of other places nothing.
    """
    first = day.replace(day=1)
    since = datetime.combine(first, time(0), BEIJING)
    items = items_in_force(day).filter(at_hall(point, day) | Q(office=point.office))
    own = Q(matter__office=point.office) | Q(visit__window__service_point=point)
    came = Q(matter__received_at__gte=since)
    counted = (
        Case.objects.filter(own, came)
        .values("version__item")
        .annotate(
            received=Count("pk"),
            decided=Count("pk", filter=Q(matter__state__in=[Matter.State.DECIDED, Matter.State.CLOSED])),
            open=Count("pk", filter=Q(matter__state__in=OPEN)),
        )
    )
    cases = {row["version__item"]: row for row in counted}
    rows = items.order_by("office__path", "catalog_item__name", "code").values_list(
        "pk", "code", "catalog_item__name", "office__short_name", "adopted_from"
    )
    visits = Visit.objects.filter(window__service_point=point, ended_at__gte=since).aggregate(
        all=Count("pk"), without=Count("pk", filter=~Q(outcome=Visit.Outcome.CASE))
    )
    lines = tuple(_line(row, cases.get(row[0], {})) for row in rows)
    sums = {what: sum(row[what] for row in cases.values()) for what in ("received", "decided", "open")}
    return Report(first, lines, visits["all"], visits["without"], **sums)


def _line(row: tuple[int, str, str, str, int | None], counts: Mapping[str, Any]) -> ItemLine:
    _pk, code, name, office, adopted = row
    told = {what: counts.get(what, 0) for what in ("received", "decided", "open")}
    return ItemLine(code, name, office, adopted is not None, **told)
