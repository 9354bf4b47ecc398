"""The raw limit of an act: what it had the database do, done again by the driver alone.

Each round does as many acts again as are measured, and notes every statement of these with its parameters: whoever
watches an act slows it down. A twin of the database, made before, then gets the statements from psycopg or sqlite3:
the same rows, the same indexes and triggers, one transaction per act, the same durability; no Django, no rules, no
waiting for Python to think.
"""

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection

from benchmarks.measuring import PER_SECOND, ROUNDS, Figure, Spent, cpu_ms, rates, timed
from tongban.kernel.tables.journal import JournalEntry

Statement = tuple[str, Any]
WRITES = ("INSERT", "UPDATE", "DELETE")
CONTROL = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")
PLACEHOLDER = re.compile(r"(?<!%)%s")


class Notes:
    """The statements of acts, in the order in which the acts came."""

    def __init__(self) -> None:
        self.acts: list[list[Statement]] = []

    @contextmanager
    def act(self) -> Iterator[None]:
        statements: list[Statement] = []

        def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
            if not sql.startswith(CONTROL):
                statements.append((sql, params))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            yield
        self.acts.append(statements)

    def do(self, acts: Iterable[Callable[[], object]]) -> None:
        for act in acts:
            with self.act():
                act()

    def take(self) -> list[list[Statement]]:
        """Return what was noted since this was last asked."""
        taken, self.acts = self.acts, []
        return taken


def writes(acts: Sequence[Sequence[Statement]]) -> list[list[Statement]]:
    """Return of each act only what changes rows."""
    return [[each for each in statements if each[0].startswith(WRITES)] for statements in acts]


class Twin:
    """A copy of the database as it stands now, reached by its driver."""

    def __init__(self, name: str) -> None:
        make = _postgresql_twin if connection.vendor == "postgresql" else _sqlite_twin
        self.cursor, self._begin, self._prepared = make(name)

    def prepare(self, acts: Sequence[Sequence[Statement]]) -> list[list[Statement]]:
        """Write the statements as the driver wants them: not a part of what is measured."""
        return [[(self._prepared(sql), params) for sql, params in statements] for statements in acts]

    def repeat(self, acts: Sequence[Sequence[Statement]]) -> None:
        execute, begin = self.cursor.execute, self._begin
        for statements in acts:
            execute(begin)
            for sql, params in statements:
                execute(sql, params or ())
            execute("COMMIT")

    def count(self, table: str) -> int:
        found: int = self.cursor.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 (our own table)
        return found

    def close(self) -> None:
        self.cursor.connection.close()


@dataclass
class Beside:
    """What the rounds of an act took: ours, the same rows alone, and all the same statements."""

    ours: list[Spent] = field(default_factory=list)
    rows: list[Spent] = field(default_factory=list)
    statements: list[Spent] = field(default_factory=list)
    noted: list[list[Statement]] = field(default_factory=list)  # of the last round

    def figures(self, what: str, *, each: int, bar: str = "", least: float | None = None) -> list[Figure]:
        """Return the rate beside both limits; ``least`` is the share of the first that must be reached."""
        ours, count = rates(self.ours, each), sum(map(len, self.noted)) / len(self.noted)
        written = sum(map(len, writes(self.noted))) / len(self.noted)
        rows_alone = f"the same rows by the driver alone ({written:.0f} statements)"
        first = Figure(what, PER_SECOND, ours, rates(self.rows, each), rows_alone, cpu_ms(self.ours, each))
        if least is not None and first.share is not None:
            first = first.against(bar, first.share >= least)
        all_of_it = f"all {count:.0f} statements by the driver alone"
        return [first, Figure(what, PER_SECOND, ours, rates(self.statements, each), all_of_it)]


def beside_raw(
    a_round: Callable[[], Iterable[Callable[[], object]]],
    *,
    rounds: int = ROUNDS,
    neighbour: Callable[[], object] | None = None,
) -> Beside:
    """Measure rounds of acts, each act one transaction, in turn with their replay; the first round warms up.

    ``a_round`` is asked twice a round, once for acts that are noted; ``neighbour`` has its turn in each, too.
    """
    rows, statements, notes, beside = Twin("twin_rows"), Twin("twin_statements"), Notes(), Beside()
    told = JournalEntry.objects.count()
    for number in range(rounds + 1):
        before = JournalEntry.objects.count()
        notes.do(a_round())
        told += JournalEntry.objects.count() - before
        noted = notes.take()
        acts = list(a_round())
        short, whole = rows.prepare(writes(noted)), statements.prepare(noted)
        ours = timed(lambda: [act() for act in acts])  # noqa: B023 (called at once)
        again = timed(lambda: rows.repeat(short)), timed(lambda: statements.repeat(whole))  # noqa: B023
        if neighbour:
            neighbour()
        if number:
            beside.ours.append(ours)
            beside.rows.append(again[0])
            beside.statements.append(again[1])
            beside.noted = noted
    _same_rows(told, rows, statements)
    return beside


def _same_rows(told: int, *twins: Twin) -> None:
    """The limit is worth something only if it wrote what we wrote."""
    for twin in twins:
        if twin.count("kernel_journalentry") != told:
            raise AssertionError("the replay did not write the same rows")
        twin.close()


def _sqlite_twin(name: str) -> tuple[Any, str, Callable[[str], str]]:
    original = str(connection.settings_dict["NAME"])
    twin = sqlite3.connect(Path(original).with_name(f"{name}.sqlite3"), isolation_level=None)
    with sqlite3.connect(original) as source:
        source.backup(twin)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        twin.execute(f"PRAGMA {pragma}")
    return twin.cursor(), "BEGIN IMMEDIATE", lambda sql: PLACEHOLDER.sub("?", sql).replace("%%", "%")


def _postgresql_twin(name: str) -> tuple[Any, str, Callable[[str], str]]:
    import psycopg
    from django.db.backends.postgresql.psycopg_any import get_adapters_template

    settings = connection.settings_dict
    connection.close()  # a template must have no sessions
    own = {"host": settings["HOST"], "port": settings["PORT"], "user": settings["USER"]}
    with psycopg.connect(dbname="postgres", autocommit=True, **own) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')  # type: ignore[arg-type]
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{settings["NAME"]}"')  # type: ignore[arg-type]
    context = get_adapters_template(True, connection.timezone)  # type: ignore[attr-defined]
    twin = psycopg.connect(dbname=name, autocommit=True, cursor_factory=psycopg.ClientCursor, context=context, **own)
    return twin.cursor(), "BEGIN", lambda sql: sql
