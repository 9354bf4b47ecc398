"""The file that came, given back: the same rows and columns, cells to be corrected marked, each with what to do."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, BinaryIO

from django.utils import translation
from django.utils.translation import gettext as _

from tongban.catalogue.queries.sheets.gathering import MOST_ERRORS, Gathered, Heads, columns_of
from tongban.catalogue.queries.sheets.writing import Book, Page, address, writing
from tongban.catalogue.rules.lint.checks import Finding
from tongban.catalogue.rules.sheets.columns import ITEMS, RESULTS, sheets
from tongban.catalogue.rules.sheets.contents import CellError
from tongban.documents.workbooks.reading import MOST_ROWS, Cell, Row, SheetBegins, read
from tongban.ui.wording import say

MOST_COMMENTS = 2000  # a spreadsheet with more grows slow; the first sheet lists every one


@dataclass
class Mark:
    """What is said of a cell, and how it looks."""

    look: str
    words: list[str] = field(default_factory=list)


Marks = dict[int, dict[int, Mark]]  # of a sheet: by row and column, counted from 0


def mark(
    stream: BinaryIO, out: IO[bytes], gathered: Gathered, findings: Sequence[tuple[int, Finding]], language: str
) -> None:
    """Write the file again with its marks. Raises CannotRead where the file itself cannot be read any more."""
    marks = _marks(gathered, findings, language)
    with writing(out) as book:
        _results(book, gathered, findings, language)
        by_name = {sheet.name: sheet for sheet in sheets().values()}
        copied: _Copy | None = None
        for said in read(stream, list(by_name)):
            if isinstance(said, SheetBegins):
                if copied:
                    copied.finish()
                sheet = by_name[said.name]
                copied = _Copy(book.add(sheet.name), gathered.heads.get(sheet.code), marks.get(sheet.code, {}))
            elif isinstance(said, Row) and copied:
                copied.row(said)
        if copied:
            copied.finish()
        book.add_options()


class _Copy:
    """One sheet being written again, row by row."""

    def __init__(self, page: Page, heads: Heads | None, marks: Marks) -> None:
        self.page, self.heads, self.marks = page, heads, marks
        self.comments = 0
        self.waiting = sorted(marks, reverse=True)
        if heads:
            page.made.set_column(0, max(heads.columns), 20, page.book.formats["text"])
            page.made.freeze_panes(heads.row, 0)
            for place, column in heads.columns.items():
                page.offer(place, column)

    def row(self, row: Row) -> None:
        number = row.number - 1
        self._rows_before(number)
        self._write(number, row.cells)

    def finish(self) -> None:
        self._rows_before(MOST_ROWS)

    def _rows_before(self, number: int) -> None:
        """Write the marks of rows that hold nothing else: rows are written in order."""
        while self.waiting and self.waiting[-1] <= number:
            row = self.waiting.pop()
            if row < number:
                self._write(row, [])

    def _write(self, number: int, cells: Sequence[Cell]) -> None:
        marks = self.marks.get(number, {})
        plain = "head" if self.heads and number < self.heads.row else "text"
        for place in range(max(len(cells), *(place + 1 for place in marks), 0)):
            mark = marks.get(place)
            value = cells[place] if place < len(cells) else None
            self.page.cell(number, place, value, mark.look if mark else plain)
            if mark and self.comments < MOST_COMMENTS:
                self.comments += 1
                self.page.comment(number, place, "\n".join(mark.words))


def _marks(gathered: Gathered, findings: Sequence[tuple[int, Finding]], language: str) -> Mapping[str, Marks]:
    marks: dict[str, Marks] = defaultdict(lambda: defaultdict(dict))
    for error in gathered.errors:
        row, place = _place(gathered, error)
        mark = marks[error.sheet][row].setdefault(place, Mark("wrong"))
        mark.words.append(say(error.obstacle, language))
    heads = gathered.heads.get(ITEMS)
    first = (heads.note if heads.note is not None else columns_of(heads).get("task_name", 0)) if heads else 0
    for number, finding in findings:
        mark = marks[ITEMS][number - 1].setdefault(first, Mark("warned"))
        mark.words.append(say(finding.obstacle, language))
        if finding.check.blocks and mark.look == "warned":
            mark.look = "blocked"
    return marks


def _place(gathered: Gathered, error: CellError) -> tuple[int, int]:
    """Return where an error is marked: in its cell, or in the first one of the row."""
    heads = gathered.heads.get(error.sheet)
    if heads is None:
        return (error.row - 1, 0)
    first = heads.note if heads.note is not None else 0
    return (error.row - 1, columns_of(heads).get(error.field, first))


def _results(book: Book, gathered: Gathered, findings: Sequence[tuple[int, Finding]], language: str) -> None:
    """Write the first sheet: everything that was found, each with a link to its cell."""
    page = book.add(RESULTS)
    for place, width in enumerate((12, 10, 26, 100)):
        page.made.set_column(place, place, width)
    blocking = sum(finding.check.blocks for row, finding in findings)
    counts = {"wrong": len(gathered.errors), "blocking": blocking, "warnings": len(findings) - blocking}
    with translation.override(language):
        summary = _("要改的单元格 %(wrong)s 处；发布前要改的 %(blocking)s 处；提醒 %(warnings)s 处。") % counts
        more = _("每类最多列 %(most)s 处。") % {"most": MOST_ERRORS}
        heads = [_("工作表"), _("单元格"), _("列"), _("要改什么")]
        kinds = {True: _("发布前要改"), False: _("提醒")}
    page.row(0, [RESULTS], looks=["title"])
    page.row(1, [summary])
    page.row(2, [more])
    page.row(3, heads, looks=["head"] * len(heads))
    row = 4
    for error in gathered.errors:
        sheet = sheets()[error.sheet]
        column = sheet.columns[error.field].name if error.field in sheet.columns else ""
        _line(page, row, sheet.name, _place(gathered, error), column, say(error.obstacle, language))
        row += 1
    for number, finding in findings[:MOST_ERRORS]:
        kind = kinds[finding.check.blocks]
        _line(page, row, sheets()[ITEMS].name, (number - 1, 0), kind, say(finding.obstacle, language))
        row += 1


def _line(page: Page, row: int, sheet: str, place: tuple[int, int], column: str, words: str) -> None:
    called = address(*place)
    page.cell(row, 0, sheet)
    page.made.write_url(row, 1, f"internal:'{sheet}'!{called}", page.book.formats["link"], string=called)
    page.cell(row, 2, column)
    page.cell(row, 3, words)
