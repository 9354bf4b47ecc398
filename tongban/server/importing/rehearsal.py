"""What would be, if a file were taken in: everything is made and asked, and nothing is written."""

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from itertools import repeat
from pathlib import Path
from typing import TypeVar

from tongban.kernel.obstacles import Obstacle
from tongban.kernel.tables.loads import Load
from tongban.server.importing.batches import Batch, Maker, News
from tongban.server.importing.errors import add_refusals, errors_path
from tongban.server.importing.knowledge import Identity, Knowledge, Known
from tongban.server.importing.lines import Line, Span, lines_of
from tongban.server.importing.workers import Done

T = TypeVar("T")
AT_ONCE = 500  # names asked for in one statement


class Rehearsal(Knowledge):
    """Knows what the database knows and what the lines so far would have brought, kept on disk beside memory."""

    def __init__(self, system: str):
        super().__init__(system)
        self._seen = sqlite3.connect("")  # a file of its own that nobody else sees, gone when it is closed
        self._seen.execute("CREATE TABLE seen (name TEXT PRIMARY KEY, key INTEGER, more TEXT) WITHOUT ROWID")

    def remember(self, news: News) -> None:
        self._seen.executemany(
            "INSERT OR IGNORE INTO seen VALUES (?, ?, ?)",
            [
                *((f"party {reference}", key, "") for reference, key in news.parties.items()),
                *((_name(identity), *known) for identity, known in news.identities.items()),
                *((f"number {number}", 0, "") for number in news.numbers),
            ],
        )

    def lay(self, line: Line, *, now: datetime) -> list[Obstacle]:
        """Only let lines that follow refer to an office; its own particulars are asked when it is entered."""
        if line.data["kind"] == "office":
            self.offices.setdefault(line.data["uscc"], 0)
        return []

    def parties(self, references: Iterable[str], *, must_exist: bool = False) -> dict[str, int]:
        wanted = list(references)
        found = self._find({f"party {reference}": reference for reference in wanted})
        return super().parties(wanted) | {reference: key for reference, (key, _) in found.items()}

    def identities(self, wanted: Collection[Identity]) -> dict[Identity, Known]:
        return super().identities(wanted) | self._find({_name(identity): identity for identity in wanted})

    def numbers(self, wanted: Collection[str]) -> set[str]:
        return super().numbers(wanted) | self._find({f"number {number}": number for number in wanted}).keys()

    def _find(self, wanted: dict[str, T]) -> dict[T, Known]:
        names = list(wanted)
        found: dict[T, Known] = {}
        for start in range(0, len(names), AT_ONCE):
            some = names[start : start + AT_ONCE]
            holes = ", ".join("?" * len(some))
            rows = self._seen.execute(f"SELECT name, key, more FROM seen WHERE name IN ({holes})", some)  # noqa: S608 (our own names)
            found |= {wanted[name]: (key, more) for name, key, more in rows}
        return found


class Rehearser:
    """Does with a batch what a worker does, but for writing it."""

    def __init__(self, path: Path, load: Load, now: datetime):
        self._path, self._load, self._now = path, load, now
        self._knowledge = Rehearsal(load.system)
        self._errors, self._errors_size = errors_path(path, is_rehearsal=True), 0

    def take_in(self, span: Span) -> Done:
        maker = Maker(self._knowledge, file_digest=self._load.digest, now=self._now, take=no_numbers)
        batch: Batch = maker.make(lines_of(self._path, span))
        self._knowledge.remember(batch.news)
        self._errors_size = add_refusals(self._errors, batch.refusals, at=self._errors_size)
        return Done(span.end, span.last, batch.added, batch.known, len(batch.refusals), batch.rows)


def no_numbers(wanted: Counter[tuple[str, date]]) -> dict[tuple[str, date], Iterator[str]]:
    """Give every case the same number that is none."""
    return {day: repeat("-") for day in wanted}


def _name(identity: Identity) -> str:
    return f"identity {identity[0]} {identity[1]}"
