"""Sheets of applications: whose they are, how far they are, the sheet to fill in and what is given back."""

from collections.abc import Collection, Iterator, Sequence
from typing import IO, Any

import xlsxwriter
from django.db.models import Count, Q, QuerySet

from tongban.cases.models import Batch, BatchRow, Case
from tongban.cases.rules.sheets import MOST_ROWS, PROBLEM, Column, columns_for
from tongban.catalogue.models import ItemVersion
from tongban.kernel.obstacles import Obstacle
from tongban.people.models import Officer
from tongban.ui.exports.formats import TEXT_ONLY, Styles, write_value
from tongban.ui.wording import say

SHEET = "申请"
WIDTH, WIDE = 18, 44  # characters
AT_ONCE = 500
State = BatchRow.State


def batches_of(officer: Officer) -> "QuerySet[Batch]":
    """Return the sheets that an officer took in, with how far each is; page by ``-id``."""
    counts = {state: Count("rows", filter=Q(rows__state=state)) for state in State.values}
    batches = Batch.objects.filter(by=officer).select_related("version__item__office", "window__service_point")
    return batches.annotate(all_rows=Count("rows"), **counts)


def rows_of(batch: Batch, *, state: str = "") -> "QuerySet[BatchRow]":
    """Return the rows of a sheet; page by ``("number", "id")``."""
    rows = batch.rows.select_related("case__matter")
    return rows.filter(state=state) if state in State.values else rows


def held_by(keys: Collection[str]) -> set[str]:
    """Return those of these keys under which a case was received already."""
    listed, found = list(keys), set[str]()
    for start in range(0, len(listed), AT_ONCE):
        part = listed[start : start + AT_ONCE]
        found |= set(Case.objects.filter(idempotency_key__in=part).values_list("idempotency_key", flat=True))
    return found


def problems_of(row: BatchRow) -> list[str]:
    """Return in words what is wrong with a row."""
    return [say(Obstacle(each["code"], each.get("about", ""), each.get("details", {}))) for each in row.errors]


def write_template(out: IO[bytes], version: ItemVersion) -> None:
    """Write the empty sheet of an item, with lists to choose from."""
    _write(out, columns_for(version.questions, version.form_schema), [])


def write_marked(out: IO[bytes], batch: Batch) -> None:
    """Write the rows that were not received, each with what has to be changed; it can be brought again as it is."""
    version = batch.version
    columns = columns_for(version.questions, version.form_schema)
    rows = batch.rows.filter(state__in=[State.BAD, State.REFUSED]).order_by("number")
    _write(out, columns, [("；".join(problems_of(row)), *_values(columns, row)) for row in rows], marked=True)


def results_of(batch: Batch) -> Iterator[tuple[int, str, str, str]]:
    """Yield for each row its number in the sheet, whose it is, the number of the case, and what came of it."""
    for row in batch.rows.select_related("case__matter").order_by("number").iterator(chunk_size=AT_ONCE):
        name = str(row.said.clear()["own"].get("name", ""))
        number = row.case.matter.number if row.case else ""
        yield row.number, name, number, "；".join(problems_of(row)) or str(row.get_state_display())


def _values(columns: Sequence[Column], row: BatchRow) -> list[Any]:
    said = row.said.clear()
    parts = {"own": said["own"], "question": said["answers"], "form": said["form"]}
    return [_shown(column, parts[column.part].get(column.code)) for column in columns]


def _shown(column: Column, value: Any) -> Any:
    if isinstance(value, bool):
        return column.offered[0 if value else 1]
    return dict(column.choices).get(str(value), value)


def _write(out: IO[bytes], columns: Sequence[Column], rows: Sequence[Sequence[Any]], *, marked: bool = False) -> None:
    with xlsxwriter.Workbook(out, {"in_memory": True, **TEXT_ONLY}) as book:
        sheet, styles = book.add_worksheet(SHEET), Styles(book)
        wrong = book.add_format({"bg_color": "#FBE3DF", "text_wrap": True, "valign": "top"})
        text = book.add_format({"num_format": "@"})
        first = 1 if marked else 0
        if marked:
            sheet.set_column(0, 0, WIDE)
            sheet.write_string(0, 0, PROBLEM, styles.head)
        for place, column in enumerate(columns, start=first):
            sheet.set_column(place, place, WIDTH, text)  # numbers of identity stay text
            sheet.write_string(0, place, column.head, styles.head)
            if column.offered:
                sheet.data_validation(1, place, MOST_ROWS, place, {"validate": "list", "source": list(column.offered)})
        for line, values in enumerate(rows, start=1):
            for place, value in enumerate(values):
                write_value(sheet, line, place, value, styles)
            if marked:
                sheet.write_string(line, 0, str(values[0]), wrong)
        sheet.freeze_panes(1, 0)
