"""Reading every table as it was in one moment, while others go on writing.

PostgreSQL: a transaction of repeatable reads. SQLite: a connection of its own whose read transaction sees the database
as it was when it began; in write-ahead mode it keeps nobody waiting, and needs no second copy on the disk.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any, Protocol

from django.db import connection, transaction

AT_ONCE = 2000  # rows fetched


class Snapshot(Protocol):
    def rows(self, select: str) -> Iterator[tuple[Any, ...]]: ...


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    """Open the moment; what is read within is of one piece."""
    with _postgres() if connection.vendor == "postgresql" else _sqlite() as moment:
        yield moment


class Postgres:
    def rows(self, select: str) -> Iterator[tuple[Any, ...]]:
        with connection.chunked_cursor() as cursor:
            cursor.execute(select)
            while rows := cursor.fetchmany(AT_ONCE):
                yield from rows


@contextmanager
def _postgres() -> Iterator[Postgres]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")  # a slow disk may keep us waiting
        yield Postgres()


class Sqlite:
    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database

    def rows(self, select: str) -> Iterator[tuple[Any, ...]]:
        yield from self.database.execute(select)


@contextmanager
def _sqlite() -> Iterator[Sqlite]:
    # Django has taught the driver how declared types are read; that holds for every connection that asks for it.
    database = sqlite3.connect(
        connection.settings_dict["NAME"], isolation_level=None, detect_types=sqlite3.PARSE_DECLTYPES
    )
    with closing(database):
        database.execute("PRAGMA query_only = ON")
        database.execute("BEGIN")
        database.execute("SELECT count(*) FROM django_migrations").fetchone()  # the moment is the first reading
        yield Sqlite(database)
