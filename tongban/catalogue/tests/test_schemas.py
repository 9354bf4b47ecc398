"""Forms as data: every wrong answer is named, in both languages, and only what applies is asked."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.catalogue.demo import demo_items, form_schema
from tongban.catalogue.rules import form_errors, form_sections, form_values, question_errors, read_answers
from tongban.kernel.obstacles import Obstacle
from tongban.people.rules.identifiers import make_citizen_id, make_uscc
from tongban.ui.wording import say

TODAY = date(2026, 4, 27)
SCHEMAS = {data["number"]: form_schema(data) for data in demo_items()}
FOOD = SCHEMAS[9]


def complete() -> dict[str, Any]:
    return {
        "shop_name": "云味小馆",
        "shop_address": "云城区建设路18号一层",
        "area": 320,
        "dishes": ["hot"],
        "head_name": "李晓云",
        "head_id": make_citizen_id(region="990102", born=date(1990, 5, 1), sequence=2),
        "head_phone": "19900000001",
        "manager_name": "李晓云",
        "staff": 12,
    }


def codes(obstacles: list[Obstacle]) -> dict[str, str]:
    return {obstacle.about: obstacle.code for obstacle in obstacles}


def test_a_complete_form_has_no_errors() -> None:
    assert form_errors(FOOD, complete(), {"network": False}, today=TODAY) == []


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("shop_name", "", "field_required"),
        ("shop_name", "长" * 61, "field_too_long"),
        ("shop_address", "路", "field_too_short"),
        ("area", "很大", "field_not_a_number"),
        ("area", 0, "field_too_small"),
        ("area", 1_000_000, "field_too_large"),
        ("dishes", ["stones"], "field_not_a_choice"),
        ("dishes", [], "field_required"),
        ("staff", 2.5, "field_not_a_whole_number"),
        ("open_on", "明年春天", "field_not_a_day"),
        ("open_on", "2026-02-30", "field_not_a_day"),
    ],
)
def test_each_kind_of_mistake_has_its_name(field: str, value: object, code: str) -> None:
    errors = form_errors(FOOD, {**complete(), field: value}, today=TODAY)
    assert codes(errors) == {field: code}


def test_identity_phone_and_credit_code_are_checked_by_their_own_rules() -> None:
    wrong = {**complete(), "head_id": "110105194912310021", "head_phone": "12345"}
    assert codes(form_errors(FOOD, wrong, today=TODAY)).keys() == {"head_id", "head_phone"}

    unborn = make_citizen_id(region="990102", born=date(2030, 1, 1), sequence=1)
    assert codes(form_errors(FOOD, {**complete(), "head_id": unborn}, today=TODAY)).keys() == {"head_id"}

    schema = {"properties": {"code": {"type": "string", "format": "uscc", "title": "代码"}}}
    assert form_errors(schema, {"code": make_uscc(7, region="990102")}) == []
    assert codes(form_errors(schema, {"code": "91350100M000100Y44"})).keys() == {"code"}


def test_a_field_is_asked_only_when_it_applies() -> None:
    cold = {**complete(), "dishes": ["hot", "cold"]}
    assert codes(form_errors(FOOD, cold, today=TODAY)) == {"cold_room": "field_required"}
    assert form_errors(FOOD, {**complete(), "cold_room": "no number at all"}, today=TODAY) == []
    assert codes(form_errors(FOOD, complete(), {"network": True}, today=TODAY)) == {"platform": "field_required"}


def test_a_field_that_hangs_on_one_that_does_not_apply_does_not_apply() -> None:
    schema: dict[str, Any] = {
        "properties": {
            "b": {"type": "boolean", "when": {"field": "a", "op": "is", "value": True}},
            "c": {"type": "string", "when": {"field": "b", "op": "is", "value": True}},
        },
        "required": ["c"],
    }
    assert form_errors(schema, {"b": True}) == []
    assert form_values(schema, {"b": "true", "c": "left over"}) == {}
    assert codes(form_errors(schema, {"b": True}, {"a": True})) == {"c": "field_required"}


def test_what_was_typed_is_kept_even_if_it_is_no_number() -> None:
    typed = form_values(
        FOOD, {"area": " 大约三百 ", "staff": "１２", "shop_name": ["云味小馆"], "dishes": ["hot", "cold"]}
    )
    assert typed == {"area": "大约三百", "staff": 12, "shop_name": "云味小馆", "dishes": ["hot", "cold"]}


def test_sections_are_drawn_in_order_in_both_languages() -> None:
    chinese = form_sections(FOOD, {"dishes": ["cold"]}, "zh-hans")
    english = form_sections(FOOD, {}, "en")
    assert [section.title for section in chinese] == ["经营场所", "经营内容", "负责人和食品安全管理员"]
    assert [section.title for section in english] == ["The place", "The business", "People in charge"]
    fields = {field.name: field for section in chinese for field in section.fields}
    assert fields["cold_room"].is_required
    assert fields["dishes"].decides
    assert (fields["dishes"].kind, fields["staff"].kind, fields["open_on"].kind) == ("choices", "integer", "date")
    assert "cold_room" not in {field.name for section in english for field in section.fields}


@pytest.mark.django_db
def test_every_obstacle_of_a_form_is_worded_in_both_languages() -> None:
    for schema in SCHEMAS.values():
        for obstacle in form_errors(schema, {"amount": "x"}, {}):
            for language in ("zh-hans", "en"):
                assert "{" not in say(obstacle, language)
                assert "field_" not in say(obstacle, language)


def test_answers_are_read_as_their_type_and_nothing_else_is_kept() -> None:
    questions = next(data["questions"] for data in demo_items() if data["number"] == 9)
    answers = read_answers(questions, {"business": "catering", "area": "320", "network": "true", "csrf": "x"})
    assert answers == {"business": "catering", "area": 320, "network": True}
    assert read_answers(questions, {"business": "space station", "area": "-5", "network": "maybe"}) == {}
    assert [o.about for o in question_errors(questions, {"area": 1})] == ["business", "network"]


@given(
    st.dictionaries(
        st.sampled_from(sorted(FOOD["properties"])),
        st.one_of(st.text(max_size=30), st.integers(), st.floats(allow_nan=False), st.booleans(), st.none()),
    )
)
def test_no_input_breaks_a_form(raw: dict[str, Any]) -> None:
    values = form_values(FOOD, raw)
    for obstacle in form_errors(FOOD, values, today=TODAY):
        assert obstacle.about in FOOD["properties"]
        assert obstacle.code
