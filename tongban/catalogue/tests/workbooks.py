"""Workbooks for tests: sound ones, with something wrong in them, and what came of taking them in."""

import io
from collections.abc import Mapping
from datetime import date
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from tongban.catalogue.actions.importing import TakenIn, take_in
from tongban.catalogue.rules.sheets.columns import ITEMS, PAPERS
from tongban.catalogue.sample_sheets import Change, write_sample
from tongban.catalogue.tests.conftest import NOW
from tongban.kernel.events import SYSTEM
from tongban.people.models import Office

TODAY = date(2026, 4, 27)
FIRST = 4  # row of a workbook that is no template: after names, fields and help


def sample(office: Office, count: int = 2, change: Change | None = None, **how: Any) -> io.BytesIO:
    out = io.BytesIO()
    write_sample(out, [office], count=count, **how, **({"change": change} if change else {}))
    return out


def changed(**cells: Any) -> Change:
    """Return a change of the first item's row."""

    def change(sheet: str, number: int, row: dict[str, Any]) -> dict[str, Any]:
        return {**row, **cells} if (sheet, number) == (ITEMS, 1) else row

    return change


def changed_paper(**cells: Any) -> Change:
    def change(sheet: str, number: int, row: dict[str, Any]) -> dict[str, Any]:
        return {**row, **cells} if (sheet, number) == (PAPERS, 1) and row["material_name"] == "申请表" else row

    return change


def take(stream: io.BytesIO, **how: Any) -> TakenIn:
    return take_in(stream, by=SYSTEM, now=NOW, **how)


def wrong(taken: TakenIn) -> list[tuple[str, int, str, str]]:
    return [(each.sheet, each.row, each.field, each.obstacle.code) for each in taken.gathered.errors]


def rows_of(content: io.BytesIO, sheet: str) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content.getvalue())).get_sheet_by_name(sheet).to_python()


def written(rows: Mapping[str, list[list[Any]]]) -> io.BytesIO:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": False}) as book:
        for name, lines in rows.items():
            page = book.add_worksheet(name)
            for number, line in enumerate(lines):
                for place, cell in enumerate(line):
                    if cell != "":
                        page.write(number, place, cell)
    return out
