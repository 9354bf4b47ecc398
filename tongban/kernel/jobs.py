"""Jobs that come round: registered by modules, kept as rows, run by one worker at a time under a lease.

A job opens its own transactions through actions, and must bear being run twice.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models

from tongban.kernel.requests import within
from tongban.kernel.tables.work import PeriodicJob

LEASE = timedelta(minutes=15)  # a job that was killed is run again after this

log = logging.getLogger(__name__)
Job = Callable[[datetime], None]


@dataclass(frozen=True)
class Periodic:
    name: str
    every: timedelta
    run: Job


_jobs: dict[str, Periodic] = {}


def periodic(name: str, *, every: timedelta) -> Callable[[Job], Job]:
    """Register ``job(now)`` to be run again and again. Raises ValueError if the name is taken."""

    def register(job: Job) -> Job:
        if name in _jobs:
            raise ValueError(f"the job {name} exists already")
        _jobs[name] = Periodic(name, every, job)
        return job

    return register


def list_jobs(now: datetime) -> None:
    """Write a row for each registered job, due at once if it is new."""
    rows = [PeriodicJob(name=job.name, every=job.every, next_run_at=now) for job in _jobs.values()]
    PeriodicJob.objects.bulk_create(rows, update_conflicts=True, unique_fields=["name"], update_fields=["every"])


def run_next(now: datetime) -> bool:
    """Run one job that is due; return whether there was one."""
    free = models.Q(leased_until=None) | models.Q(leased_until__lte=now)
    due = PeriodicJob.objects.filter(free, name__in=_jobs, next_run_at__lte=now)
    for row in due.order_by("next_run_at"):
        lease = now + LEASE
        if due.filter(pk=row.pk).update(leased_until=lease):
            with within():
                _run(_jobs[row.name], lease, now)
            return True
    return False


def _run(job: Periodic, lease: datetime, now: datetime) -> None:
    error = ""
    try:
        job.run(now)
    except Exception as failure:  # one job's error must not stop the others
        error = type(failure).__name__
        log.exception("job failed", extra={"job": job.name, "error": error})
    mine = PeriodicJob.objects.filter(pk=job.name, leased_until=lease)
    mine.update(leased_until=None, next_run_at=now + job.every, last_run_at=now, last_error=error)
