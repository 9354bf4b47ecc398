"""What bends the course of a case goes through the workbook as through the workbench: there, back, marked, cleared."""

import io
from typing import Any

import pytest

from tongban.catalogue.actions import publish_version
from tongban.catalogue.models import Item, ItemVersion
from tongban.catalogue.queries.sheets.marking import mark
from tongban.catalogue.queries.sheets.template import write_items, write_template
from tongban.catalogue.rules.sheets.columns import ITEMS, sheets
from tongban.catalogue.tests.conftest import NOW
from tongban.catalogue.tests.workbooks import FIRST, changed, rows_of, sample, take, written, wrong
from tongban.kernel.events import SYSTEM
from tongban.people.models import Office

pytestmark = pytest.mark.requirement("A08")
COURSE: dict[str, Any] = {
    "quota": 30,
    "limit_explain": "全市 30 家",
    "extension_rule": "一般许可",
    "decision_amount": 2,
    "decision_unit": "工作日",
    "special_procedure": "专家评审\n听证",
    "special_procedure_basis": "行政许可法第四十五条\n行政许可法第四十七条",
    "prerequisite_code": "deed_tax\nland",
    "prerequisite_name": "契税完税凭证\n土地出让合同",
    "prerequisite_basis": "中华人民共和国契税法第十一条\n土地管理法第五十四条",
    "accept_unit": "工作日",
    "accept_starts": "当场告知",
    "accept_silence": "视为受理",
    "accept_basis": "行政许可法第三十二条",
    "commitment_text": "本场所符合条件。",
    "commitment_days": 60,
    "commitment_consequence": "撤销决定",
    "commitment_statute": "国办发〔2020〕42号",
    "ordinary_amount": 6,
    "ordinary_unit": "工作日",
    "ordinary_step": "现场核查",
}


def test_the_template_offers_every_field_of_the_workbench_that_bends_the_course(db: None) -> None:
    out = io.BytesIO()
    write_template(out)
    heads, fields, helps, _ = rows_of(out, "事项")[:4]
    assert set(COURSE) <= set(fields)
    assert {"延长期限的规定", "总数最多", "前置事项名称", "一般程序的时限"} <= set(heads)
    assert "统一办理、联合办理、集中办理" in helps[fields.index("extension_rule")]


def test_they_are_taken_in_and_written_again_as_they_came(office: Office) -> None:
    taken = take(sample(office, 1, changed(**COURSE)))
    assert wrong(taken) == []
    version = ItemVersion.objects.get()
    elements = version.elements
    assert (elements["quota"], elements["extension_rule"]) == (30, "ordinary")
    assert elements["decision"] == {"amount": 2, "unit": "working"}
    assert elements["prerequisites"] == [
        {"code": "deed_tax", "name": "契税完税凭证", "basis": "中华人民共和国契税法第十一条"},
        {"code": "land", "name": "土地出让合同", "basis": "土地管理法第五十四条"},
    ]
    assert [each["basis"] for each in elements["special_procedures"]] == COURSE["special_procedure_basis"].split("\n")
    assert elements["commitment"]["ordinary"] == {"amount": 6, "unit": "working", "step": "现场核查"}
    assert version.receipt_rule["starts"] == "on_spot"

    publish_version(version=version, by=SYSTEM, now=NOW)
    out = _written()
    fields, row = rows_of(out, "事项")[1], rows_of(out, "事项")[3]
    assert {name: _as_typed(row[fields.index(name)]) for name in COURSE} == COURSE
    again = take(out)
    assert (wrong(again), again.counts["same"], again.counts["changed"]) == ([], 1, 0)


def test_an_empty_cell_clears_and_leaves_no_empty_commitment_behind(office: Office) -> None:
    take(sample(office, 1, changed(**COURSE)))
    publish_version(version=ItemVersion.objects.get(), by=SYSTEM, now=NOW)
    rows = {sheet.name: rows_of(_written(), sheet.name) for sheet in sheets().values()}
    for name in COURSE:
        rows["事项"][3][rows["事项"][1].index(name)] = ""
    taken = take(written(rows))
    assert wrong(taken) == []
    cleared = ItemVersion.objects.get(state="draft")
    for name in ("quota", "extension_rule", "decision", "prerequisites", "special_procedures", "commitment"):
        assert not cleared.elements.get(name), name
    assert "commitment" not in cleared.elements


def test_a_missing_column_leaves_them_as_they_are(office: Office) -> None:
    take(sample(office, 1, changed(**COURSE)))
    publish_version(version=ItemVersion.objects.get(), by=SYSTEM, now=NOW)
    rows = {sheet.name: rows_of(_written(), sheet.name) for sheet in sheets().values()}
    places = [rows["事项"][1].index(name) for name in COURSE]
    kept = [[cell for place, cell in enumerate(row) if place not in places] for row in rows["事项"]]
    kept[3][kept[1].index("promise_day")] = 4
    take(written({**rows, "事项": kept}))
    before, after = ItemVersion.objects.get(state="published"), ItemVersion.objects.get(state="draft")
    assert after.elements["commitment"] == before.elements["commitment"]
    assert after.elements["prerequisites"] == before.elements["prerequisites"]


def test_what_is_wrong_comes_back_marked_in_its_cell(office: Office) -> None:
    given = sample(office, 1, changed(**COURSE | {"quota": 0, "extension_rule": "想延就延", "ordinary_amount": "八天"}))
    taken = take(given)
    assert wrong(taken) == [
        (ITEMS, FIRST, "extension_rule", "cell_not_a_choice"),
        (ITEMS, FIRST, "quota", "cell_out_of_range"),
        (ITEMS, FIRST, "ordinary_amount", "cell_not_whole"),
    ]
    assert not Item.objects.exists()
    out = io.BytesIO()
    mark(given, out, taken.gathered, taken.plan.findings, "zh-hans")
    named = {str(row[2]) for row in rows_of(out, "检查结果")[4:]}
    assert {"延长期限的规定", "总数最多", "一般程序的时限"} <= named


def _written() -> io.BytesIO:
    out = io.BytesIO()
    write_items(out, Item.objects.order_by("pk").select_related("catalog_item", "office", "regulating_office"))
    return out


def _as_typed(cell: Any) -> Any:
    return int(cell) if isinstance(cell, float) else cell
