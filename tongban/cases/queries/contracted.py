"""What contracted staff (服务外包) did over some days: visits served, cases received, cases accepted by commission."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from tongban.cases.models import Case
from tongban.kernel.moments import BEIJING
from tongban.people.models import Mandate, Officer
from tongban.people.queries import accessible_offices
from tongban.people.queries.workforce import contracted_at
from tongban.windows.models import Visit

LONGEST = 366  # days


@dataclass(frozen=True)
class Load:
    """One contracted clerk over the days asked for."""

    officer: Officer
    commissions: int  # in force at the end
    visits: int
    received: int
    accepted: int


def workload(officer: Officer, *, since: date, until: date, on: date) -> list[Load]:
    """Return the contracted staff of the offices somebody supervises, who did most first. Four statements."""
    staff = list(contracted_at(accessible_offices(officer, "supervise", on=on), on=until))
    start, end = _moment(since), _moment(until + timedelta(days=1))
    visits = _counted(Visit.objects.filter(started_at__gte=start, started_at__lt=end), "officer", staff)
    received = Case.objects.filter(matter__received_at__gte=start, matter__received_at__lt=end)
    accepted = Case.objects.filter(matter__accepted_at__gte=start, matter__accepted_at__lt=end)
    by_receiving, by_accepting = _counted(received, "received_by", staff), _counted(accepted, "accepted_by", staff)
    named = Mandate.objects.on(until).filter(kind=Mandate.Kind.COMMISSIONED_CLERK)
    commissions = _counted(named, "officer", staff)
    loads = [
        Load(
            each,
            commissions.get(each.pk, 0),
            visits.get(each.pk, 0),
            by_receiving.get(each.pk, 0),
            by_accepting.get(each.pk, 0),
        )
        for each in staff
    ]
    return sorted(loads, key=lambda load: (-load.received, -load.visits, load.officer.staff_number))


def _counted(rows: "QuerySet[Any]", who: str, staff: list[Officer]) -> dict[int, int]:
    found = rows.filter(Q(**{f"{who}__in": [each.pk for each in staff]})).order_by()
    return dict(found.values_list(who).annotate(n=Count("pk")))  # type: ignore[arg-type, misc]


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(0), BEIJING)
