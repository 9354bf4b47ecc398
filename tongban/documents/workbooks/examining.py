"""Is a workbook safe to be read, and what stands in it that a reader of values does not tell: formulas, merged cells?

Every sheet is gone through once, piece by piece, with a parser that refuses declared entities. What is too far away is
named here by its cell, before a library lays out everything in between.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

CHUNK = 256 * 1024
MOST_MARKS = 1000  # formulas and merged ranges that are told, per sheet
REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
Place = tuple[int, int]


class Refused(Exception):
    """The workbook cannot be read; ``code`` says why."""

    def __init__(self, code: str, **details: Any):
        self.code, self.details = code, details
        super().__init__(code)


@dataclass
class Layout:
    """What a sheet holds beside its values."""

    name: str
    formulas: list[Place] = field(default_factory=list)
    merged: list[Place] = field(default_factory=list)


def examine(archive: zipfile.ZipFile, bounds: Mapping[str, int]) -> Iterator[Layout]:
    """Yield the layout of each sheet that is asked for, and the bare name of every other one. Raises Refused."""
    unpacked = bounds["unpacked"] * 1024 * 1024
    if any(name.lower().endswith("vbaproject.bin") for name in archive.namelist()):
        raise Refused("file_has_program")
    for name, part in _parts(archive).items():
        layout = Layout(name)
        if name in bounds["sheets"]:  # type: ignore[operator]
            if archive.getinfo(part).file_size > unpacked:
                raise Refused("file_unpacks_too_large")
            _Sheet(layout, bounds).parse(archive, part)
        yield layout


def column_number(letters: str) -> int:
    """Return which column letters name, from 1.

    >>> column_number("A"), column_number("AA"), column_number("XFD")
    (1, 27, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of each sheet by its name, in order."""
    targets: dict[str, str] = {}
    names: dict[str, str] = {}

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name.endswith("Relationship"):
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "sheet":
            key = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            names[attributes.get("name", "")] = key

    _parse(archive, "xl/_rels/workbook.xml.rels", relation)
    _parse(archive, "xl/workbook.xml", sheet)
    found = {name: posixpath.normpath(posixpath.join("/xl", targets.get(key, ""))) for name, key in names.items()}
    known = set(archive.namelist())
    return {name: part[1:] for name, part in found.items() if part[1:] in known}


def _parse(archive: zipfile.ZipFile, part: str, start: Any, end: Any = None) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        with archive.open(part) as stream:
            while chunk := stream.read(CHUNK):
                parser.Parse(chunk)
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Refused("file_is_damaged") from error


def _refuse_doctype(*declared: Any) -> None:
    raise Refused("file_is_damaged")


class _Sheet:
    """Goes through one sheet: where values stand, which of them are formulas, which cells are merged."""

    def __init__(self, layout: Layout, bounds: Mapping[str, int]) -> None:
        self.layout, self.bounds = layout, bounds
        self.row = self.column = 0
        self.reference: str | None = None  # of the cell at hand; only what could be far away is taken apart
        self.acts = {"c": self._cell, "v": self._value, "is": self._value, "f": self._formula, "row": self._row}
        self.acts["mergeCell"] = self._merged

    def parse(self, archive: zipfile.ZipFile, part: str) -> None:
        _parse(archive, part, self._start)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        act = self.acts.get(name) or (":" in name and self.acts.get(name.rpartition(":")[2]))
        if act:
            act(attributes)

    def _row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self.row, self.column = int(number) if number.isdecimal() else self.row + 1, 0

    def _cell(self, attributes: dict[str, str]) -> None:
        self.reference = attributes.get("r")
        self.column += 1

    def _place(self) -> Place:
        if self.reference and (found := REFERENCE.fullmatch(self.reference)):
            return int(found[2]), column_number(found[1])
        return self.row, self.column

    def _value(self, attributes: dict[str, str]) -> None:
        reference = self.reference
        if reference and len(reference) < 7 and not reference[2:3].isalpha():
            return
        row, column = self._place()
        if row > self.bounds["rows"] or column > self.bounds["columns"]:
            most = {"rows": self.bounds["rows"], "columns": self.bounds["columns"]}
            raise Refused("workbook_value_far_away", sheet=self.layout.name, row=row, column=column, **most)

    def _formula(self, attributes: dict[str, str]) -> None:
        self._mark(self.layout.formulas, self._place())

    def _merged(self, attributes: dict[str, str]) -> None:
        if found := REFERENCE.match(attributes.get("ref", "")):
            self._mark(self.layout.merged, (int(found[2]), column_number(found[1])))

    def _mark(self, marks: list[Place], place: Place) -> None:
        if len(marks) < MOST_MARKS:
            marks.append(place)
