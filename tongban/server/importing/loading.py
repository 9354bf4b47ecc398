"""A file on its way into the database, from where it was left.

Making rows is Python's work and writing them the database's, so several processes take turns (``workers``). A batch is
one transaction: its rows, its trails and how far the file was read. A run that was killed goes on after the last batch
that was committed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from tongban.kernel.bulk.loads import load_of
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.tables.loads import Load
from tongban.server.importing.lines import digest_of, head_of, spans_of
from tongban.server.importing.rehearsal import Rehearser
from tongban.server.importing.shapes import obstacles_to_shape
from tongban.server.importing.workers import Done, Told, Turn, Worker, work, work_side_by_side

LINES_AT_ONCE = 2_000
HEAD = "file"


class CannotImport(Refused):
    """The file as a whole is not taken in."""


@dataclass(frozen=True)
class How:
    """In how many processes, how many lines a transaction, until how many were refused (0: all)."""

    processes: int = 1
    batch: int = LINES_AT_ONCE
    limit: int = 0


@dataclass
class Progress:
    """How far it is, for whoever watches; seconds are those of all processes together."""

    load: Load
    rows: int = 0
    making: float = 0.0
    waiting: float = 0.0
    writing: float = 0.0

    def add(self, done: Done) -> None:
        self.load.offset, self.load.line = done.end, done.line
        self.load.added += done.added
        self.load.known += done.known
        self.load.refused += done.refused
        self.rows += done.rows
        self.making += done.making
        self.waiting += done.waiting
        self.writing += done.writing


Watcher = Callable[[Progress], None]


def begin(path: Path, *, now: datetime, is_rehearsal: bool = False) -> Load:
    """Find how far this very file was read before, or begin; a rehearsal begins anew. Raises CannotImport."""
    if not path.is_file():
        raise CannotImport([Obstacle("file_not_found", str(path))])
    digest = digest_of(path)
    known = None if is_rehearsal else load_of(digest)
    if known:
        return known
    head = head_of(path)
    if head is None:
        raise CannotImport([Obstacle("file_empty", path.name)])
    obstacles = head.obstacles or obstacles_to_shape(head.data)
    if obstacles or head.data["kind"] != HEAD:
        raise CannotImport([Obstacle("file_without_head", path.name), *obstacles])
    return Load(
        digest=digest,
        system=head.data["system"],
        name=path.name,
        size=path.stat().st_size,
        offset=head.end,
        line=head.number,
        begun_at=now,
    )


def run(path: Path, load: Load, how: How, *, now: datetime, watch: Watcher) -> Progress:
    """Take in what is left of a file, until its end or until too many lines were refused."""
    progress, told = _listen(load, how, watch)
    spans = spans_of(path, offset=load.offset, number=load.line, size=how.batch)
    worker = partial(Worker, path, load, now, Turn(load.offset))
    if how.processes > 1:
        work_side_by_side(spans, worker, told, processes=how.processes)
    else:
        work(spans, worker, told)
    return progress


def rehearse(path: Path, load: Load, how: How, *, now: datetime, watch: Watcher) -> Progress:
    """Say what would be, and write nothing but the file of errors."""
    progress, told = _listen(load, how, watch)
    spans = spans_of(path, offset=load.offset, number=load.line, size=how.batch)
    work(spans, partial(Rehearser, path, load, now), told)
    return progress


def _listen(load: Load, how: How, watch: Watcher) -> tuple[Progress, Told]:
    progress = Progress(load)

    def told(done: Done) -> bool:
        progress.add(done)
        watch(progress)
        return not how.limit or load.refused < how.limit

    return progress, told
