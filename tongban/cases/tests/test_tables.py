"""A table in an application form: typed row by row, judged cell by cell, shown again as it was typed."""

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from tongban.cases.forms.application import ApplicationForm
from tongban.cases.queries.answers import sections_of
from tongban.catalogue.rules import form_errors

COLUMNS = {
    "species": {"title": "树种", "title_en": "Species", "type": "string", "maxLength": 10},
    "count": {"title": "数量", "title_en": "Number", "type": "integer", "minimum": 1},
    "owner": {"title": "权属人证件", "title_en": "Owner", "type": "string", "format": "citizen-id"},
}
SCHEMA: dict[str, Any] = {
    "properties": {
        "trees": {
            "title": "树木清单",
            "title_en": "Trees",
            "type": "array",
            "minItems": 1,
            "maxItems": 4,
            "items": {"type": "object", "properties": COLUMNS, "required": ["species", "count"]},
        }
    },
    "required": ["trees"],
}


def form(text: str = "") -> ApplicationForm:
    data = QueryDict(text, encoding="utf-8") if text else None
    return ApplicationForm(SCHEMA, {}, language="zh", today=date(2026, 4, 27), data=data)


def test_rows_are_read_as_typed_values_and_empty_ones_left_out() -> None:
    filled = form(
        "trees.0.species=樟树&trees.0.count=３&trees.1.species=&trees.1.count=&trees.2.species=桂花&trees.2.count=1"
    )
    assert filled.is_valid()
    assert filled.values == {"trees": [{"species": "樟树", "count": 3}, {"species": "桂花", "count": 1}]}


@pytest.mark.parametrize(
    ("rows", "code", "label"),
    [
        ([], "field_required", "树木清单"),
        ([{"species": "樟树"}], "field_required", "树木清单第 1 行数量"),
        ([{"species": "樟树", "count": 1}, {"species": "桂花", "count": 0}], "field_too_small", "树木清单第 2 行数量"),
        ([{"species": "樟树", "count": "许多"}], "field_not_a_whole_number", "树木清单第 1 行数量"),
        ([{"species": "樟树", "count": 1}] * 5, "field_too_many", "树木清单"),
        ([{"species": "樟" * 11, "count": 1}], "field_too_long", "树木清单第 1 行树种"),
        ([{"species": "樟树", "count": 1, "owner": "123"}], "identity_wrong_length", "树木清单第 1 行权属人证件"),
    ],
)
def test_what_is_wrong_names_the_row_and_the_column(rows: list[dict[str, Any]], code: str, label: str) -> None:
    found = form_errors(SCHEMA, {"trees": rows})
    assert found[0].about == "trees"
    assert found[0].details["label"] == label
    if code != "identity_wrong_length":
        assert found[0].code == code


def test_what_was_typed_stands_in_its_cells_again_with_rows_to_write_in() -> None:
    drawn = str(form("trees.0.species=<b>樟树&trees.0.count=x")["trees"])
    assert 'name="trees.0.species" value="&lt;b&gt;樟树"' in drawn
    assert 'name="trees.0.count" value="x"' in drawn
    assert 'name="trees.2.species" value=""' in drawn
    assert 'name="trees.4.species"' not in drawn  # four at most


def test_more_rows_than_the_form_takes_are_not_read() -> None:
    sent = (
        "&".join(f"trees.{n}.species=a&trees.{n}.count=1" for n in range(9)) + "&trees.x.count=1&trees.99999999.count=1"
    )
    assert len(form(sent).values["trees"]) == 4


def test_a_table_is_shown_row_by_row_and_whole_or_not_at_all_where_it_is_personal() -> None:
    filled = {"trees": [{"species": "樟树", "count": 3}, {"species": "桂花", "count": 1}]}
    own = sections_of(SCHEMA, filled, {}, language="zh", is_own=True)
    seen = sections_of(SCHEMA, filled, {}, language="zh")
    assert own[0][1][0].text == "树种 樟树，数量 3；树种 桂花，数量 1"
    assert (seen[0][1][0].text, seen[0][1][0].is_personal) == ("••••", True)
