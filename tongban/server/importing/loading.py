"""A file on its way into the database: batches made by one thread, written by another, each with its place in the file.

Making is Python's work and writing the database's, so both go on at once. A batch is one transaction: its rows, its
trails and how far the file was read. A run that was killed goes on after the last batch that was committed.
"""

import json
import os
import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import connection

from tongban.kernel.bulk import write
from tongban.kernel.bulk.loads import keep, load_of
from tongban.kernel.models import Load
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.transactions import action
from tongban.server.importing.batches import Batch, Maker, Refusal
from tongban.server.importing.knowledge import Knowledge
from tongban.server.importing.lines import Line, digest_of, lines_of
from tongban.server.importing.shapes import obstacles_to_shape
from tongban.ui.wording import say

LINES_AT_ONCE = 2_000
HEAD = "file"


class CannotImport(Refused):
    """The file as a whole is not taken in."""


@dataclass
class Progress:
    """How far it is, for whoever watches."""

    load: Load
    rows: int = 0
    making: float = 0.0  # seconds of the thread that makes rows
    writing: float = 0.0  # seconds of the one that writes them


Watcher = Callable[[Progress], None]


def begin(path: Path, *, now: datetime) -> Load:
    """Find how far this very file was read before, or begin. Raises CannotImport."""
    if not path.is_file():
        raise CannotImport([Obstacle("file_not_found", str(path))])
    digest = digest_of(path)
    if known := load_of(digest):
        return known
    head = next(lines_of(path), None)
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


def run(path: Path, load: Load, *, limit: int, now: datetime, watch: Watcher) -> Progress:
    """Take in what is left of a file, until its end or until so many lines were refused (0: all)."""
    progress = Progress(load)
    errors = ErrorFile(path, load.errors_size)
    batches: queue.Queue[Batch | None] = queue.Queue(maxsize=1)
    writer = Writer(batches, progress, errors, watch)
    writer.start()
    try:
        for batch in _batches(path, load, progress, now):
            if not writer.take(batch) or (limit and load.refused + len(batch.refusals) >= limit):
                break
    finally:
        writer.finish()
        errors.close()
    if writer.failure:
        raise writer.failure
    if load.offset >= load.size:
        load.finished_at = now
    keep(load)
    return progress


def rehearse(path: Path, load: Load, *, limit: int, now: datetime, watch: Watcher) -> Progress:
    """Say what would be, and write nothing but the file of errors."""
    progress, errors = Progress(load), ErrorFile(path, load.errors_size)
    for batch in _batches(path, load, progress, now, with_numbers=False):
        errors.add(batch.refusals)
        _count(load, batch)
        watch(progress)
        if limit and load.refused >= limit:
            break
    errors.close()
    return progress


def _batches(
    path: Path, load: Load, progress: Progress, now: datetime, *, with_numbers: bool = True
) -> Iterator[Batch]:
    knowledge = Knowledge(load.system)
    lines = lines_of(path, offset=load.offset, number=load.line)
    while some := list(islice(lines, LINES_AT_ONCE)):
        started = time.perf_counter()
        batch = Maker(some, knowledge, file_digest=load.digest, now=now).make(with_numbers=with_numbers)
        progress.making += time.perf_counter() - started
        yield batch


def _count(load: Load, batch: Batch) -> None:
    load.offset, load.line = batch.end, batch.line
    load.added += batch.added
    load.known += batch.known
    load.refused += len(batch.refusals)


class Writer(threading.Thread):
    """Writes batches one after the other, each in a transaction."""

    def __init__(self, batches: "queue.Queue[Batch | None]", progress: Progress, errors: "ErrorFile", watch: Watcher):
        super().__init__(name="import writer")
        self.failure: BaseException | None = None
        self._batches, self._progress, self._errors, self._watch = batches, progress, errors, watch

    def take(self, batch: Batch) -> bool:
        """Hand a batch over as soon as there is room; False if the writer has given up."""
        while not self.failure:
            try:
                self._batches.put(batch, timeout=1)
            except queue.Full:
                continue
            return True
        return False

    def finish(self) -> None:
        while self.is_alive():
            try:
                self._batches.put(None, timeout=1)
            except queue.Full:
                continue
            break
        self.join()

    def run(self) -> None:
        try:
            while batch := self._batches.get():
                started = time.perf_counter()
                _commit(batch, self._progress.load, self._errors)
                self._progress.writing += time.perf_counter() - started
                self._progress.rows += batch.rows
                self._watch(self._progress)
        except BaseException as failure:  # told to the thread that waits for us
            self.failure = failure
        finally:
            connection.close()


@action(silent="each row's own trail is among the rows")
def _commit(batch: Batch, load: Load, errors: "ErrorFile") -> None:
    """Write a batch with its place in the file, all or nothing."""
    before = dict(load.__dict__)
    try:
        write(batch.sheets)
        _count(load, batch)
        load.errors_size = errors.add(batch.refusals)
        keep(load)
    except BaseException:
        load.__dict__.update(before)
        raise


class ErrorFile:
    """FILE.errors.ndjson: each refused line with its reasons in words, as far as it belongs to what was committed."""

    def __init__(self, path: Path, size: int):
        self.path = path.with_name(f"{path.name.removesuffix('.ndjson')}.errors.ndjson")
        self._file = os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
        self._file.truncate(size)
        self._file.seek(size)

    def add(self, refusals: list[Refusal]) -> int:
        """Write refusals safely to the disk; return the size of the file."""
        if refusals:
            self._file.writelines(_entry(refusal.line, refusal.obstacles) for refusal in refusals)
            self._file.flush()
            os.fsync(self._file.fileno())
        return self._file.tell()

    def close(self) -> None:
        is_empty = not self._file.tell()
        self._file.close()
        if is_empty:
            self.path.unlink()


def _entry(line: Line, obstacles: list[Obstacle]) -> bytes:
    reasons = [
        {"code": each.code, "about": each.about, "zh": say(each, "zh-hans"), "en": say(each, "en")}
        for each in obstacles
    ]
    entry = {"line": line.number, "reasons": reasons, "original": line.raw.decode(errors="backslashreplace")}
    return json.dumps(entry, ensure_ascii=False).encode(errors="backslashreplace") + b"\n"
