"""Jobs that come round: registered by modules, kept as rows, run by one worker at a time under a lease.

A job opens its own transactions through actions, and must bear being run twice.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tongban.kernel.requests import within
from tongban.kernel.tables.work import PeriodicJob

LEASE = timedelta(minutes=15)  # a job that was killed is run again after this
SKEW = timedelta(minutes=15)  # more than the clocks of two workers differ

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
    for row in PeriodicJob.objects.filter(name__in=_jobs).order_by("next_run_at"):
        lease = now + LEASE
        as_read = PeriodicJob.objects.filter(pk=row.pk, next_run_at=row.next_run_at, leased_until=row.leased_until)
        if _is_due(row, now) and as_read.update(leased_until=lease):
            with within():
                _run(_jobs[row.name], lease, now)
            return True
    return False


def _is_due(row: PeriodicJob, now: datetime) -> bool:
    """Say whether nobody runs the job and its time has come. What lies too far ahead is of a clock since set back."""
    is_free = row.leased_until is None or not now < row.leased_until <= now + LEASE + SKEW
    return is_free and not now < row.next_run_at <= now + row.every + SKEW


def _run(job: Periodic, lease: datetime, now: datetime) -> None:
    error = ""
    try:
        job.run(now)
    except Exception as failure:  # one job's error must not stop the others
        error = type(failure).__name__
        log.exception("job failed", extra={"job": job.name, "error": error})
    mine = PeriodicJob.objects.filter(pk=job.name, leased_until=lease)
    mine.update(leased_until=None, next_run_at=now + job.every, last_run_at=now, last_error=error)
