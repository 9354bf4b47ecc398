"""How fast does the past of a city come in? Parties and cases with their steps, clocks and journal, from one file.

The raw limit writes the same rows into a twin of the database, in one transaction: by COPY on PostgreSQL, by prepared
INSERT on SQLite.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.utils import timezone

from benchmarks.databases import address
from benchmarks.measuring import PER_SECOND, Figure, Spent, timed
from benchmarks.options import Options
from benchmarks.replay import Twin
from tongban.matters.models import Matter
from tongban.server import city, demo

TABLES = ["people_party", "matters_matter", "matters_oldnumber", "matters_step", "matters_clock", "matters_work"]
TABLES += ["cases_case", "cases_decision", "cases_delivery", "kernel_journalentry", "kernel_journalhead"]
Rows = dict[str, list[tuple[Any, ...]]]


def run(options: Options) -> Iterator[Figure]:
    path, _ = city.write_past(demo.find_stage(), size=options.cases, now=timezone.now())
    before, cases, twin = _keys(), Matter.objects.count(), Twin("twin_import")
    command = [sys.executable, "-m", "tongban.server", "import", str(path)]
    environment = {**os.environ, "TONGBAN_DATABASE_URL": address()}
    turn = timed(lambda: subprocess.run(command, check=True, env=environment, stderr=subprocess.DEVNULL))  # noqa: S603

    rows, cases = _rows_beyond(before), Matter.objects.count() - cases
    count = sum(map(len, rows.values()))
    raw = _write_again(twin, rows)
    raw_is = "the same rows, written by the driver alone in one transaction"
    note = f"{cases:,} cases, {count:,} rows"
    yield Figure("cases imported", PER_SECOND, [cases / turn.seconds], [cases / raw.seconds], raw_is, note=note)
    yield Figure("rows imported", PER_SECOND, [count / turn.seconds], [count / raw.seconds], raw_is)


def _keys() -> dict[str, set[Any]]:
    with connection.cursor() as cursor:
        return {table: {row[0] for row in _all(cursor, table)} for table in TABLES}


def _rows_beyond(known: dict[str, set[Any]]) -> Rows:
    with connection.cursor() as cursor:
        return {table: [row for row in _all(cursor, table) if row[0] not in known[table]] for table in TABLES}


def _all(cursor: Any, table: str) -> list[tuple[Any, ...]]:
    cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 (our own tables)
    rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _write_again(twin: Twin, rows: Rows) -> Spent:
    def write() -> None:
        twin.cursor.execute("BEGIN")
        for table, some in rows.items():
            if some and connection.vendor == "postgresql":
                with twin.cursor.copy(f"COPY {table} FROM STDIN") as copy:
                    for row in some:
                        copy.write_row(row)
            elif some:
                holes = ", ".join("?" * len(some[0]))
                twin.cursor.executemany(f"INSERT INTO {table} VALUES ({holes})", some)  # noqa: S608
        twin.cursor.execute("COMMIT")

    spent = timed(write)
    twin.close()
    return spent
