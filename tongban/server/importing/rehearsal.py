"""What would be, if a file were taken in: everything is made and asked, and nothing is written.

Places, offices and items are entered with what they need of the lines before, looked at, and taken back at once.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from itertools import repeat
from pathlib import Path
from typing import Any, TypeVar

from django.db import transaction

from tongban.catalogue.models import ItemVersion
from tongban.catalogue.queries.history import versions_of
from tongban.kernel.tables.loads import Load
from tongban.server.importing.batches import Batch, Maker, News
from tongban.server.importing.errors import add_refusals, errors_path
from tongban.server.importing.foundations import Laid, lay
from tongban.server.importing.items import code_of, offices_named
from tongban.server.importing.knowledge import Identity, Knowledge, Known
from tongban.server.importing.lines import Line, Span, lines_of
from tongban.server.importing.workers import Done

T = TypeVar("T")
AT_ONCE = 500  # names asked for in one statement


class Rehearsal(Knowledge):
    """Knows what the database knows and what the lines so far would have brought, kept on disk beside memory."""

    def __init__(self, system: str, now: datetime):
        super().__init__(system)
        self.now = now
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

    def lay(self, line: Line, *, now: datetime) -> Laid:
        """Say what would become of a place, an office or an item, and keep it for the lines that follow."""
        data, code = line.data, ""
        with transaction.atomic():
            self._lay_needed(data, now)
            laid = lay(data, now=now)
            if not laid.obstacles and data["kind"] == "item":
                code = code_of(data)
            transaction.set_rollback(True)
        if laid.obstacles:
            return laid
        if data["kind"] == "office":
            self.offices.setdefault(data["uscc"], 0)
        if code:
            self._keep(f"item {code}", [*self._told(f"item {code}"), data])
            self._items.pop(code, None)
        else:
            self._keep(_name_of(data), [data])
        return laid

    def items(self, codes: Collection[str]) -> dict[str, list[ItemVersion]]:
        for code in codes:
            if code not in self._items and (told := self._told(f"item {code}")):
                self._items[code] = self._versions_of(code, told)
        return super().items(codes)

    def _versions_of(self, code: str, told: list[dict[str, Any]]) -> list[ItemVersion]:
        """Return the versions that an item would have, with all that a case takes from them."""
        with transaction.atomic():
            for data in told:
                self._lay_needed(data, self.now)
                lay(data, now=self.now)
            versions = versions_of([code])[code]
            transaction.set_rollback(True)
        return versions

    def _lay_needed(self, data: dict[str, Any], now: datetime) -> None:
        """Enter what a line refers to and the lines before have told of."""
        for name in _needed(data):
            for told in self._told(name):
                self._lay_needed(told, now)
                lay(told, now=now)

    def _keep(self, name: str, told: list[dict[str, Any]]) -> None:
        self._seen.execute("INSERT OR REPLACE INTO seen VALUES (?, 0, ?)", [name, json.dumps(told)])

    def _told(self, name: str) -> list[dict[str, Any]]:
        """Return the lines that told of something by this name."""
        found = self._seen.execute("SELECT more FROM seen WHERE name = ?", [name]).fetchone()
        return json.loads(found[0]) if found else []

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
        self._knowledge = Rehearsal(load.system, now)
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


def _name_of(data: dict[str, Any]) -> str:
    return f"{data['kind']} {data['uscc' if data['kind'] == 'office' else 'code']}"


def _needed(data: dict[str, Any]) -> Iterator[str]:
    """Yield the names of what a line refers to."""
    if data["kind"] == "region" and "parent" in data:
        yield f"region {data['parent']}"
    if data["kind"] == "office":
        yield f"region {data['region']}"
        yield from (f"office {data[name]}" for name in ("parent", "stationed_in") if name in data)
    if data["kind"] == "item":
        yield f"catalog_item {data['catalog_item']}"
        yield from (f"office {uscc}" for uscc in sorted(offices_named(data)))
