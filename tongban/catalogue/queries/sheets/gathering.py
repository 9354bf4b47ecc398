"""What a workbook says, cell by cell: rows by sheet, read as values, and every cell that cannot be taken.

Nothing is asked of the database here. What is remembered is bounded by the rows that a sheet may have.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from tongban.catalogue.rules.sheets.cells import read_cell, words
from tongban.catalogue.rules.sheets.columns import GUIDE, ITEMS, OPTIONS, RESULTS, ROW, Column, Sheet, sheets
from tongban.catalogue.rules.sheets.contents import CellError, Part
from tongban.documents.workbooks.reading import Cell, Formula, Merged, Row, SheetBegins, SheetNames, read
from tongban.kernel.obstacles import Obstacle

MOST_ERRORS = 5000  # who has more has another file in mind
HEADS_WITHIN = 10  # rows
NOTES = {"检查结果", "note", "Findings"}  # heads of the first column, which says what a row is
NO_ROWS = {"说明", "示例", "help", "example"}  # what it says of a row that is none
REMEMBERED = {"choice", "choices", "yes_no", "whole", "laws"}
MOST_REMEMBERED = 20_000
OURS = {GUIDE, OPTIONS, RESULTS}

Told = Callable[[int], None]


@dataclass
class Heads:
    """Where the columns of a sheet stand."""

    row: int
    columns: dict[int, Column]
    unknown: list[str]
    note: int | None = None

    def is_no_row(self, cells: Sequence[Cell]) -> bool:
        """Whether a row is help, the example, or the line of field names."""
        if self.note is not None and self.note < len(cells) and str(cells[self.note]).strip().lower() in NO_ROWS:
            return True
        given = {place: cell for place, cell in enumerate(cells) if cell is not None and place in self.columns}
        return bool(given) and all(cell == self.columns[place].field for place, cell in given.items())


@dataclass
class Gathered:
    """Everything a workbook says."""

    items: list[Part] = field(default_factory=list)
    parts: dict[str, dict[str, list[Part]]] = field(default_factory=dict)  # by sheet, then by the item they name
    heads: dict[str, Heads] = field(default_factory=dict)
    errors: list[CellError] = field(default_factory=list)
    unknown_sheets: tuple[str, ...] = ()
    rows: int = 0

    def refuse(self, sheet: str, row: int, field: str, obstacle: Obstacle) -> None:
        if len(self.errors) < MOST_ERRORS:
            self.errors.append(CellError(sheet, row, field, obstacle))

    def parts_of(self, sheet: str, *references: str) -> list[Part]:
        """Return the rows of a sheet that name an item by one of these."""
        named = self.parts.get(sheet, {})
        return [part for reference in dict.fromkeys(references) for part in named.get(reference, ())]


def gather(stream: BinaryIO, told: Told = lambda rows: None) -> Gathered:
    """Read a workbook to its end; ``told`` is called with the number of rows now and then. Raises CannotRead."""
    gathered = Gathered()
    by_name = {sheet.name: sheet for sheet in sheets().values()}
    reader: _SheetReader | None = None
    for said in read(stream, list(by_name)):
        if isinstance(said, Row):
            assert reader is not None
            reader.take(said)
            gathered.rows += 1
            if gathered.rows % 2000 == 0:
                told(gathered.rows)
        elif isinstance(said, SheetBegins):
            reader = _SheetReader(by_name[said.name], gathered)
        elif isinstance(said, Formula | Merged):
            assert reader is not None
            reader.mark(said)
        elif isinstance(said, SheetNames):
            gathered.unknown_sheets = tuple(name for name in said.names if name not in {*by_name, *OURS})[:20]
    _refuse_missing(gathered)
    _refuse_strays(gathered)
    return gathered


class _SheetReader:
    """Reads the rows of one sheet, once its heads were found."""

    def __init__(self, sheet: Sheet, gathered: Gathered) -> None:
        self.sheet, self.gathered = sheet, gathered
        self.heads: Heads | None = None
        self.marks: dict[int, dict[int, str]] = {}  # formulas and merged cells, by row and column
        self.known: dict[Any, tuple[Any, Obstacle | None]] = {}

    def mark(self, said: Formula | Merged) -> None:
        code = "cell_is_formula" if isinstance(said, Formula) else "cell_is_merged"
        self.marks.setdefault(said.row, {})[said.column - 1] = code

    def take(self, row: Row) -> None:
        if self.heads is None:
            if row.number <= HEADS_WITHIN:
                self._find_heads(row)
            return
        if self.heads.is_no_row(row.cells):
            return
        part = self._part(row)
        if part is None:
            return
        if self.sheet.code == ITEMS:
            self.gathered.items.append(part)
        else:
            named = self.gathered.parts.setdefault(self.sheet.code, {})
            named.setdefault(part.given.get(ROW) or "", []).append(part)

    def _find_heads(self, row: Row) -> None:
        columns: dict[int, Column] = {}
        unknown, note = [], None
        for place, cell in enumerate(row.cells):
            head = words(cell) if cell is not None else ""
            column = self.sheet.find(head)
            if column is None:
                if head in NOTES:
                    note = place
                elif head:
                    unknown.append(head[:40])
            elif column.field in {each.field for each in columns.values()}:
                self.gathered.refuse(self.sheet.code, row.number, column.field, Obstacle("column_doubled", head))
            else:
                columns[place] = column
        if len(columns) < 2:
            return
        self.heads = self.gathered.heads[self.sheet.code] = Heads(row.number, columns, unknown[:40], note)
        there = {column.field for column in columns.values()}
        for column in self.sheet.columns.values():
            if column.is_must and column.field not in there:
                self.gathered.refuse(self.sheet.code, row.number, "", Obstacle("column_missing", column.name))

    def _part(self, row: Row) -> Part | None:
        assert self.heads is not None
        cells, marks = row.cells, self.marks.get(row.number, {})
        shown = [(place, column, cells[place] if place < len(cells) else None) for place, column in self._columns()]
        if all(cell is None for _, _, cell in shown):
            return None
        given: dict[str, Any] = {}
        for place, column, cell in shown:
            value, obstacle = self._read(column, cell)
            if place in marks:
                obstacle = Obstacle(marks[place])
            if obstacle:
                self.gathered.refuse(self.sheet.code, row.number, column.field, obstacle)
            given[column.field] = value
        return Part(row.number, given)

    def _columns(self) -> Iterator[tuple[int, Column]]:
        assert self.heads is not None
        return iter(self.heads.columns.items())

    def _read(self, column: Column, cell: Cell) -> tuple[Any, Obstacle | None]:
        """Most cells say what a thousand others say."""
        if cell is None:
            return None, Obstacle("cell_must_be_filled") if column.is_must else None
        if column.kind not in REMEMBERED or not isinstance(cell, str | int):
            return read_cell(column, cell)
        key = (column.field, type(cell), cell)
        if key not in self.known:
            if len(self.known) > MOST_REMEMBERED:
                self.known.clear()
            self.known[key] = read_cell(column, cell)
        return self.known[key]


def _refuse_missing(gathered: Gathered) -> None:
    """The first sheet must be there, with its heads; another one without heads is told of, if it holds anything."""
    if ITEMS not in gathered.heads:
        name = sheets()[ITEMS].name
        gathered.refuse(ITEMS, 1, "", Obstacle("sheet_missing", name, {"found": "、".join(gathered.unknown_sheets)}))
    elif not gathered.items and not gathered.errors:
        gathered.refuse(ITEMS, gathered.heads[ITEMS].row, "", Obstacle("sheet_is_empty", sheets()[ITEMS].name))


def _refuse_strays(gathered: Gathered) -> None:
    """Every item is named once, and every row of the other sheets names one."""
    named: dict[str, int] = {}
    for part in gathered.items:
        for name in (ROW, "task_code"):
            reference = part.given.get(name)
            if reference and named.setdefault(reference, part.row) != part.row:
                gathered.refuse(ITEMS, part.row, name, Obstacle("row_doubled", reference, {"row": named[reference]}))
    for sheet, parts in gathered.parts.items():
        for reference, rows in parts.items():
            if reference and reference not in named:
                for part in rows:
                    gathered.refuse(sheet, part.row, ROW, Obstacle("row_names_no_item", reference))


def columns_of(heads: Heads) -> Mapping[str, int]:
    """Return where each field stands, counted from 0."""
    return {column.field: place for place, column in heads.columns.items()}
