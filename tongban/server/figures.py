"""The text of ``/metrics``: what the serving processes counted together, and how work stands in the database.

The state of work is read when asked for, at most once in some seconds for each process: asking often costs nothing.
"""

import os
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.db import Error
from django.db.models import Count, Min
from django_tasks_db.models import DBTaskResult
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from tongban import __version__
from tongban.kernel.seals import sealing
from tongban.kernel.tables.outbox import OutboxRow
from tongban.kernel.tables.work import NodeLease, PeriodicJob
from tongban.matters.models import Matter
from tongban.server.checks import running

CONTENT_TYPE = CONTENT_TYPE_LATEST
FRESH = timedelta(seconds=10)
Rows = Sequence[tuple[tuple[str, ...], float]]  # the values of the labels, and the number
AT_MOST = 10_000  # rows counted of what may pile up: beyond it the number stands still and the alarm has long rung


def exposition(now: datetime) -> bytes:
    """Return all figures in the text format of Prometheus."""
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # it registers itself
    else:
        registry.register(REGISTRY)  # type: ignore[arg-type]  # a registry collects as a collector does
    registry.register(_state)
    _state.now = now
    return generate_latest(registry)


class State(Collector):
    """How work stands, as gauges."""

    def __init__(self) -> None:
        self.now: datetime | None = None
        self._read_at: datetime | None = None
        self._read: list[Metric] = []

    def describe(self) -> list[Metric]:
        """Say nothing beforehand, so that registering asks no database."""
        return []

    def collect(self) -> Iterator[Metric]:
        assert self.now is not None
        if self._read_at is None or self.now - self._read_at >= FRESH or self.now < self._read_at:
            self._read, self._read_at = list(_gauges(self.now)), self.now
        yield from self._read


_state = State()


def _gauges(now: datetime) -> Iterator[Metric]:
    yield _gauge("build_info", "The version that runs.", [((__version__,), 1)], ["version"])
    yield _gauge("disk_free_bytes", "Room left where files are kept.", [((), running.free_bytes())])
    try:
        gauges = [*_outbox(now), *_jobs(now), *_seals(now), *_matters(now), *_people(now)]
    except Error:
        gauges = []
    yield _gauge("database_up", "Whether the database answered.", [((), 1 if gauges else 0)])
    yield from gauges


def _outbox(now: datetime) -> Iterator[Metric]:
    rows = [((state,), _count(OutboxRow.objects.filter(state=state))) for state in ("waiting", "dead")]
    yield _gauge("outbox_rows", f"Effects owed to the outside, counted up to {AT_MOST}.", rows, ["state"])
    oldest = OutboxRow.objects.filter(state="waiting", next_try_at__lte=now).aggregate(at=Min("next_try_at"))["at"]
    yield _gauge("outbox_oldest_seconds", "For how long the first due effect has waited.", [((), _age(oldest, now))])
    waiting = DBTaskResult.objects.ready()
    yield _gauge("tasks_waiting", "Background tasks that no worker has begun.", [((), _count(waiting))])


def _seals(now: datetime) -> Iterator[Metric]:
    lag = sealing.lag(now)
    yield _gauge(
        "seal_lag_seconds", "For how long the oldest entry of the journal waits for its seal.", [((), lag.seconds)]
    )
    yield _gauge("seal_lag_entries", "How many entries wait, counted up to a bound.", [((), lag.entries)])


def _jobs(now: datetime) -> Iterator[Metric]:
    jobs = list(PeriodicJob.objects.order_by("name"))
    late = [((job.name,), _age(job.next_run_at, now)) for job in jobs]
    failing = [((job.name,), int(bool(job.last_error))) for job in jobs]
    yield _gauge("job_late_seconds", "How long ago a periodic job should have run.", late, ["job"])
    yield _gauge("job_failed", "Whether its last run ended with an error.", failing, ["job"])


def _matters(now: datetime) -> Iterator[Metric]:
    open_matters = Matter.objects.exclude(state=Matter.State.CLOSED).with_light(now)
    counted = open_matters.values_list("state", "light").annotate(number=Count("pk")).order_by("state", "light")  # type: ignore[misc]  # the plugin does not see what with_light adds
    rows = [((state, light), number) for state, light, number in counted]
    yield _gauge("matters_open", "Open matters by state and light.", rows, ["state", "light"])


def _people(now: datetime) -> Iterator[Metric]:
    alive = NodeLease.objects.filter(expires_at__gt=now).values("role").annotate(number=Count("pk"))
    numbers = {row["role"]: row["number"] for row in alive}
    rows = [((role,), numbers.get(role, 0)) for role in NodeLease.Role.values]
    yield _gauge("processes", "Processes that say they are alive.", rows, ["role"])
    sessions = Session.objects.filter(expire_date__gt=now)
    yield _gauge("sessions", f"Sessions not yet run out, counted up to {AT_MOST}.", [((), _count(sessions))])


def _gauge(name: str, meaning: str, rows: Rows, labels: Sequence[str] = ()) -> Metric:
    gauge = GaugeMetricFamily(f"tongban_{name}", meaning, labels=labels)
    for values, number in rows:
        gauge.add_metric(list(values), number)
    return gauge


def _count(rows: Any) -> int:
    return len(rows.order_by().values_list("pk")[:AT_MOST])


def _age(moment: datetime | None, now: datetime) -> float:
    return max((now - moment).total_seconds(), 0) if moment else 0
