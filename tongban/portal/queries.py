"""What the faces show of several modules at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from tongban.cases.models import Case
from tongban.catalogue.queries import items_in_force
from tongban.kernel.outbox import OutboxRow
from tongban.kernel.ratios import Ratio
from tongban.kernel.tables.work import NodeLease, PeriodicJob
from tongban.matters.indicators import on_time_rate
from tongban.people.models import Office
from tongban.windows.models import ServicePoint

MONTH = timedelta(days=30)
SHOWN_POINTS = 3
HALLS = [Office.Level.CITY, Office.Level.COUNTY]  # the centres of towns and villages are too many for a front page


@dataclass(frozen=True)
class AtAGlance:
    """What the public site says of the city: what can be applied for, and whether promises are kept."""

    items: int
    online: int
    on_time: Ratio
    points: list[ServicePoint]


def at_a_glance(*, now: datetime) -> AtAGlance:
    """Return the figures of the front page: five bounded queries."""
    in_force = items_in_force()
    halls = ServicePoint.objects.filter(office__level__in=HALLS).order_by("office__level", "pk")
    return AtAGlance(
        items=in_force.count(),
        online=in_force.filter(current__run_mode__in=["here", "pushed"]).count(),
        on_time=on_time_rate(since=now - MONTH, until=now, now=now),
        points=list(halls[:SHOWN_POINTS]),
    )


@dataclass(frozen=True)
class Filling:
    """How far the worker has filled the demo city."""

    told: int
    wanted: int

    @property
    def is_done(self) -> bool:
        return self.told >= self.wanted


def filling() -> Filling:
    told = Case.objects.filter(idempotency_key__startswith="demo:").count()
    return Filling(told=told, wanted=settings.DEMO_CASES)


@dataclass(frozen=True)
class Deliveries:
    """How the worker stands: what waits, what is dead, whether somebody works."""

    waiting: int
    is_alive: bool
    jobs: list[PeriodicJob]


def deliveries(*, now: datetime) -> Deliveries:
    return Deliveries(
        waiting=OutboxRow.objects.filter(state=OutboxRow.State.WAITING).count(),
        is_alive=NodeLease.objects.filter(role=NodeLease.Role.WORKER, expires_at__gt=now).exists(),
        jobs=list(PeriodicJob.objects.order_by("name")),
    )
