"""Migrating beside people at work: never wait long for a lock that others would queue behind, rather come back.

A migration that wants a table waits, and whoever comes after it waits too, for as long as the longest transaction
before it. So each waits a few seconds at most, lets everybody through, and tries again.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from tongban.kernel.transactions import is_lost_race

LOCK_SECONDS = 5
PAUSES = (2, 5, 10, 20, 30, 60, 60, 60)  # seconds between tries: four minutes, then somebody should look
ONE_AT_A_TIME = 7_460_001  # the advisory lock of PostgreSQL that a migrating process holds

Say = Callable[[str], None]


class StillLocked(Exception):
    """A table stayed busy through all tries."""


def migrate(*, say: Say, pauses: tuple[int, ...] = PAUSES) -> None:
    """Apply what is pending, one transaction each. Raises StillLocked; what was applied until then stays."""
    with _brief_and_alone(say) if connection.vendor == "postgresql" else nullcontext():
        for pause in (*pauses, None):
            try:
                call_command("migrate", verbosity=1)
                return
            except OperationalError as error:
                if not is_lost_race(error) or not _may_try_again():
                    raise
                if pause is None:
                    raise StillLocked from error
                say(f"a table is busy; once more in {pause} s")
                time.sleep(pause)


@contextmanager
def _brief_and_alone(say: Say) -> Iterator[None]:
    """Wait shortly for locks in this session, and let one process alone migrate."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ONE_AT_A_TIME])
        if not cursor.fetchone()[0]:
            say("another process migrates; waiting for it")
            cursor.execute("SET lock_timeout = 0")
            cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        cursor.execute(f"SET lock_timeout = '{LOCK_SECONDS}s'")
        say(f"waiting at most {LOCK_SECONDS} s for a lock")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])
            cursor.execute("RESET lock_timeout")


def _may_try_again() -> bool:
    """Return whether the next migration left nothing behind: one outside a transaction may have."""
    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:  # the record of migrations itself is held: nothing was begun
        return is_lost_race(error)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return not plan or plan[0][0].atomic
