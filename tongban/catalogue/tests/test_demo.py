"""The demo items are complete, published everywhere, and the same each time."""

import re
import tomllib
from datetime import datetime
from pathlib import Path

import pytest

from tongban.catalogue.demo import demo_items, form_schema, load_registers
from tongban.catalogue.demo.measured import FIELDS
from tongban.catalogue.models import AgreedItem, Delegation, Item, StepSpec
from tongban.catalogue.queries.contents import content_of, parent_of
from tongban.catalogue.queries.papers import unknown_names
from tongban.catalogue.rules.comparison import missing
from tongban.catalogue.rules.elements import Holder, values_of
from tongban.catalogue.rules.profiles import profiles
from tongban.catalogue.rules.themes import EVENTS, THEMES
from tongban.catalogue.tests.conftest import TinyCity

EXAMPLES = Path(__file__).parents[1] / "examples"
KNOWN = tomllib.loads((EXAMPLES / "articles.toml").read_text(encoding="utf-8"))["articles"]
ARTICLE = re.compile(r"第[一二三四五六七八九十百千零]+条")
DIGITS = "零一二三四五六七八九"


def test_an_article_is_shown_only_where_it_is_sure() -> None:
    shown = {
        (basis["title"], basis["article"]) for data in demo_items() for basis in data["legal_bases"] if basis["article"]
    }
    parts = [part for data in demo_items() for part in (*data["papers"], data["receipt"])]
    for part in parts:
        title, _, article = part["basis"].partition(" ")
        assert bool(ARTICLE.search(part["basis"])) == bool(part.get("sure")), part
        if article:
            shown.add((title, article))
    assert shown <= {(title, _article(number)) for title, numbers in KNOWN.items() for number in numbers}


def test_every_item_says_what_the_guide_needs() -> None:
    for data in demo_items():
        assert data["papers"], data["name"]
        assert all(paper.get("standard") or paper.get("exempt") for paper in data["papers"]), data["name"]
        assert len(data["own_words"]) >= 4, data["name"]
        assert len(data["conditions"]) >= 2, data["name"]
        assert data["faqs"], data["name"]
        assert data["summary_en"], data["name"]
        assert set(data["themes"]) <= THEMES.keys()
        assert data["themes"], data["name"]
        assert set(data["events"]) <= EVENTS.keys()


def test_most_items_have_a_form_in_both_languages() -> None:
    with_forms = [data for data in demo_items() if data.get("fields")]
    assert all(len(data["fields"]) >= 5 for data in with_forms)
    assert all(field["title"] and field["title_en"] for data in with_forms for field in data["fields"])
    assert not [data["name"] for data in demo_items() if data["run_mode"] in {"here", "pushed"} and not data["fields"]]


def test_no_field_hangs_on_a_question_that_a_field_of_the_form_hides() -> None:
    for data in demo_items():
        hidden = {each["key"] for each in data.get("questions", ())} & {each["name"] for each in data.get("fields", ())}
        hanging = [each["name"] for each in data.get("fields", ()) if each.get("when", {}).get("field") in hidden]
        assert not hanging, (data["name"], hanging)


def test_no_element_that_must_be_filled_is_missing(items: list[Item]) -> None:
    """But samples of results, which are files."""
    for item in items:
        version = item.current
        assert version
        holder = Holder(item.code, item.office.name, item.office.uscc)
        values = values_of(content_of(version), parent_of(item.catalog_item), holder)
        assert {element.field for element in missing(profiles()["118"], values)} <= {"result_guid"}, version.title


@pytest.mark.requirement("A20")
def test_the_same_item_asks_the_same_at_every_place(items: list[Item]) -> None:
    for catalog_item in {item.catalog_item for item in items}:
        versions = [item.current for item in items if item.catalog_item == catalog_item]
        asked = {
            (str(v.form_schema), v.promised_amount, tuple(v.materials.values_list("name", flat=True)))
            for v in versions
            if v
        }
        assert len(asked) == 1


def test_a_bureau_decides_where_powers_were_moved_and_the_department_regulates(items: list[Item]) -> None:
    food = Item.objects.get(catalog_item__code="990131001000", office__region__name="云城区")
    assert food.office.short_name == "行政审批局"
    assert food.regulating_office is not None
    assert food.regulating_office.short_name == "市监局"

    county = Item.objects.get(catalog_item__code="990131001000", office__region__name="望河县")
    assert (county.office.short_name, county.regulating_office) == ("市监局", None)


def test_several_items_let_two_offices_work_side_by_side(all_items: list[Item]) -> None:
    versions = [item.current for item in all_items if item.office.region.name == "云州市" and item.current]
    side_by_side = {
        version.title
        for version in versions
        if len({step.office_id for step in StepSpec.objects.filter(version=version, wave=1)}) > 1
    }
    assert len(side_by_side) >= 3
    assert sum(version.is_instant for version in versions) >= 2
    assert any(version.is_single_officer for version in versions)


def _article(number: int) -> str:
    """Return a number as laws print it: 107 is 第一百零七条."""
    words, gap = "", False
    for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            words += ("零" if gap else "") + DIGITS[digit] + word
        gap = not digit and bool(words)
    return f"第{words.removeprefix('一') if words.startswith('一十') else words}条"


@pytest.mark.requirement("F03", "F05", "E18", "E21")
def test_the_demo_has_a_delegation_an_agreement_that_matches_and_one_that_fails(
    city: TinyCity, items: list[Item], now: datetime
) -> None:
    district = city.office("行政审批局", "云城区")
    load_registers(city, now=now, signing=district)
    assert Delegation.objects.filter(to__short_name="鼓楼街道").exists()
    states = {
        (row.agreement.partner.name, row.state) for row in AgreedItem.objects.select_related("agreement__partner")
    }
    assert states == {("邻州市", "agreed"), ("澄湖市", "differs")}
    assert unknown_names() == []


@pytest.mark.requirement("E15")
def test_what_several_items_ask_is_one_shared_field_of_one_kind_and_asked_once_by_each() -> None:
    kinds: dict[str, set[str]] = {}
    for data in demo_items():
        fields = [spec for spec in form_schema(data)["properties"].values() if spec.get("shared")]
        codes = [spec["shared"] for spec in fields]
        assert len(codes) == len(set(codes)), data["name"]
        for spec in fields:
            values = [choice["value"] for choice in spec.get("choices", ())]
            kinds.setdefault(spec["shared"], set()).add(
                f"{spec['type']} {spec.get('format')} {spec.get('pattern')} {values}"
            )
    assert {code for code, different in kinds.items() if len(different) > 1} == set()
    named = {code for code, *_ in FIELDS}
    assert {code for code in kinds if code not in named} <= {"child_sex"}
