"""The lint refuses what the texts forbid, each finding on its own; and passes the demo items."""

from dataclasses import replace
from typing import Any

import pytest

from tongban.catalogue.demo import demo_items, form_schema
from tongban.catalogue.rules.contents import Content, Parent
from tongban.catalogue.rules.lint import findings, is_catch_all
from tongban.ui.wording import say

BASES = [{"title": "中华人民共和国食品安全法", "article": "第三十五条", "sure": True}]
PARENT = Parent("990131001000", "食品经营许可（新办）", "01", tuple(BASES))


def content(**changes: Any) -> Content:
    elements = {
        "legal_bases": BASES,
        "contacts": {"consult": "0990-86000001", "complain": "12345", "place": "3号窗口", "hours": "工作日 9:00–17:30"},
        "remedies": {"review_office": "云州市人民政府", "court": "云城区人民法院"},
        "faqs": [{"q": "收费吗？", "a": "不收费。"}],
        **changes.pop("elements", {}),
    }
    fields = {
        "title": "食品经营许可（新办）",
        "statutory_amount": 10,
        "statutory_unit": "working",
        "statutory_printed_unit": "工作日",
        "promised_amount": 5,
        "elements": elements,
        "questions": [{"key": "area", "type": "number"}],
        **changes,
    }
    return Content(fields=fields)


def found(subject: Content) -> list[str]:
    return [finding.code for finding in findings(subject, PARENT)]


def test_a_sound_version_passes() -> None:
    assert found(content()) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"elements": {"contacts": {}}}, "contact_missing"),
        ({"elements": {"remedies": {}}}, "no_remedies"),
        ({"elements": {"faqs": []}}, "no_frequent_question"),
        ({"elements": {"fees": {"charges": [{"name": "工本费"}]}}}, "fee_without_basis"),
        ({"title": "食品许可"}, "differs_from_catalogue"),
        ({"promised_amount": 11}, "promise_above_statute"),
        ({"promised_amount": 15, "promised_unit": "calendar"}, "promise_above_statute"),
        ({"promised_amount": 0}, "instant_without_zero_promise"),
        ({"is_instant": True}, "instant_without_zero_promise"),
        ({"is_single_officer": True}, "single_officer_but_not_instant"),
        ({"is_instant": True, "promised_amount": 0, "is_single_officer": True}, "single_officer_without_basis"),
        ({"statutory_amount": None}, "no_statutory_limit_explained"),
        ({"elements": {"decision": {"amount": 6}}}, "steps_above_promise"),
    ],
)
@pytest.mark.requirement("A15", "A17")
def test_each_fault_is_found(changes: dict[str, Any], code: str) -> None:
    assert code in found(content(**changes))


@pytest.mark.requirement("A15")
def test_without_a_law_nothing_is_published() -> None:
    assert "no_legal_basis" in found(content(elements={"legal_bases": []}))


@pytest.mark.requirement("A07")
def test_name_code_basis_and_type_are_those_of_the_catalogue() -> None:
    assert findings(content(), replace(PARENT, item_type="07"))[0].code == "differs_from_catalogue"
    assert findings(content(), replace(PARENT, legal_bases=()))[0].about == "basis"


def test_one_phone_cannot_serve_questions_and_complaints() -> None:
    contacts = {"consult": "12345", "complain": "12345", "place": "窗口", "hours": "工作日"}
    assert found(content(elements={"contacts": contacts})) == ["one_phone_for_questions_and_complaints"]
    local = {**contacts, "consult": "8600001"}
    assert found(content(elements={"contacts": local})) == ["phone_without_area_code"]


@pytest.mark.requirement("A17")
def test_catch_all_papers_are_refused_and_named_ones_are_not() -> None:
    for name in ("其他材料", "有关材料", "相关证明材料", "法律法规规定的其他材料", "所需资料", "营业执照等材料"):
        assert is_catch_all(name), name
    for name in ("营业执照", "经营场所和设备布局、操作流程图", "消防安全告知承诺书", "建设用地批准手续"):
        assert not is_catch_all(name), name


def test_papers_give_their_reason_and_stand_once() -> None:
    paper = {"name": "身份证", "why": "核对本人", "source": "government", "issuer": "公安局"}
    nameless = [{**paper, "issuer": ""}, {**paper, "why": ""}]
    codes = found(replace(content(), materials=tuple(nameless)))
    assert codes == ["paper_without_reason", "paper_asked_twice", "paper_without_issuer"]


def test_conditions_hang_on_what_is_asked() -> None:
    part = {"name": "情形一", "condition": {"field": "aera", "op": ">", "value": 3}}
    assert found(replace(content(), scenarios=(part,))) == ["condition_unknown_field"]
    broken = {"name": "情形一", "condition": {"field": "area", "op": "looks like", "value": 3}}
    assert found(replace(content(), scenarios=(broken,))) == ["condition_malformed"]


def test_every_condition_of_the_demo_items_hangs_on_something_asked() -> None:
    for data in demo_items():
        parts = (*data.get("scenarios", ()), *data["papers"], *data.get("steps", ()))
        fields = {"questions": data["questions"], "form_schema": form_schema(data)}
        codes = found(replace(content(**fields), scenarios=tuple(parts)))
        assert "condition_unknown_field" not in codes, data["name"]


def test_findings_are_worded() -> None:
    wrong = content(promised_amount=11, elements={"contacts": {}, "faqs": [], "legal_bases": []})
    for finding in findings(wrong, PARENT):
        assert "_" not in say(finding, "zh-hans")
        assert "_" not in say(finding, "en")
