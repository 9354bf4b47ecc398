"""The lint refuses what the texts forbid, each finding on its own; and passes the demo items."""

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.catalogue.demo import demo_items, form_schema
from tongban.catalogue.rules.contents import Content, Parent
from tongban.catalogue.rules.lint import CHECKS, World, findings, lint, lists, mended
from tongban.catalogue.rules.lint.circles import Needs, circles
from tongban.catalogue.rules.lint.names import is_catch_all, stem
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


EXAMPLES = tomllib.loads((Path(__file__).parents[1] / "examples/lint.toml").read_text())["check"]
BY_NAME = {check.name: check for check in CHECKS}


def told(change: dict[str, Any]) -> tuple[Content, Parent, World]:
    """Read a worked example: a sound item with what the example changes."""
    materials = [{"why": "核对", **each} for each in change.get("materials", ())]
    item = replace(
        content(**change.get("fields", {}), elements=change.get("elements", {})),
        materials=tuple(materials),
        scenarios=tuple(change.get("scenarios", ())),
        steps=tuple(change.get("steps", ())),
        placements=tuple(map(tuple, change.get("placements", ()))),
    )
    lists = {
        key: frozenset(value) if isinstance(value, list) else value for key, value in change.get("world", {}).items()
    }
    return item, replace(PARENT, **change.get("parent", {})), World(on=date(2026, 5, 7), **lists)


@pytest.mark.requirement("A07", "A15", "A17", "E18", "N12")
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_each_check_finds_its_fault_and_passes_what_only_looks_like_it(example: dict[str, Any]) -> None:
    check = BY_NAME[example["name"]]
    fault = {key: value for key, value in example["found"].items() if key != "code"}
    assert example["found"]["code"] in [each.code for each in check.ask(*told(fault))]
    assert check.ask(*told(example["passed"])) == []


def test_every_check_has_its_worked_example_its_source_and_its_requirement() -> None:
    assert sorted(BY_NAME) == sorted(example["name"] for example in EXAMPLES)
    assert len(BY_NAME) == len(CHECKS)
    assert all(check.source and check.requirements for check in CHECKS)


@pytest.mark.parametrize(
    "example", [each for each in EXAMPLES if BY_NAME[each["name"]].mend], ids=lambda each: each["name"]
)
def test_a_mend_leaves_nothing_to_find_and_touches_nothing_else(example: dict[str, Any]) -> None:
    fault = {key: value for key, value in example["found"].items() if key != "code"}
    if example["name"] == "explains_its_trips":
        fault = {"elements": {"limit_scene_num": 0, "limit_scene_explain": "核验原件"}}
    item, parent, world = told(fault)
    check = BY_NAME[example["name"]]
    before = {each.obstacle.code for each in lint(item, parent, world)}
    after = mended(item, parent, world)
    assert check.ask(after, parent, world) == []
    assert {each.obstacle.code for each in lint(after, parent, world)} < before


def test_what_needs_judgement_is_not_mended() -> None:
    item, parent, world = told({"elements": {"limit_scene_num": 2}})
    assert mended(item, parent, world) == item


FIRST = {"code": "tax", "name": "完税凭证", "basis": "契税法 第十一条"}


@pytest.mark.requirement("A15", "A22", "A24")
@pytest.mark.parametrize(
    ("elements", "code"),
    [
        ({"extension_rule": "investment"}, "investment_extension_without_its_law"),
        ({"quota": 0}, "quota_of_nothing"),
        ({"quota": 4}, "quota_not_told"),
        ({"prerequisites": [FIRST | {"basis": "契税暂行条例 第十一条"}]}, "prerequisite_on_repealed_law"),
        ({"prerequisites": [FIRST] * 2}, "prerequisite_twice"),
        ({"commitment": {"ordinary": {"amount": 3}}}, "ordinary_way_without_promise"),
    ],
)  # fmt: skip
def test_what_bends_the_course_of_a_case_stands_on_a_text(elements: dict[str, Any], code: str) -> None:
    item, parent, world = told({"elements": elements, "world": {"repealed": {"契税暂行条例": date(2021, 9, 1)}}})
    assert [each.code for each in findings(item, parent, world)] == [code]


