"""Elements, profiles and the one engine that compares levels."""

import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.catalogue.rules.comparison import DIFFERS, MISSING, SAME, Side, compare, completeness, missing
from tongban.catalogue.rules.contents import Content, Parent
from tongban.catalogue.rules.elements import Holder, values_of
from tongban.catalogue.rules.profiles import Profile, elements, profiles
from tongban.kernel.ratios import Ratio

EXAMPLES = tomllib.loads((Path(__file__).parents[1] / "examples/comparisons.toml").read_text())["example"]
TEN = [
    "事项名称", "子项名称", "事项类别", "事项编码", "设立依据",
    "申请材料", "办理流程", "收费依据及标准", "承诺时限", "表单填写",
]  # fmt: skip


def narrowed(profile: Profile, names: list[str]) -> Profile:
    return replace(profile, entries=tuple(entry for entry in profile.entries if not names or entry.name in names))


def sides_of(example: dict[str, Any]) -> list[Side]:
    return [Side(side["label"], {key: side[key] for key in side if key != "label"}) for side in example["sides"]]


@pytest.mark.requirement("A09")
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["title"])
def test_worked_examples_hold(example: dict[str, Any]) -> None:
    profile = narrowed(profiles()[example["profile"]], example.get("only", []))
    found = compare(profile, sides_of(example))
    assert {line.entry.name: line.verdict for line in found.mismatches} == example["not_same"]
    assert found.score == Ratio(*example["same_of"])


@pytest.mark.requirement("A09")
def test_a_mismatch_shows_what_each_level_says() -> None:
    (line,) = compare(profiles()["four"], sides_of(EXAMPLES[0])).mismatches
    assert line.shown == ("食品经营许可（新办）", "食品经营许可证（新办）")


@pytest.mark.requirement("A08")
def test_there_are_118_elements_each_with_its_origin() -> None:
    assert [element.number for element in elements().values()] == list(range(1, 119))
    assert Counter(element.origin for element in elements().values()) == {"X": 84, "G": 6, "P": 28}
    assert len(profiles()["118"].entries) == 118
    assert len(profiles()["118"].levels) == 5


@pytest.mark.requirement("A10")
def test_the_ten_are_exactly_the_ten() -> None:
    ten = profiles()["ten"]
    assert [entry.name for entry in ten.entries] == TEN
    assert len(ten.levels) == 2


@pytest.mark.requirement("A07")
def test_the_four_are_name_code_basis_and_type_on_four_levels() -> None:
    four = profiles()["four"]
    assert [entry.name for entry in four.entries] == ["名称", "编码", "依据", "类型"]
    assert len(four.levels) == 4


def test_two_sides_are_the_least() -> None:
    with pytest.raises(ValueError, match="two sides"):
        compare(profiles()["four"], sides_of(EXAMPLES[0])[:1])


CONTENT = Content(
    fields={
        "title": "食品经营许可（新办）",
        "for_persons": True,
        "for_firms": False,
        "promised_amount": 5,
        "statutory_amount": 10,
        "elements": {
            "legal_bases": [{"title": "食品安全法", "article": "第三十五条"}],
            "conditions": ["有场所"],
            "channels": ["web", "window"],
            "contacts": {"consult": "0999-1", "complain": "0999-2", "place": "12号窗口", "hours": "工作日"},
            "result": {"name": "食品经营许可证", "type": "证照"},
            "limit_scene_num": 0,
        },
    },
    materials=({"code": "layout", "name": "布局图", "basis": "办法", "source": "government"},),
    steps=({"wave": 1, "code": "review", "name": "审查", "amount": 3, "office": 1},),
    placements=(("theme", "open"),),
)
PARENT = Parent("990131001000", "食品经营许可（新办）", "01")
HOLDER = Holder("11990100MB00000001" + "3" + "990131001000", "行政审批局", "11990100MB00000001")


def field_names(content: Content, parent: Parent = PARENT, holder: Holder = HOLDER) -> set[str]:
    return {element.field for element in missing(profiles()["118"], values_of(content, parent, holder))}


@pytest.mark.requirement("A08")
def test_what_must_be_filled_depends_on_the_item_itself() -> None:
    found = field_names(CONTENT)
    assert {
        "result_guid",
        "source_explain",
        "online_handle_depth",
        "power_source",
        "review_organ",
        "questions",
    } <= found
    assert not {"limit_scene_explain", "handle_item_name", "fee_basis", "corp_topic_type", "dept_name"} & found
    served = replace(CONTENT, fields={**CONTENT.fields, "for_firms": True, "for_persons": False})
    assert "corp_topic_type" not in field_names(served)  # a theme is chosen
    assert "corp_topic_type" in field_names(replace(served, placements=()))


@pytest.mark.requirement("A08")
def test_no_and_zero_are_answers() -> None:
    values = values_of(CONTENT, PARENT, HOLDER)
    assert values["limit_scene_num"] == 0
    assert "limit_scene_num" not in field_names(CONTENT)
    without = {**CONTENT.fields["elements"]}
    del without["limit_scene_num"]
    assert "limit_scene_num" in field_names(replace(CONTENT, fields={**CONTENT.fields, "elements": without}))


def test_an_inspection_has_no_window_elements() -> None:
    window = {"transact_addr", "transact_time", "link_way", "is_online", "handle_type"}
    bare = Content(fields={"title": "检查", "elements": {}})
    assert window - {"is_online", "handle_type"} <= field_names(bare, replace(PARENT, item_type="10"))
    assert not window & field_names(bare, replace(PARENT, item_type="06"))


@pytest.mark.requirement("A08")
def test_completeness_keeps_both_terms() -> None:
    values = values_of(CONTENT, PARENT, HOLDER)
    ratio = completeness(profiles()["118"], values)
    assert ratio.denominator - ratio.numerator == len(missing(profiles()["118"], values))
    assert 0 < ratio.numerator < ratio.denominator


plain = st.one_of(
    st.none(), st.text(max_size=6), st.integers(0, 9), st.booleans(), st.lists(st.text(max_size=3), max_size=3)
)
anything = st.dictionaries(st.sampled_from([*elements()]), plain, max_size=30)


@given(anything, st.integers(2, 5))
def test_an_item_compared_with_itself_differs_nowhere(values: dict[str, Any], levels: int) -> None:
    found = compare(profiles()["118"], [Side(str(level), values) for level in range(levels)])
    assert {line.verdict for line in found.lines} <= {SAME, MISSING}


@given(anything, anything)
def test_which_side_stands_first_changes_no_verdict(one: dict[str, Any], other: dict[str, Any]) -> None:
    there = compare(profiles()["118"], [Side("a", one), Side("b", other)])
    back = compare(profiles()["118"], [Side("b", other), Side("a", one)])
    assert [line.verdict for line in there.lines] == [line.verdict for line in back.lines]
    assert all(line.verdict in (SAME, MISSING, DIFFERS) for line in there.lines)
