"""Processes that make batches side by side and write them one after the other, in the order of the file.

What a batch refers to may stand in one that another process still holds. A party that nobody knows is asked for again
when everything before it is committed; a batch that was made before others entered places, offices or items is made
again in its turn.
"""

import multiprocessing
import os
import time
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any, Protocol

from django.db import IntegrityError, connection, connections

from tongban.kernel import nodes
from tongban.kernel.bulk import write
from tongban.kernel.bulk.loads import keep, load_of
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.tables.loads import Load
from tongban.kernel.transactions import action
from tongban.matters.actions.bulk import remember_subjects
from tongban.server.importing.batches import Batch, Maker
from tongban.server.importing.errors import add_refusals, errors_path
from tongban.server.importing.knowledge import Knowledge
from tongban.server.importing.lines import Span, lines_of

FORK = multiprocessing.get_context("fork")
SECONDS_BETWEEN_LOOKS = 0.002
SECONDS_TO_END = 5  # for a process whose line was closed


class Stopped(Exception):
    """The run is over: the process that began it has gone."""


class TakenInElsewhere(Refused):
    """Another run takes the same file in at the same time."""

    def __init__(self) -> None:
        super().__init__([Obstacle("file_taken_in_elsewhere")])

    def __reduce__(self) -> tuple[type["TakenInElsewhere"], tuple[()]]:
        return TakenInElsewhere, ()  # on its way from one process to another


class WorkerDied(Exception):
    """A process ended without a word, as if killed; what it had not committed is taken in by the next run."""


@dataclass(frozen=True)
class Done:
    """What became of one batch: lines added, known and refused, its rows, and the seconds that it took."""

    end: int
    line: int
    added: int
    known: int
    refused: int
    rows: int
    making: float = 0.0
    waiting: float = 0.0
    writing: float = 0.0


class Turn:
    """Whose turn it is to write: the batch that begins where the last one that was committed ended."""

    def __init__(self, offset: int):
        self._offset = FORK.Value("q", offset, lock=False)  # one process at a time moves them
        self._laid = FORK.Value("q", 0, lock=False)
        self._began_in = os.getpid()

    def wait_for(self, offset: int) -> None:
        """Return when everything before this place is committed. Raises Stopped if the run is over before that."""
        while self._offset.value != offset:
            if os.getpid() != self._began_in != os.getppid():
                raise Stopped
            time.sleep(SECONDS_BETWEEN_LOOKS)

    @property
    def laid(self) -> int:
        """How many places, offices and items were entered so far."""
        return int(self._laid.value)

    def pass_on(self, offset: int, *, laid: int) -> None:
        self._laid.value += laid
        self._offset.value = offset


Told = Callable[[Done], bool]


@dataclass
class Worker:
    """Makes and writes the batches that it is given."""

    path: Path
    load: Load
    now: datetime
    turn: Turn

    def __post_init__(self) -> None:
        self._knowledge = Knowledge(self.load.system)
        self._subjects: set[str] = set()

    def take_in(self, span: Span) -> Done:
        """Make one batch, wait for its turn, commit it, pass the turn on."""
        started = time.perf_counter()
        self._knowledge.settle = lambda: self.turn.wait_for(span.begin)
        laid = self.turn.laid
        batch = self._make(span)
        self._remember(batch)
        made = time.perf_counter()
        self.turn.wait_for(span.begin)
        waited = time.perf_counter()
        if self.turn.laid != laid:
            self._knowledge.forget()
            batch = self._make(span)
            self._remember(batch)
        batch = self._write(span, batch)
        self.turn.pass_on(span.end, laid=batch.laid)
        written = time.perf_counter()
        return Done(
            end=span.end,
            line=span.last,
            added=batch.added,
            known=batch.known,
            refused=len(batch.refusals),
            rows=batch.rows,
            making=made - started,
            waiting=waited - made,
            writing=written - waited,
        )

    def _make(self, span: Span) -> Batch:
        lines = lines_of(self.path, span)
        return Maker(self._knowledge, file_digest=self.load.digest, now=self.now).make(lines)

    def _remember(self, batch: Batch) -> None:
        if new := {code: title for code, title in batch.subjects.items() if code not in self._subjects}:
            remember_subjects(new, kind="case")
            self._subjects |= new.keys()

    def _write(self, span: Span, batch: Batch) -> Batch:
        try:
            self._commit(span, batch)
        except IntegrityError:  # what was made beside us has brought the same: now it can be seen
            batch = self._make(span)
            self._commit(span, batch)
        return batch

    @action(silent="each row's own trail is among the rows")
    def _commit(self, span: Span, batch: Batch) -> None:
        """Write a batch with its place in the file, all or nothing."""
        load = load_of(self.load.digest, is_locked=True) or copy(self.load)
        if load.offset != span.begin:
            raise TakenInElsewhere
        write(batch.sheets)
        load.offset, load.line = span.end, span.last
        load.added += batch.added
        load.known += batch.known
        load.refused += len(batch.refusals)
        load.errors_size = add_refusals(errors_path(self.path), batch.refusals, at=load.errors_size)
        load.finished_at = self.now if load.offset >= load.size else None
        keep(load)


class Taking(Protocol):
    """Whoever takes batches in."""

    def take_in(self, span: Span) -> Done: ...


def work(spans: Iterable[Span], worker: Callable[[], Taking], told: Told) -> None:
    """Take batches in, one after the other, in this process; ``told`` says whether to go on."""
    own = worker()
    for span in spans:
        if not told(own.take_in(span)):
            return


def work_side_by_side(spans: Iterable[Span], worker: Callable[[], Worker], told: Told, *, processes: int) -> None:
    """Give batches to whichever process is idle; return when all are committed, or ``told`` has enough."""
    connections.close_all()  # a connection is nobody's after a fork
    crew = [_Mate(worker, number) for number in range(processes)]
    try:
        _share_out(iter(spans), {mate.line: mate for mate in crew}, told)
    finally:
        for mate in crew:
            mate.line.close()
        for mate in crew:
            mate.process.join(SECONDS_TO_END)
            mate.process.kill()


def _share_out(spans: Iterator[Span], crew: dict[Any, "_Mate"], told: Told) -> None:
    busy = [line for line, span in zip(crew, spans) if _sent(line, span)]
    while busy:
        ready: list[Any] = wait(busy)  # lines, as they were given
        for line in ready:
            try:
                answer = line.recv()
            except EOFError:
                raise WorkerDied from None
            if isinstance(answer, BaseException):
                raise answer
            if not told(answer):
                return
            span = next(spans, None)
            if span is None:
                busy.remove(line)
            else:
                line.send(span)


def _sent(line: Any, span: Span) -> bool:
    line.send(span)
    return True


class _Mate:
    """One process of the crew and the line to it."""

    def __init__(self, worker: Callable[[], Worker], number: int):
        self.line, theirs = FORK.Pipe()
        self.process = FORK.Process(target=_serve, args=(worker, theirs), name=f"import {number}", daemon=True)
        self.process.start()
        theirs.close()  # ours to hear the end of it


def _serve(worker: Callable[[], Worker], line: Any) -> None:
    """Be one of the processes, until the line is closed."""
    try:
        nodes.hold("import")
        own = worker()
        while True:
            line.send(own.take_in(line.recv()))
    except (EOFError, Stopped, KeyboardInterrupt):
        pass
    except BaseException as failure:
        line.send(failure)
    finally:
        connection.close()
