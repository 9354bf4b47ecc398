"""Triggers that write another mark whenever something changes from which powers come, whoever writes.

What a process has found out about an officer holds while the mark is the same (``queries.held``). A mark is drawn by
lot: one of a transaction that is undone never comes again. SQLite makes a table anew when a migration alters it,
without its triggers: so they are looked after at the end of every ``migrate``, and the mark changes then, too.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

NAME = "powers_change"
TABLE = "people_powersmark"
FUNCTION = (
    "CREATE OR REPLACE FUNCTION people_powers_change() RETURNS trigger LANGUAGE plpgsql AS $$"
    " BEGIN UPDATE people_powersmark SET mark = gen_random_uuid()::text; RETURN NULL; END $$"
)
LOT = {"postgresql": "gen_random_uuid()::text", "sqlite": "lower(hex(randomblob(16)))"}
VERBS = ("INSERT", "UPDATE", "DELETE")

# Table by table: the columns that count where there is one of them only, none where every change of a row does.
Sources = Mapping[str, Sequence[str]]


def look_after(sources: Sources, *, using: str, **_: Any) -> None:
    """Install what is missing on the tables that are there, and write another mark."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    if TABLE not in present:
        return
    statements = list(_missing(connection, {name: sources[name] for name in sources if name in present}))
    lot = LOT[connection.vendor]
    statements.append(f"INSERT INTO {TABLE} (id, mark) VALUES (1, {lot}) ON CONFLICT (id) DO UPDATE SET mark = {lot}")  # noqa: S608 (names and figures of this file)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def guarded(connection: BaseDatabaseWrapper) -> set[str]:
    """Return the tables whose changes write another mark at present."""
    known = "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
    if connection.vendor == "postgresql":
        known = (
            "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE tgname LIKE %s AND tgenabled IN ('O', 'A') AND relnamespace = current_schema()::regnamespace"
        )
    with connection.cursor() as cursor:
        cursor.execute(known, [f"{NAME}%"])
        return {table for (table,) in cursor.fetchall()}


def _missing(connection: BaseDatabaseWrapper, sources: Sources) -> Iterator[str]:
    there = guarded(connection)
    create = {"postgresql": _on_postgresql, "sqlite": _on_sqlite}[connection.vendor]
    if connection.vendor == "postgresql":
        yield FUNCTION
    for table in sources.keys() - there:
        columns = ", ".join(sources[table])
        yield from create(table, [f"UPDATE OF {columns}"] if columns else VERBS)


def _on_postgresql(table: str, verbs: Sequence[str]) -> Iterator[str]:
    when = " OR ".join([*verbs, "TRUNCATE"])
    yield f"CREATE TRIGGER {NAME} AFTER {when} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION people_powers_change()"


def _on_sqlite(table: str, verbs: Sequence[str]) -> Iterator[str]:
    for verb in verbs:
        name = f"{NAME}_{table}_{verb.split()[0].lower()}"
        yield f"CREATE TRIGGER {name} AFTER {verb} ON {table} BEGIN UPDATE {TABLE} SET mark = {LOT['sqlite']}; END"  # noqa: S608 (names and figures of this file)
