"""Writing workbooks of the catalogue row by row, in constant memory: heads, help, lists to choose from, marks."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import IO, Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from tongban.catalogue.queries.sheets.gathering import NO_ROWS
from tongban.catalogue.rules.sheets.cells import show_cell
from tongban.catalogue.rules.sheets.columns import OPTIONS, Column, Sheet, choices, sheets
from tongban.ui.exports.cells import CONTROL, is_risky
from tongban.ui.exports.formats import TEXT_ONLY

NOTE = "检查结果"  # the head of the first column, which says what a row is and what was found in it
HELP, EXAMPLE = "说明", "示例"
FIRST_ROW = 4  # of data, counted from 0: names, fields, help and example come first
LAST_CHECKED = 10_000  # rows in which a spreadsheet offers its lists
UNSEEN = {code: None for code in CONTROL if code != ord("\n")}
LONGEST_CELL = 32_000  # of a spreadsheet
WIDTHS = {"long": 40, "lines": 32, "laws": 44, "code": 22, "whole": 10, "yes_no": 8, "day": 12}

assert {HELP, EXAMPLE} <= NO_ROWS  # what is written is passed over when it is read


class Book:
    """A workbook being written; sheets are added in order, and the rows of each come in order."""

    def __init__(self, made: Any) -> None:
        self.made = made
        self.formats = {name: made.add_format(look) for name, look in LOOKS.items()}

    def add(self, name: str) -> "Page":
        return Page(self, self.made.add_worksheet(name))

    def add_sheet(self, sheet: Sheet) -> "Page":
        """Add a sheet of the catalogue with its heads, help and lists; rows begin after ``FIRST_ROW``."""
        page = self.add(sheet.name)
        columns = list(sheet.columns.values())
        page.row(0, [NOTE, *(column.name for column in columns)], looks=["head", *map(_head_look, columns)])
        page.row(1, ["note", *(column.field for column in columns)], looks=["field"] * (len(columns) + 1))
        page.row(2, [HELP, *map(help_of, columns)], looks=["help"] * (len(columns) + 1), height=64)
        page.made.set_column(0, 0, 12)
        for place, column in enumerate(columns, start=1):
            page.made.set_column(place, place, WIDTHS.get(column.kind, 18), self.formats["text"])
            page.offer(place, column)
        page.made.freeze_panes(2, 4 if len(columns) > 6 else 2)
        return page

    def add_options(self) -> None:
        """Add the hidden sheet from which lists to choose are offered."""
        page = self.made.add_worksheet(OPTIONS)
        page.hide()
        listed = [list(choices(name).values()) for name in option_names()]
        for row in range(max(map(len, listed))):
            for place, values in enumerate(listed):
                if row < len(values):
                    page.write_string(row, place, values[row])


class Page:
    """One sheet being written."""

    def __init__(self, book: Book, made: Any) -> None:
        self.book, self.made = book, made

    def row(self, number: int, values: Sequence[Any], *, looks: Sequence[str] = (), height: int | None = None) -> None:
        if height:
            self.made.set_row(number, height)
        for place, value in enumerate(values):
            self.cell(number, place, value, looks[place] if place < len(looks) else "text")

    def cell(self, row: int, place: int, value: Any, look: str = "text") -> None:
        """Write a value as what it is; text that looks like a formula stays text even when its cell is edited."""
        formats = self.book.formats
        if value is None or value == "":
            if look != "text":
                self.made.write_blank(row, place, None, formats[look])
        elif isinstance(value, bool):
            self.made.write_string(row, place, "是" if value else "否", formats[look])
        elif isinstance(value, int | float):
            self.made.write_number(row, place, value, formats[look])
        elif isinstance(value, date):
            self.made.write_datetime(row, place, value, formats["day" if look == "text" else f"day_{look}"])
        else:
            text = str(value)[:LONGEST_CELL].translate(UNSEEN)
            self.made.write_string(row, place, text, formats["guarded" if look == "text" and is_risky(text) else look])

    def comment(self, row: int, place: int, text: str) -> None:
        self.made.write_comment(row, place, text[:2000], {"x_scale": 2, "y_scale": 1.5, "author": "通办"})

    def offer(self, place: int, column: Column) -> None:
        """Let the spreadsheet offer what may be chosen, and say what is asked while one types."""
        prompt = {"input_title": column.name[:32], "input_message": help_of(column)[:255]}
        rows = (FIRST_ROW, place, LAST_CHECKED, place)
        if column.kind in ("choice", "yes_no"):
            self.made.data_validation(*rows, {"validate": "list", "source": _source(column), **prompt})
        elif column.kind == "whole":
            bounds = {"validate": "integer", "criteria": "between", "minimum": column.least, "maximum": column.most}
            self.made.data_validation(*rows, {**bounds, **prompt})
        elif prompt["input_message"]:
            self.made.data_validation(*rows, {"validate": "any", **prompt})


@contextmanager
def writing(out: IO[bytes]) -> Iterator[Book]:
    """Open a workbook that is written to a stream; its rows wait in files of a private folder, never in memory."""
    with tempfile.TemporaryDirectory(prefix="tongban-sheets-") as folder:
        options = {"constant_memory": True, "tmpdir": folder, **TEXT_ONLY}
        with xlsxwriter.Workbook(out, options) as made:
            yield Book(made)


def values_in(columns: Iterable[Column], cells: Mapping[str, Any]) -> list[Any]:
    """Return what is written in the cells of a row, the first column being empty."""
    return [None, *(show_cell(column, cells.get(column.field)) for column in columns)]


def help_of(column: Column) -> str:
    """Return what is said of a column: its help, what may be chosen, whether it must be filled."""
    must = "必填。" if column.is_must else ""
    offered = ""
    if column.kind in ("choice", "choices"):
        offered = f"可选：{'、'.join(choices(column.choices).values())}。"
    return must + column.help + ("填“是”或“否”。" if column.kind == "yes_no" else "") + offered


def address(row: int, place: int) -> str:
    """Return what a cell is called, from numbers that count from 0.

    >>> address(4, 27)
    'AB5'
    """
    return f"{xl_col_to_name(place)}{row + 1}"


def option_names() -> list[str]:
    """Return the names of the lists that columns offer one of."""
    columns = [column for sheet in sheets().values() for column in sheet.columns.values()]
    return sorted({column.choices for column in columns if column.kind == "choice"})


def _source(column: Column) -> Any:
    if column.kind == "yes_no":
        return ["是", "否"]
    letter = xl_col_to_name(option_names().index(column.choices))
    return f"={OPTIONS}!${letter}$1:${letter}${len(choices(column.choices))}"


def _head_look(column: Column) -> str:
    return "must" if column.is_must else "head"


CELL = {"text_wrap": True, "valign": "top"}
LOOKS: dict[str, dict[str, Any]] = {
    "text": {**CELL, "num_format": "@"},
    "guarded": {**CELL, "num_format": "@", "quote_prefix": True},
    "day": {**CELL, "num_format": "yyyy-mm-dd"},
    "head": {**CELL, "bold": True, "bg_color": "#E3EEF0"},
    "must": {**CELL, "bold": True, "bg_color": "#BCD8DD"},
    "field": {**CELL, "font_color": "#5B6B70", "font_size": 9},
    "help": {**CELL, "font_color": "#5B6B70", "italic": True, "font_size": 9},
    "example": {**CELL, "font_color": "#5B6B70", "italic": True, "bg_color": "#F6F8F8"},
    "title": {"bold": True, "font_size": 16},
    "wrong": {**CELL, "bg_color": "#F8D4D0", "border": 1, "border_color": "#A4271E"},
    "blocked": {**CELL, "bg_color": "#FBE7C0"},
    "warned": {**CELL, "bg_color": "#FFF8E1"},
    "link": {**CELL, "font_color": "#0B5A66", "underline": 1},
}
LOOKS |= {
    f"day_{look}": {**LOOKS[look], "num_format": "yyyy-mm-dd"} for look in ("wrong", "example", "blocked", "warned")
}
