"""The sheet of a version: every value it shows can be typed back, and two people's changes are merged."""

from datetime import datetime
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from tongban.catalogue.forms.sheet import Control, Typed, controls_of, read_section
from tongban.catalogue.models import HandlingItem, Item, ItemVersion, MaterialSpec, StepSpec
from tongban.catalogue.queries import content_of
from tongban.catalogue.queries.workbench import offices_for
from tongban.catalogue.rules.condition_words import Unreadable, condition_words, read_condition
from tongban.catalogue.rules.lint import CHECKS
from tongban.catalogue.rules.merging import merge
from tongban.catalogue.rules.profiles import elements
from tongban.catalogue.rules.sheet import fields, place_of_check, place_of_element, sections, values_in, with_values
from tongban.catalogue.rules.themes import EVENTS, THEMES

# Elements that follow from whose item it is, from others, or are made elsewhere.
COMPUTED = {
    "catalog_code", "task_code", "task_handle_item", "task_type", "use_level", "task_state", "task_version",
    "plan_effective_date", "plan_cancel_date", "dept_name", "dept_code", "review_type", "window_no", "bundle_ids",
}  # fmt: skip


def posted(controls: list[Control]) -> QueryDict:
    """What a browser sends for these controls, untouched."""
    data = QueryDict(mutable=True)
    for control in controls:
        for row in control.rows:
            data.appendlist(f"{control.name}.row", str(row.number))
            data[f"{control.name}.{row.number}.was"] = row.key
            data.update(posted(list(row.controls)))
        if control.widget == "rows":
            continue
        if control.widget == "flag":
            if control.is_on:
                data[control.name] = "on"
        elif control.widget in ("choices", "choice", "answer"):
            data.setlist(control.name, list(control.chosen))
        else:
            data[control.name] = control.text.replace("\n", "\r\n")
    return data


@pytest.mark.requirement("A08", "A12")
def test_what_the_sheet_shows_is_read_back_unchanged(all_items: list[Item], now: datetime) -> None:
    for item in all_items:
        assert item.current is not None
        content = content_of(item.current)
        known = {
            "offices": offices_for(item.current, content),
            "themes": [(code, "") for code in THEMES],
            "events": [(code, "") for code in EVENTS],
        }
        for section in sections().values():
            values = values_in(content, section)
            typed = read_section(section, posted(controls_of(section, values, Typed(), known, "zh")), values, known)
            assert not typed.errors
            changed = {name for name, value in typed.values.items() if value != values[name]}
            assert not changed, [(name, values[name], typed.values[name]) for name in changed]
            assert with_values(content, section, typed.values) == content


def test_every_element_and_every_check_has_its_place_on_the_sheet() -> None:
    without = {name for name in elements() if not place_of_element(name)}
    assert without == COMPUTED
    assert [check.name for check in CHECKS if not place_of_check(check.name)] == []
    known = {check.name for check in CHECKS}
    assert all(name in known for _, field in fields() for name in field.checks)
    names = [field.name for _, field in fields()]
    assert len(names) == len(set(names))
    assert all(name in elements() for _, field in fields() for name in field.elements)


def test_no_field_takes_more_than_its_column_holds() -> None:
    tables = {"materials": MaterialSpec, "steps": StepSpec, "scenarios": HandlingItem}
    for _, field in fields():
        table: Any = tables.get(field.at[0], ItemVersion)
        columns = field.columns if field.at[0] in tables else (field,) if len(field.at) == 1 else ()
        for column in columns:
            longest = getattr(table._meta.get_field(column.name), "max_length", None)
            if longest and column.widget in ("text", "long"):
                assert column.max is not None, column.name
                assert column.max <= longest, column.name


names = st.sampled_from(["area", "business", "network_2"])
texts = st.text(st.characters(blacklist_characters='"', blacklist_categories=["Cs", "Cc"]), max_size=8)
plain = st.one_of(texts, st.integers(-999, 999), st.booleans())
comparison = st.one_of(
    st.fixed_dictionaries({"field": names, "op": st.sampled_from(["is", "is_not", "has", ">", "<="]), "value": plain}),
    st.fixed_dictionaries(
        {"field": names, "op": st.sampled_from(["in", "not_in"]), "value": st.lists(plain, min_size=1, max_size=3)}
    ),
)
conditions = st.recursive(
    comparison,
    lambda inner: st.one_of(
        st.fixed_dictionaries({"all": st.lists(inner, min_size=2, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(inner, min_size=2, max_size=3)}),
        st.fixed_dictionaries({"not": inner}),
    ),
    max_leaves=5,
)


@given(conditions)
def test_a_condition_in_words_means_the_same_condition(condition: dict[str, Any]) -> None:
    assert read_condition(condition_words(condition)) == condition


@pytest.mark.parametrize("text", ["area", "area >=", "3 > area", "(area > 3", "area > 3 且", "面积大"])
def test_what_is_no_condition_is_not_guessed_at(text: str) -> None:
    with pytest.raises(Unreadable):
        read_condition(text)


def test_a_condition_may_be_written_in_either_language() -> None:
    chinese = read_condition("business 属于 catering、canteen 且 非 (network 是 true)")
    assert chinese == read_condition("business in catering, canteen and not (network is true)")


SMALL = st.integers(0, 2)
PAPERS = sections()["papers"]
rows = st.lists(st.tuples(st.sampled_from("abcd"), SMALL), max_size=4, unique_by=lambda row: row[0]).map(
    lambda pairs: [{"code": code, "copies": copies} for code, copies in pairs]
)


@given(base=rows, mine=rows, theirs=rows)
def test_merging_loses_nothing_that_only_one_side_changed(base: Any, mine: Any, theirs: Any) -> None:
    found = merge(PAPERS, base={"materials": base}, mine={"materials": mine}, theirs={"materials": theirs})
    saved = {row["code"]: row for row in found.values["materials"]}
    clashes = {conflict.key for conflict in found.conflicts}
    b, m, t = ({row["code"]: row for row in side} for side in (base, mine, theirs))
    for code in "abcd":
        was, here, there = b.get(code), m.get(code), t.get(code)
        if here != was and there != was and here != there:
            assert code in clashes
            assert saved.get(code) == there
        else:
            assert code not in clashes
            assert saved.get(code) == (here if here != was else there)


def test_fields_of_a_section_are_merged_one_by_one() -> None:
    section = sections()["limits"]
    base = dict.fromkeys([field.name for field in section.fields])
    base |= {"special_procedures": []}
    mine = {**base, "promised_amount": 4, "promised_text": "四天"}
    theirs = {**base, "statutory_amount": 20, "promised_text": "4 天"}
    found = merge(section, base=base, mine=mine, theirs=theirs)
    assert (found.values["promised_amount"], found.values["statutory_amount"]) == (4, 20)
    assert [(each.name, each.mine, each.theirs) for each in found.conflicts] == [("promised_text", "四天", "4 天")]
    assert found.values["promised_text"] == "4 天"
    decided = merge(section, base=base, mine=mine, theirs=theirs, insist={"promised_text"})
    assert decided.values["promised_text"] == "四天"
    assert not decided.conflicts
