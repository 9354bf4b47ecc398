"""Cells of a workbook: what can only mean one thing is understood, all else is named by its place with what to do."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
import xlsxwriter

from tongban.catalogue.models import (
    ItemVersion,
)
from tongban.catalogue.queries.sheets.marking import mark
from tongban.catalogue.queries.sheets.writing import address
from tongban.catalogue.rules.sheets.columns import ITEMS, PAPERS, sheets
from tongban.catalogue.sample_sheets import basic_code
from tongban.catalogue.tests.workbooks import FIRST, changed, changed_paper, rows_of, sample, take, written, wrong
from tongban.people.models import Office

TODAY = date(2026, 4, 27)


@pytest.mark.parametrize(
    ("cells", "field", "code"),
    [
        ({"promise_day": "15.5"}, "promise_day", "cell_not_whole"),
        ({"promise_day": -1}, "promise_day", "cell_out_of_range"),
        ({"promise_day": None}, "promise_day", "cell_must_be_filled"),
        ({"promise_day": True}, "promise_day", "cell_not_whole"),
        ({"task_name": "长" * 201}, "task_name", "cell_too_long"),
        ({"task_type": "行政处罚"}, "task_type", "cell_not_a_choice"),
        ({"server_type": "自然人\n外星人"}, "server_type", "cell_not_a_choice"),
        ({"is_entry_center": "也许"}, "is_entry_center", "cell_not_yes_or_no"),
        ({"by_law": "行政许可法12条"}, "by_law", "cell_not_a_law"),
        ({"dept_code": "11990102MB0000000X"}, "dept_code", "office_unknown"),
        ({"catalog_code": "12345"}, "catalog_code", "basic_code_length"),
        ({"task_code": 3.7011700201e30}, "task_code", "cell_lost_digits"),
        ({"task_code": "3.70117E+30"}, "task_code", "cell_lost_digits"),
        ({"plan_effective_date": 46150}, "plan_effective_date", "cell_number_for_a_day"),
        ({"plan_effective_date": "2026年2月30日"}, "plan_effective_date", "cell_not_a_day"),
        (
            {"plan_effective_date": "2026-6-1", "plan_cancel_date": "2026-5-1"},
            "plan_cancel_date",
            "ends_before_it_begins",
        ),
    ],
)
def test_a_cell_that_cannot_be_taken_is_named_with_what_to_do(
    office: Office, cells: Mapping[str, Any], field: str, code: str
) -> None:
    taken = take(sample(office, 2, changed(**cells)))

    assert wrong(taken) == [(ITEMS, FIRST, field, code)]


@pytest.mark.parametrize(
    ("cells", "at", "value"),
    [
        ({"promise_day": "１５"}, "promised_amount", 15),
        ({"promise_day": 7.0}, "promised_amount", 7),
        ({"anticipate_type": "自然日"}, "statutory_printed_unit", "日"),
        ({"anticipate_day": None, "anticipate_type": None}, "statutory_amount", None),
        ({"project_type": "即办件", "promise_day": "０"}, "is_instant", True),
        ({"server_type": "法人、自然人"}, "for_persons", True),
        ({"server_type": "法人"}, "for_persons", False),
        ({"task_type": 1}, "promised_amount", 7),
        ({"plan_effective_date": "２０２６年６月１日"}, "effective_on", date(2026, 6, 1)),
        ({"plan_effective_date": date(2026, 6, 1)}, "effective_on", date(2026, 6, 1)),
        ({"plan_effective_date": 20260601}, "effective_on", date(2026, 6, 1)),
    ],
)
def test_what_can_only_mean_one_thing_is_understood(
    office: Office, cells: Mapping[str, Any], at: str, value: Any
) -> None:
    taken = take(sample(office, 2, changed(**cells)))

    assert wrong(taken) == []
    assert getattr(ItemVersion.objects.get(item__catalog_item__code=basic_code(1)), at) == value


@pytest.mark.parametrize(
    ("cells", "field", "code"),
    [
        ({"row_number": "99"}, "row_number", "row_names_no_item"),
        ({"material_id": "X1"}, "material_id", "paper_kind_unknown"),
        ({"why": None}, "why", "cell_must_be_filled"),
        ({"scenario": "看情况"}, "scenario", "cell_not_a_condition"),
        ({"material_name": "场所平面布置图", "material_code": "m2"}, "material_code", ""),
    ],
)
def test_a_paper_that_cannot_be_taken_is_named(office: Office, cells: Mapping[str, Any], field: str, code: str) -> None:
    taken = take(sample(office, 1, changed_paper(**cells)))

    assert wrong(taken) == ([(PAPERS, FIRST, field, code)] if code else [])


def test_an_item_stands_in_one_row(office: Office) -> None:
    found = wrong(take(sample(office, 2, changed(row_number="2"))))
    assert found[0] == (ITEMS, FIRST + 1, "row_number", "row_doubled")
    assert {code for sheet, _, _, code in found[1:]} == {"row_names_no_item"}  # the papers and steps of item 1

    twice = wrong(take(sample(office, 2, changed(catalog_code=basic_code(2)))))
    assert (ITEMS, FIRST + 1, "catalog_code", "row_doubled") in twice


def test_the_marked_file_has_the_same_cells_and_says_at_each_wrong_one_what_to_do(office: Office) -> None:
    given = sample(office, 2, changed(promise_day="七天", task_name="=1+1"))
    taken = take(given)
    out = io.BytesIO()

    mark(given, out, taken.gathered, taken.plan.findings, "zh-hans")

    at = list(sheets()[ITEMS].columns).index("promise_day") + 1
    assert rows_of(out, "事项")[FIRST - 1][1:] == rows_of(given, "事项")[FIRST - 1][1:]
    assert rows_of(out, "事项")[FIRST - 1][at] == "七天"
    (told,) = [row for row in rows_of(out, "检查结果") if str(row[3]).startswith("“七天”不是整数")]
    assert told[:3] == ["事项", address(FIRST - 1, at), "承诺办结时限"]
    with zipfile.ZipFile(out) as archive:
        assert "七天" in archive.read("xl/comments1.xml").decode()
        assert b"<f>" not in archive.read("xl/worksheets/sheet2.xml")
    again = take(out)  # and it can be brought again
    assert wrong(again) == wrong(taken)


def test_marks_of_rows_that_hold_nothing_are_written_too(office: Office) -> None:
    given = sample(office, 1, lambda sheet, number, row: {**row, "promise_day": None})
    taken = take(given)
    out = io.BytesIO()

    mark(given, out, taken.gathered, taken.plan.findings, "en")

    assert any("must be filled" in str(row) for row in rows_of(out, "检查结果"))


def test_sheets_without_heads_and_columns_nobody_knows_are_told(office: Office) -> None:
    whole = sample(office, 1)
    rows = {sheet.name: rows_of(whole, sheet.name) for sheet in sheets().values()}
    without_items = {name: each for name, each in rows.items() if name != "事项"}
    assert (ITEMS, 1, "", "sheet_missing") in wrong(take(written(without_items)))

    missing = {**rows, "事项": [[cell for place, cell in enumerate(row) if place != 3] for row in rows["事项"]]}
    assert (ITEMS, 1, "", "column_missing") in wrong(take(written(missing)))

    more = {**rows, "事项": [[*row, "多余"] for row in rows["事项"]], "别的表": [["x"]]}
    taken = take(written(more), is_rehearsal=True)
    assert wrong(taken) == []
    assert taken.gathered.heads[ITEMS].unknown == ["多余"]
    assert taken.gathered.unknown_sheets == ("别的表",)

    twice = {**rows, "事项": [[*row, row[3]] for row in rows["事项"]]}
    assert (ITEMS, 1, "catalog_code", "column_doubled") in wrong(take(written(twice)))


def test_formulas_and_merged_cells_are_named_where_they_stand(office: Office) -> None:
    whole = sample(office, 1)
    rows = {sheet.name: rows_of(whole, sheet.name) for sheet in sheets().values()}
    at = rows["事项"][1].index("promise_day")
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, lines in rows.items():
            page = book.add_worksheet(name)
            for number, line in enumerate(lines):
                page.write_row(number, 0, [None if cell == "" else cell for cell in line])
            if name == "事项":
                page.write_formula(FIRST - 1, at, "=3+4", value=7)
                page.merge_range(FIRST, 1, FIRST + 1, 2, "合并")

    found = wrong(take(out))
    assert (ITEMS, FIRST, "promise_day", "cell_is_formula") in found
    assert (ITEMS, FIRST + 1, "row_number", "cell_is_merged") in found
