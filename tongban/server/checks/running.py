"""Is the platform able to work now? Asked by ``/readyz`` every few seconds, and by ``tongban doctor``.

Each question costs one small query at most; what the program itself says (its migrations) is read once.
"""

import functools
import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from tongban.kernel import nodes
from tongban.kernel.seals import sealing
from tongban.kernel.tables.work import NodeLease
from tongban.server.checks.findings import Finding, fault

LEAST_FREE = 512 * 1024 * 1024  # bytes: below it uploads and the database itself are in danger


def what_stops_work(now: datetime) -> list[Finding]:
    """Return why the platform cannot do all of its work now."""
    try:
        return what_stops_pages() or [*worker(now), *seals(now)]
    except Error as error:
        return [_away(error)]


def what_stops_pages() -> list[Finding]:
    """Return why not even pages can be served; nothing else is asked while the database is away."""
    try:
        missing = pending_migrations()
    except Error as error:
        return [_away(error)]
    return [fault("migrations_pending", count=len(missing), first=missing[0])] if missing else disk()


def _away(error: Error) -> Finding:
    return fault("database_away", error=type(error).__name__)


def pending_migrations() -> list[str]:
    """Return the migrations of this program that the database has not seen."""
    applied = MigrationRecorder(connection).applied_migrations()
    return [f"{app}.{name}" for app, name in _known_migrations() if (app, name) not in applied]


@functools.cache
def _known_migrations() -> list[tuple[str, str]]:
    return sorted(MigrationLoader(None).disk_migrations)


def worker(now: datetime) -> list[Finding]:
    if nodes.is_at_work(NodeLease.Role.WORKER, now):
        return []
    seen = nodes.last_seen(NodeLease.Role.WORKER)
    return [fault("worker_away", since=f"{seen:%Y-%m-%d %H:%M} UTC" if seen else "—")]


def seals(now: datetime) -> list[Finding]:
    lag = sealing.lag(now)
    return [fault("seals_late", seconds=round(lag.seconds))] if lag.is_alarm else []


def disk() -> list[Finding]:
    free = free_bytes()
    return [fault("disk_full", free_mb=free // 1024**2)] if free < LEAST_FREE else []


def free_bytes() -> int:
    """Return the room that is left where files are kept."""
    folder = Path(settings.FILES_DIR)
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free
