"""Whoever waits for a database server waits so long and no longer."""

import time
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection

from tongban.kernel.outages import is_database_away
from tongban.kernel.patience import NoAnswer, limit_waiting

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.only_on("postgresql"),  # SQLite has no server to wait for
]


@pytest.fixture
def patient() -> Iterator[psycopg.Connection[Any]]:
    connection.ensure_connection()
    limit_waiting(connection.connection, seconds=0.5)
    yield connection.connection
    connection.close()


def test_what_is_answered_in_time_is_as_ever(patient: psycopg.Connection[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.1), 7")
        assert cursor.fetchone()[1] == 7


def test_a_server_that_does_not_answer_is_left_and_the_connection_with_it(patient: psycopg.Connection[Any]) -> None:
    begun = time.monotonic()
    with pytest.raises(OperationalError) as gone, connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(3)")

    assert time.monotonic() - begun < 2
    assert isinstance(gone.value.__cause__, NoAnswer)
    assert is_database_away(gone.value)
    assert patient.closed
    connection.close()
    with connection.cursor() as cursor:  # the next one is another
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
    time.sleep(max(0.0, begun + 3.5 - time.monotonic()))  # until the server, too, has done with it
