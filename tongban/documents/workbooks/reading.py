"""Reading a workbook: the child is started within bounds, and what it tells comes out row by row."""

import json
import subprocess
import sys
import threading
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from django.conf import settings

from tongban.documents.rules.archives import findings, member_names
from tongban.kernel.obstacles import Obstacle, Refused

MOST_ROWS, MOST_COLUMNS = 200_000, 256  # of one sheet
MOST_UNPACKED = 300  # megabytes, of one sheet
CHUNK = 256 * 1024
MARKER = "xl/workbook.xml"
SLACK = 2  # times the seconds of computing that the child may take before it is stopped by the clock on the wall

Cell = str | int | float | bool | date | None


class CannotRead(Refused):
    """The file is no workbook that can be read; the obstacles say why."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that holds something, by its number in the sheet, from 1."""

    number: int
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class SheetBegins:
    name: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that is computed: what it holds is what the program that saved it had last made of it."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Merged:
    """The first of several cells that were made one: all others are empty."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class SheetNames:
    names: tuple[str, ...]


Said = SheetNames | SheetBegins | Formula | Merged | Row


def read(stream: BinaryIO, sheets: Collection[str]) -> Iterator[Said]:
    """Yield the names of all sheets, then what stands in those asked for, in the order asked.

    Raises ``CannotRead`` at whatever point it shows: nothing that came before may be acted upon until the end.
    """
    refuse_unsafe(stream)
    bounds = {
        "memory": settings.SHEET_MEMORY_MB,
        "seconds": settings.SHEET_SECONDS,
        "rows": MOST_ROWS,
        "columns": MOST_COLUMNS,
        "unpacked": MOST_UNPACKED,
        "sheets": list(sheets),
    }
    command = [sys.executable, "-I", "-m", "tongban.documents.workbooks.reader", json.dumps(bounds)]
    child = subprocess.Popen(  # noqa: S603 (our own program)
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={"PYTHONUTF8": "1"}
    )
    clock = threading.Timer(settings.SHEET_SECONDS * SLACK, child.kill)
    clock.daemon = True
    clock.start()
    try:
        _hand_over(stream, child)
        yield from _told(child)
    finally:
        clock.cancel()
        child.kill()
        child.wait()
        if child.stdout:
            child.stdout.close()


def refuse_unsafe(stream: BinaryIO) -> None:
    """Raise CannotRead for what is no workbook, is locked, holds a program or unpacks to too much."""
    if MARKER not in member_names(stream):
        raise CannotRead([Obstacle("not_a_workbook")])
    if found := findings(stream):
        raise CannotRead([Obstacle(code, "", details) for code, details in found])


def _hand_over(stream: BinaryIO, child: "subprocess.Popen[bytes]") -> None:
    """Give the child all of the file; it reads to the end before it says anything."""
    assert child.stdin is not None
    stream.seek(0)
    with suppress(BrokenPipeError), child.stdin:  # one that died says so by what it leaves unsaid
        while chunk := stream.read(CHUNK):
            child.stdin.write(chunk)


def _told(child: "subprocess.Popen[bytes]") -> Iterator[Said]:
    assert child.stdout is not None
    for line in child.stdout:
        kind, *what = json.loads(line)
        if kind == "row":
            yield Row(what[0], [_cell(value) for value in what[1]])
        elif kind == "end":
            return
        elif kind == "refused":
            raise CannotRead([Obstacle(what[0], what[1].get("sheet", ""), what[1])])
        else:
            yield _said(kind, what)
    raise CannotRead([Obstacle("workbook_needs_too_much")])


def _said(kind: str, what: list[Any]) -> Said:
    if kind == "sheets":
        return SheetNames(tuple(what[0]))
    if kind == "sheet":
        return SheetBegins(what[0])
    return Formula(*what) if kind == "formula" else Merged(*what)


def _cell(value: Any) -> Cell:
    return date.fromisoformat(value["day"]) if type(value) is dict else value
