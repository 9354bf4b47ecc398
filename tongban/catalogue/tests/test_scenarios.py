"""An item is split by scenario: each has its code, its text and a version of its own (206 → 429)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import Q
from pytest_django import DjangoAssertNumQueries

from tongban.catalogue.actions import draft_from_current, edit_draft, publish_version
from tongban.catalogue.actions.scenarios import number_scenarios
from tongban.catalogue.models import Item, ItemVersion
from tongban.catalogue.queries import content_of, guide
from tongban.catalogue.queries.scenarios import split
from tongban.catalogue.rules.contents import Content
from tongban.catalogue.tests.conftest import TODAY
from tongban.kernel.events import SYSTEM

Change = Callable[[Content], Content]


@pytest.fixture
def food(items: list[Item]) -> Item:
    return Item.objects.get(catalog_item__code="990131001000", office__region__name="云城区")


def published_with(item: Item, now: datetime, change: Change) -> ItemVersion:
    draft = draft_from_current(item=Item.objects.get(pk=item.pk), by=SYSTEM, now=now)
    edit_draft(version=draft, content=change(content_of(draft)), by=SYSTEM, now=now)
    return publish_version(version=draft, by=SYSTEM, now=now)


def numbers(version: ItemVersion) -> dict[str, int]:
    return dict(version.handling_items.values_list("name", "number"))


def with_fields(**fields: Any) -> Change:
    return lambda content: replace(content, fields={**content.fields, **fields})


@pytest.mark.requirement("A11")
def test_the_version_of_a_scenario_rises_only_when_its_own_guide_says_something_else(food: Item, now: datetime) -> None:
    same = published_with(food, now, lambda content: content)
    assert set(numbers(same).values()) == {1}

    def drop_the_list_of_equipment(content: Content) -> Content:
        """Which is asked of restaurants and canteens, and not of shops."""
        return replace(content, materials=tuple(paper for paper in content.materials if paper["code"] != "equipment"))

    dropped = published_with(food, now + timedelta(hours=1), drop_the_list_of_equipment)
    assert numbers(dropped) == {"餐饮服务经营者新办": 2, "单位食堂新办": 2, "食品销售经营者新办": 1}

    shorter = published_with(food, now + timedelta(hours=2), with_fields(promised_amount=4))
    assert numbers(shorter) == {"餐饮服务经营者新办": 3, "单位食堂新办": 3, "食品销售经营者新办": 2}


@pytest.mark.requirement("A11")
def test_words_for_the_search_change_no_guide(food: Item, now: datetime) -> None:
    def other_words(content: Content) -> Content:
        elements = {**content.fields["elements"], "own_words": ["开面馆"]}
        return replace(content, fields={**content.fields, "elements": elements})

    assert set(numbers(published_with(food, now, other_words)).values()) == {1}


@pytest.mark.requirement("A11")
def test_each_scenario_has_its_own_text(food: Item, now: datetime) -> None:
    def own_text(content: Content) -> Content:
        first, *others = content.scenarios
        return replace(content, scenarios=({**first, "elements": {"who": "开餐馆的人"}}, *others))

    version = published_with(food, now, own_text)
    assert numbers(version) == {"餐饮服务经营者新办": 2, "单位食堂新办": 1, "食品销售经营者新办": 1}
    read = {kind: guide(version, {"business": kind}, on=TODAY).elements["who"] for kind in ("catering", "retail")}
    assert read["catering"] == "开餐馆的人"
    assert read["retail"] != "开餐馆的人"


@pytest.mark.requirement("A11")
def test_a_code_stays_with_its_scenario_and_is_never_given_again(food: Item, now: datetime) -> None:
    def codes(version: ItemVersion) -> dict[str, str]:
        return {name: code.removeprefix(food.code) for name, code in version.handling_items.values_list("name", "code")}

    assert food.current is not None
    assert codes(food.current) == {"餐饮服务经营者新办": "01", "单位食堂新办": "02", "食品销售经营者新办": "03"}

    def turned_around(content: Content) -> Content:
        first, _, third = content.scenarios
        return replace(content, scenarios=({**third, "name": "食品销售新办"}, first))

    def one_more(content: Content) -> Content:
        return replace(content, scenarios=(*content.scenarios, {"name": "网络餐饮", "condition": {}}))

    renamed = published_with(food, now, turned_around)
    assert codes(renamed) == {"食品销售新办": "03", "餐饮服务经营者新办": "01"}
    assert codes(published_with(food, now + timedelta(hours=1), one_more))["网络餐饮"] == "04"


@pytest.mark.requirement("A11")
def test_items_and_texts_are_counted_apart(items: list[Item]) -> None:
    food, sign, teachers = split(Q(catalog_item__code="990131001000")), split(Q(office__level="3")), split(Q())
    places = Item.objects.filter(catalog_item__code="990131001000").count()
    assert (food.items, food.texts) == (places, places * 3)
    assert teachers.items >= food.items
    assert sign.texts <= teachers.texts


def test_many_drafts_are_numbered_in_few_statements(
    items: list[Item], now: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    drafts = [draft_from_current(item=Item.objects.get(pk=item.pk), by=SYSTEM, now=now).pk for item in items]
    assert len(drafts) > 3
    with django_assert_max_num_queries(11):
        number_scenarios(drafts)
