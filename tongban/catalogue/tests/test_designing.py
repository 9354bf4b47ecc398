"""Forms as rows: taken apart and put together, nothing is lost."""

from typing import Any

import pytest

from tongban.catalogue.demo import demo_items, form_schema
from tongban.catalogue.rules.designing import field_rows, from_shared, section_rows, with_fields, with_sections

FORMS = [(data["name"], form_schema(data)) for data in demo_items() if data.get("fields")]


@pytest.mark.parametrize("schema", [schema for _, schema in FORMS], ids=[name for name, _ in FORMS])
def test_a_form_taken_apart_and_put_together_is_the_same_form(schema: dict[str, Any]) -> None:
    assert with_fields(schema, field_rows(schema)) == schema
    assert with_sections(schema, section_rows(schema)) == schema


def test_a_field_whose_section_is_gone_moves_to_the_first() -> None:
    schema = {
        "properties": {"a": {"type": "string", "title": "甲"}, "b": {"type": "string", "title": "乙"}},
        "sections": [{"code": "x", "title": "一", "fields": ["a"]}, {"code": "y", "title": "二", "fields": ["b"]}],
    }
    left = with_sections(schema, [{"code": "y", "title": "二"}])
    assert left["sections"] == [{"code": "y", "title": "二", "fields": ["a", "b"]}]
    assert set(left["properties"]) == {"a", "b"}


def test_a_form_begins_with_its_first_field() -> None:
    row = {"name": "trees", "kind": "table", "title": "清单", "required": True, "most": 5, "columns": [
        {"name": "species", "title": "树种", "kind": "text", "required": True},
    ]}  # fmt: skip
    made = with_fields({}, [row])
    assert made["properties"]["trees"] == {
        "title": "清单", "type": "array", "maxItems": 5,
        "items": {
            "type": "object", "columns": ["species"], "required": ["species"],
            "properties": {"species": {"title": "树种", "type": "string"}},
        },
    }  # fmt: skip
    assert made["required"] == ["trees"]
    assert made["sections"][0]["fields"] == ["trees"]
    assert field_rows(made) == [{**row, "section": "all"}]


def test_a_shared_field_keeps_the_name_under_which_forms_are_merged() -> None:
    row = from_shared("phone", {"title": "联系手机", "type": "string", "format": "mobile"}, ())
    made = with_fields({}, [row])
    assert made["properties"]["phone"] == {
        "title": "联系手机", "type": "string", "format": "mobile", "shared": "phone",
    }  # fmt: skip
