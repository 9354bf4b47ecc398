"""Migrating beside people at work: short waits, polite retries, one at a time."""

import psycopg
import pytest
from django.db import OperationalError, connection

from conftest import url_of
from tongban.server import migrating


class Busy(Exception):
    sqlstate = "55P03"


def locked(times: int, calls: list[int]):
    def call_command(*arguments: object, **options: object) -> None:
        calls.append(1)
        if len(calls) <= times:
            raise OperationalError("canceling statement due to lock timeout") from Busy()

    return call_command


@pytest.mark.django_db
def test_a_busy_table_is_tried_again_after_letting_others_through(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    calls: list[int] = []
    monkeypatch.setattr(migrating, "call_command", locked(2, calls))

    migrating.migrate(say=said.append, pauses=(0, 0, 0))

    assert len(calls) == 3
    assert said[-2:] == ["a table is busy; once more in 0 s"] * 2


@pytest.mark.django_db
def test_a_table_that_stays_busy_ends_the_attempt(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    monkeypatch.setattr(migrating, "call_command", locked(99, calls))

    with pytest.raises(migrating.StillLocked):
        migrating.migrate(say=print, pauses=(0, 0))
    assert len(calls) == 3


@pytest.mark.django_db
def test_another_error_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise OperationalError("disk full")

    monkeypatch.setattr(migrating, "call_command", fail)
    with pytest.raises(OperationalError, match="disk full"):
        migrating.migrate(say=print, pauses=(0, 0))


@pytest.mark.django_db(transaction=True)
def test_migrating_goes_on_when_a_held_table_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only PostgreSQL has a lock that stops readers; SQLite goes through at once."""
    said: list[str] = []
    monkeypatch.setattr(migrating, "LOCK_SECONDS", 1)
    if connection.vendor == "sqlite":
        migrating.migrate(say=said.append)
        assert said == []
        return

    with psycopg.connect(url_of(connection)) as holder:
        holder.execute("LOCK TABLE django_migrations IN ACCESS EXCLUSIVE MODE")

        def say(line: str) -> None:
            said.append(line)
            if line.startswith("a table is busy"):
                holder.rollback()

        migrating.migrate(say=say, pauses=(0, 0))

    assert said == ["waiting at most 1 s for a lock", "a table is busy; once more in 0 s"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        assert cursor.fetchone() == (0,)
