"""Reading millions of rows fast: as the driver gives them, without a model and without conversions that nobody needs.

PostgreSQL is asked for its binary form: a moment in text, as Django reads it, costs as much as the whole rest of a row.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from tongban.kernel.databases.along import database

AT_ONCE = 2_000  # rows from the database at a time

Row = tuple[Any, ...]


def rows_of(queryset: "QuerySet[Any, Any]") -> Iterator[Row]:
    """Yield the rows of ``values_list``, as the driver has them, within a transaction or snapshot."""
    sql, params = queryset.query.sql_with_params()
    with _cursor() as cursor:
        cursor.execute(sql, params)
        while rows := cursor.fetchmany(AT_ONCE):
            yield from rows


def moment_text(value: datetime) -> str:
    """Return the canonical text of a moment as the driver gave it: with its zone, or SQLite's, which is UTC."""
    return f"{value.isoformat()}+00:00" if value.tzinfo is None else value.astimezone(UTC).isoformat()


def _cursor() -> Any:
    if connection.vendor == "postgresql":  # on the server, so that the rows need not fit into memory
        connection.ensure_connection()
        database().send()  # a BEGIN that waits
        return connection.connection.cursor(name="rows", binary=True)
    return connection.cursor()
