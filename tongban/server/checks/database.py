"""Is the database fit to hold the city: in shape, guarded, durable, and of one mind with us about the time?"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from tongban.people.queries.held import SOURCES
from tongban.people.triggers import guarded
from tongban.server.checks.findings import Finding, fault, warning

GUARDED = ("kernel_journalentry", "catalogue_itemversion")
MOST_SKEW = timedelta(seconds=5)
OLDEST_POSTGRES = 15


def look_at_database() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        yield from _guards(cursor)
        yield from _clock(cursor)
        yield from _postgres(cursor) if connection.vendor == "postgresql" else _sqlite(cursor)


def _guards(cursor: Any) -> Iterator[Finding]:
    """The triggers that refuse to rewrite what is on record, and those that tell when powers change."""
    for table in GUARDED:
        if connection.vendor == "postgresql":
            counted = "SELECT count(*) FROM pg_trigger WHERE tgrelid = to_regclass(%s) AND NOT tgisinternal"
            cursor.execute(f"{counted} AND tgenabled IN ('O', 'A')", [table])
        else:
            counted = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
            cursor.execute(f"{counted} AND sql LIKE '%%RAISE(%%'", [table])
        if cursor.fetchone()[0] < (1 if connection.vendor == "postgresql" else 2):
            yield fault("guard_missing", table=table)
    for table in sorted(SOURCES.keys() - guarded(connection)):
        yield fault("powers_unwatched", table=table)


def _clock(cursor: Any) -> Iterator[Finding]:
    before = timezone.now()
    now = "clock_timestamp()" if connection.vendor == "postgresql" else "strftime('%Y-%m-%dT%H:%M:%f', 'now')"
    cursor.execute(f"SELECT {now}")
    (theirs,) = cursor.fetchone()
    if isinstance(theirs, str):
        theirs = datetime.fromisoformat(theirs).replace(tzinfo=UTC)
    skew = max(before - theirs, theirs - timezone.now())
    if skew > MOST_SKEW:
        yield fault("clock_skew", seconds=round(skew.total_seconds()))


def _postgres(cursor: Any) -> Iterator[Finding]:
    cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
    (version,) = cursor.fetchone()
    if version < OLDEST_POSTGRES:
        yield fault("postgres_old", version=version, least=OLDEST_POSTGRES)
    for name in ("fsync", "synchronous_commit", "full_page_writes"):
        cursor.execute("SELECT current_setting(%s)", [name])
        if cursor.fetchone()[0] == "off":
            yield fault("not_durable", setting=name)
    cursor.execute(
        "SELECT current_user, rolsuper OR pg_has_role(relowner, 'USAGE') FROM pg_class, pg_roles"
        " WHERE pg_class.oid = to_regclass('kernel_journalentry') AND rolname = current_user"
    )
    role, is_owner = cursor.fetchone() or ("", False)
    if is_owner:
        yield warning("role_owns_tables", role=role)


def _sqlite(cursor: Any) -> Iterator[Finding]:
    if not settings.DEMO:
        yield warning("sqlite_in_production")
    cursor.execute("PRAGMA journal_mode")
    if cursor.fetchone()[0] != "wal":
        yield fault("not_durable", setting="journal_mode")
    cursor.execute("PRAGMA synchronous")
    if cursor.fetchone()[0] < 2:  # FULL
        yield fault("not_durable", setting="synchronous")
