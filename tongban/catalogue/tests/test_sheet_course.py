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
    "special_procedure_days": "30\n20",
    "special_procedure_counts": "\n否",
    "prerequisite_code": "deed_tax\nland",
    "prerequisite_name": "契税完税凭证\n土地出让合同",
    "prerequisite_basis": "中华人民共和国契税法第十一条\n土地管理法第五十四条",
    "prerequisite_paper": "tax\ncontract",
    "accept_unit": "工作日",
    "accept_starts": "当场告知",
    "accept_silence": "视为受理",
    "accept_basis": "行政许可法第三十二条",
    "accept_window_from": "2026-03-01\n2026-09-01",
    "accept_window_to": "2026-03-31\n2026-09-30",
    "duty_step": "受理\n审查",
    "duty_text": "当场核对原件\n两人现场核查",
    "duty_source": "行政许可法第三十二条\n行政许可法第三十四条",
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
        {"code": "deed_tax", "name": "契税完税凭证", "basis": "中华人民共和国契税法第十一条", "paper": "tax"},
        {"code": "land", "name": "土地出让合同", "basis": "土地管理法第五十四条", "paper": "contract"},
    ]
    assert [each["basis"] for each in elements["special_procedures"]] == COURSE["special_procedure_basis"].split("\n")
    assert [(each["days"], each.get("counts")) for each in elements["special_procedures"]] == [(30, None), (20, False)]
    assert version.receipt_rule["windows"][1] == {"from": "2026-09-01", "to": "2026-09-30"}
    assert elements["duties"][0] == {"step": "受理", "text": "当场核对原件", "source": "行政许可法第三十二条"}
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
    for name in ("quota", "extension_rule", "decision", "prerequisites", "special_procedures", "commitment", "duties"):
        assert not cleared.elements.get(name), name
    assert "commitment" not in cleared.elements
    assert "windows" not in cleared.receipt_rule


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


@pytest.mark.parametrize(
    ("cells", "field", "code"),
    [
        ({"special_procedure_counts": "不计\n否"}, "special_procedure_counts", "cell_not_yes_or_no"),
        ({"special_procedure_days": "三十\n20"}, "special_procedure_days", "cell_not_whole"),
        ({"special_procedure_days": "30\n1000"}, "special_procedure_days", "cell_out_of_range"),
        ({"special_procedure_counts": "是\n否\n是"}, "special_procedure", "line_missing"),
        ({"accept_window_to": "2026-03-31\n2026-08-30"}, "accept_window_to", "line_ends_before_it_begins"),
        ({"accept_window_to": "2026-03-31"}, "accept_window_to", "line_missing"),
        ({"accept_window_from": "三月\n九月"}, "accept_window_from", "cell_not_a_day"),
        ({"duty_text": "一\n二\n三"}, "duty_step", "line_missing"),
    ],
)
def test_lines_that_do_not_belong_together_or_cannot_be_read_are_named(
    office: Office, cells: dict[str, str], field: str, code: str
) -> None:
    taken = take(sample(office, 1, changed(**COURSE | cells)))
    assert (ITEMS, FIRST, field, code) in wrong(taken)
    assert not Item.objects.exists()


def test_a_flag_brought_alone_stays_with_its_procedure(office: Office) -> None:
    take(sample(office, 1, changed(**COURSE)))
    publish_version(version=ItemVersion.objects.get(), by=SYSTEM, now=NOW)
    rows = {sheet.name: rows_of(_written(), sheet.name) for sheet in sheets().values()}
    dropped = [rows["事项"][1].index(name) for name in ("special_procedure", "special_procedure_basis")]
    flag = rows["事项"][1].index("special_procedure_counts")
    rows["事项"][3][flag] = "是\n否"
    kept = [[cell for place, cell in enumerate(row) if place not in dropped] for row in rows["事项"]]
    assert wrong(take(written({**rows, "事项": kept}))) == []
    procedures = ItemVersion.objects.get(state="draft").elements["special_procedures"]
    assert [(each["name"], each["counts"]) for each in procedures] == [("专家评审", True), ("听证", False)]


def _written() -> io.BytesIO:
    out = io.BytesIO()
    write_items(out, Item.objects.order_by("pk").select_related("catalog_item", "office", "regulating_office"))
    return out


def _as_typed(cell: Any) -> Any:
    return int(cell) if isinstance(cell, float) else cell
