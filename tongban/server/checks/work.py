"""Is what should go on going on, and is what it needs there: deliveries, jobs, calendar, files, fonts?"""

import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from tongban.calendars.queries import calendar_for
from tongban.documents.printing import missing_families
from tongban.kernel.moments import local_day
from tongban.kernel.outbox import dead_letters
from tongban.kernel.tables.work import PeriodicJob
from tongban.people.queries.separation import who_holds_both
from tongban.server.checks.findings import Finding, fault, warning

NATION = "000000"
CALENDAR_AHEAD = 60  # days: the next year's notice comes in November
LATE = timedelta(minutes=30)  # a job that should have run so long ago


def look_at_work(now: datetime) -> Iterator[Finding]:
    if dead := dead_letters().count():
        yield warning("dead_letters", count=dead)
    for job in PeriodicJob.objects.order_by("name"):
        if job.last_error:
            yield warning("job_failed", job=job.name, error=job.last_error)
        elif job.next_run_at < now - LATE:
            yield warning("job_late", job=job.name, since=f"{job.next_run_at:%Y-%m-%d %H:%M} UTC")
    for officer, office in who_holds_both(local_day(now)):
        yield warning("front_and_back_together", name=officer.name, number=officer.staff_number, office=office.name)
    yield from _calendar(now)
    yield from _files()
    if missing := missing_families():
        yield fault("fonts_missing", fonts=", ".join(sorted(missing)))


def _calendar(now: datetime) -> Iterator[Finding]:
    until = calendar_for(NATION).known_until
    left = (until - local_day(now)).days
    if left < 0:
        yield fault("calendar_over", until=until)
    elif left < CALENDAR_AHEAD:
        yield warning("calendar_ends", until=until, days=left)


def _files() -> Iterator[Finding]:
    folder = Path(settings.FILES_DIR)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        yield fault("files_not_writable", folder=folder, error=type(error).__name__)
