"""The worker: a loop that runs periodic jobs, outbox deliveries and tasks, one at a time, until it is told to stop."""

import logging
import signal
import threading
from datetime import datetime, timedelta
from typing import Any

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone

from tongban.kernel import figures, jobs, nodes, outbox, rates, tasks
from tongban.kernel.seals import sealing
from tongban.kernel.tables.work import NodeLease

IDLE = 1.0  # seconds between looks when there is nothing to do
DELIVERIES = 20  # in one turn at most, so that neither deliveries nor jobs wait long for the other
LONGEST_PAUSE = 10.0  # seconds, while the database is away

log = logging.getLogger(__name__)


@jobs.periodic("tasks.put_back_abandoned", every=timedelta(minutes=1))
def put_back_abandoned_tasks(now: datetime) -> None:
    tasks.put_back_abandoned(now)


@jobs.periodic("rates.forget_ended", every=timedelta(minutes=10))
def forget_ended_rates(now: datetime) -> None:
    rates.forget_ended(now)


@jobs.periodic("seals.seal", every=timedelta(minutes=1))
def seal_the_journal(now: datetime) -> None:
    sealing.take_turn(now)


@jobs.periodic("seals.sweep", every=timedelta(hours=1))
def seal_what_came_late(now: datetime) -> None:
    sealing.sweep(now)


@jobs.periodic("figures.keep", every=timedelta(hours=6))
def keep_the_figures_of_the_day(now: datetime) -> None:
    figures.keep_figures(now=now)


class Worker:
    """Runs what is due. ``stop`` ends it after the piece of work in hand."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._knows_jobs = False
        self._stopped = threading.Event()

    def stop(self, *signal_and_frame: Any) -> None:
        self._stopped.set()

    def run(self) -> None:
        """Work turn by turn; rest when there is nothing to do, longer and longer while the database is away."""
        pause, failures = 0.0, 0
        while not self._stopped.wait(pause):
            try:
                close_old_connections()
                pause, failures = 0.0 if self.turn() else IDLE, 0
            except (OperationalError, InterfaceError) as error:
                failures += 1
                pause = min(IDLE * 2**failures, LONGEST_PAUSE)
                log.warning("database not available", extra={"error": type(error).__name__, "failures": failures})
                connection.close()

    def turn(self) -> bool:
        """Do one piece of each kind of work; return whether there was any."""
        if not self._knows_jobs:
            jobs.list_jobs(timezone.now())
            self._knows_jobs = True
        did = [
            jobs.run_next(timezone.now()),
            _deliver_some(),
            tasks.run_next(self.name),
        ]
        return any(did)


def _deliver_some() -> bool:
    """Deliver what is due, up to a turn's share; return whether there was any."""
    delivered = 0
    while delivered < DELIVERIES and outbox.deliver_next(timezone.now()):
        delivered += 1
    return delivered > 0


def run() -> None:
    """Work as this process until SIGTERM or Ctrl-C."""
    holder = nodes.hold(NodeLease.Role.WORKER)
    worker = Worker(holder.name)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, worker.stop)
    log.info("worker started", extra={"worker": worker.name, "node": holder.node})
    worker.run()
    log.info("worker stopped", extra={"worker": worker.name})
