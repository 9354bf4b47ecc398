"""The formats in which a table is taken away, each a function that writes the same value.

A workbook is written without touching the disk, for its rows may be personal; a Word document is a table on A4 across,
with its heads on every page.
"""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import IO, Any

import docx
import xlsxwriter
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tongban.kernel.moments import BEIJING
from tongban.ui.exports.cells import cell, is_risky, text_of

MOST_IN_WORD = 2000  # rows: Word itself grows slow with long tables
WIDTH = 18  # characters
FONT = "宋体"  # Word falls back to one that has Chinese where this is missing
OFFICE = "application/vnd.openxmlformats-officedocument"
TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True)
class Table:
    """What a list shows: a title, heads, and rows that are gone through once."""

    title: str
    heads: Sequence[str]
    rows: Iterable[Sequence[object]]
    widths: Sequence[int] = ()

    def width(self, place: int) -> int:
        return self.widths[place] if place < len(self.widths) else WIDTH


@dataclass(frozen=True)
class Format:
    """A kind of file and what writes it."""

    ending: str
    media_type: str
    write: Callable[[IO[bytes], Table], None]


def write_csv(out: IO[bytes], table: Table) -> None:
    """A byte-order mark tells Excel that it is UTF-8."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([cell(head) for head in table.heads])
    writer.writerows([cell(value) for value in row] for row in table.rows)
    text.detach()


def write_xlsx(out: IO[bytes], table: Table) -> None:
    with xlsxwriter.Workbook(out, {"in_memory": True, **TEXT_ONLY}) as book:
        sheet = book.add_worksheet()
        styles = Styles(book)
        for place, head in enumerate(table.heads):
            sheet.set_column(place, place, table.width(place))
            sheet.write_string(0, place, text_of(head), styles.head)
        row = 0
        for row, values in enumerate(table.rows, start=1):
            for place, value in enumerate(values):
                write_value(sheet, row, place, value, styles)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, row, len(table.heads) - 1)


class Styles:
    """How cells of a workbook look."""

    def __init__(self, book: Any) -> None:
        self.head = book.add_format({"bold": True, "bg_color": "#E3EEF0", "text_wrap": True, "valign": "top"})
        self.plain = book.add_format({"text_wrap": True, "valign": "top"})
        # Text that looks like a formula stays text even when somebody types in its cell.
        self.guarded = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left", "valign": "top"})


def write_value(sheet: Any, row: int, place: int, value: object, styles: Styles) -> None:
    """Write a value as what it is: numbers as numbers, days as days, everything else as text."""
    if value is None or value == "":
        return
    if isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(row, place, value, styles.plain)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, place, value.astimezone(BEIJING).replace(tzinfo=None), styles.moment)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, styles.day)
    else:
        sheet.write_string(row, place, text_of(value), styles.guarded if is_risky(value) else styles.plain)


def write_docx(out: IO[bytes], table: Table) -> None:
    document = _page_across()
    document.add_heading(text_of(table.title), level=1)
    grid = document.add_table(rows=1, cols=len(table.heads), style="Table Grid")
    for place, head in enumerate(grid.rows[0].cells):
        head.text = text_of(table.heads[place])
    _repeat(grid.rows[0])
    for values in islice(table.rows, MOST_IN_WORD):
        grid._tbl.append(_row(values))
    document.save(out)


def _page_across() -> Any:
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(15)
    for name in ("Normal", "Heading 1"):
        style: Any = document.styles[name]
        style.font.name = FONT
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    document.styles["Normal"].font.size = Pt(9)  # type: ignore[attr-defined]
    return document


def _repeat(row: Any) -> None:
    """Let the heads stand on every page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _row(values: Sequence[object]) -> Any:
    """Return a row of a table, made by hand: the library's own way looks at all rows before it for each new one."""
    row = OxmlElement("w:tr")
    for value in values:
        place, paragraph, run, text = map(OxmlElement, ("w:tc", "w:p", "w:r", "w:t"))
        text.text = text_of(value)  # type: ignore[attr-defined]
        text.set(qn("xml:space"), "preserve")
        run.append(text)
        paragraph.append(run)
        place.append(paragraph)
        row.append(place)
    return row


FORMATS = {
    "csv": Format("csv", "text/csv; charset=utf-8", write_csv),
    "xlsx": Format("xlsx", f"{OFFICE}.spreadsheetml.sheet", write_xlsx),
    "docx": Format("docx", f"{OFFICE}.wordprocessingml.document", write_docx),
}