def test_the_longer_extension_for_investment_holds_where_its_regulation_is_the_basis() -> None:
    laws = [{"title": "企业投资项目核准和备案管理条例", "article": "第三条"}]
    item, parent, world = told(
        {"elements": {"extension_rule": "investment", "legal_bases": laws}, "parent": {"legal_bases": tuple(laws)}}
    )
    assert findings(item, parent, world) == []


def test_warnings_do_not_stand_against_publishing() -> None:
    item, parent, world = told({"elements": {"channels": ["web"]}})
    assert [each.check.name for each in lint(item, parent, world)] == ["says_how_deep_online"]
    assert findings(item, parent, world) == []


@pytest.mark.requirement("E18")
def test_circular_proofs_are_found_once_however_long_the_circle() -> None:
    licence = Needs("licence", "营业执照", ("场地使用证明（原件）",))
    place = Needs("place", "场地使用证明", ("消防检查意见书", "居民身份证"))
    fire = Needs("fire", "消防检查意见书", ("营业执照副本复印件",))
    assert circles([licence, place, fire], {}) == [("fire", "licence", "place")]
    assert circles([licence, place, replace(fire, papers=("居民身份证",))], {}) == []
    assert circles([Needs("renewal", "卫生许可证", ("卫生许可证原件",))], {}) == [("renewal",)]


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=12))
def test_a_circle_is_reported_exactly_where_one_can_walk_back(pairs: list[tuple[str, str]]) -> None:
    needs = [Needs(item, f"甲{item}", tuple(f"甲{to}" for one, to in pairs if one == item)) for item in "abcdef"]
    reach = {item: {to for one, to in pairs if one == item} for item in "abcdef"}
    for _ in "abcdef":
        reach = {item: tos.union(*(reach[to] for to in tos)) for item, tos in reach.items()}
    inside = {item for item in "abcdef" if item in reach[item]}
    assert {item for circle in circles(needs, {}) for item in circle} == inside


def test_a_sound_version_passes() -> None:
    assert found(content()) == []
    assert lint(content(), PARENT) == []


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


CATCH_ALLS = (
    "其他材料", "有关材料", "相关证明", "相关证明材料", "法律法规规定的其他材料", "所需资料", "营业执照等材料",
    "营业执照等",
    "主管部门要求的其他文件", "其它需要提交的资料", "身份证、户口簿等相关证明材料", "与申请有关的文件", "其 他 材 料",
    "其他材料（如有）", "审批部门认为需要的材料", "应当提交的材料", "法规规定的手续", "其他证明文件。", "必要的附件",
)  # fmt: skip
NAMED = (
    "营业执照", "经营场所和设备布局、操作流程图", "消防安全告知承诺书", "建设用地批准手续", "职业技能等级证书",
    "高等学校毕业证书", "二级甲等", "中等职业学校毕业证书", "其他组织登记证书", "工程竣工验收等级评定表",
    "相关人员健康证",
)  # fmt: skip


@pytest.mark.requirement("A17")
@pytest.mark.parametrize("name", CATCH_ALLS)
def test_catch_all_papers_are_refused_in_every_disguise(name: str) -> None:
    assert is_catch_all(name)


@pytest.mark.requirement("A17")
@pytest.mark.parametrize("name", NAMED)
def test_papers_that_are_named_are_no_catch_alls(name: str) -> None:
    assert not is_catch_all(name)


@given(st.text(max_size=30))
def test_any_name_has_a_stem_and_a_verdict(name: str) -> None:
    assert isinstance(is_catch_all(name), bool)
    assert stem(name, {}) == stem(name, {})


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


@pytest.mark.requirement("N12")
def test_a_service_that_is_on_no_published_list_is_refused_and_modules_above_may_list_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lists, "_services", set())
    item = content(elements={"service_type": [{"name": "风水勘测", "basis": "某办法"}]})
    assert [each.code for each in findings(item, PARENT, lists.world(date(2026, 5, 7)))] == ["intermediary_not_on_list"]
    lists.list_intermediary("风水勘测")
    assert findings(item, PARENT, lists.world(date(2026, 5, 7))) == []
