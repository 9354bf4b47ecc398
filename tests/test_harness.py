"""The harness itself: nothing of one test is left for the next, and nothing reaches the world outside."""

import socket
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from tongban.kernel.models import JournalEntry

NOW = datetime(2026, 4, 29, 1, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_the_journal_refuses_deletion_and_is_empty_again_for_the_next_test(time: str) -> None:
    assert JournalEntry.objects.count() == 0

    JournalEntry.objects.create(
        subject="matter:1", position=1, name="Opened", by="system", at=NOW, body="{}", digest="0"
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        JournalEntry.objects.all().delete()

    assert JournalEntry.objects.count() == 1


@pytest.mark.django_db
def test_the_database_under_test_keeps_its_promises() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode" if connection.vendor == "sqlite" else "SHOW server_encoding")
        assert cursor.fetchone() in [("wal",), ("UTF8",)]


def test_nothing_reaches_the_world_outside() -> None:
    with socket.socket() as visitor, pytest.raises(RuntimeError):
        visitor.connect(("192.0.2.1", 80))
