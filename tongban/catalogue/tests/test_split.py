"""The page on which an item is split by situation, and its rules of discretion."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from tongban.catalogue.actions import draft_from_current, publish_version
from tongban.catalogue.models import Item
from tongban.catalogue.queries import content_of
from tongban.catalogue.rules.discretion import discretion_in, leaves_discretion, rule_for
from tongban.catalogue.tests.conftest import sign_in_manager
from tongban.kernel.events import SYSTEM


@pytest.fixture
def food(items: list[Item]) -> Item:
    return Item.objects.get(catalog_item__code="990131001000", office__region__name="云城区")


@pytest.fixture
def manager(client: Client, food: Item, now: datetime) -> Client:
    sign_in_manager(client, food.office, now)
    return client


SENT = {
    "s0-name": "餐饮服务经营者新办", "s0-when": "business=catering", "s0-who": "开饭店、小吃店的人",
    "s0-conditions": "有固定的经营场所\n\n有健康证明",
    "s1-name": "", "s2-name": "食品销售经营者新办", "s2-when": "business=retail",
    "s3-name": "有连锁经营", "s3-when": "network=true",
    "d0-name": "小型餐饮", "d0-when": "business=catering", "d0-outcome": ["granted"],
    "d0-basis": "云州市裁量基准 第三条",
}  # fmt: skip


@pytest.mark.requirement("A11", "A21")
def test_a_manager_splits_an_item_and_binds_its_discretion(manager: Client, food: Item) -> None:
    address = reverse("catalogue:split", args=[food.code])
    assert "现在没有草稿" in manager.get(address).text
    manager.post(reverse("catalogue:begin", args=[food.code]))
    assert "单位食堂新办" in manager.get(address).text
    assert "已保存到第 2 版草稿" in manager.post(address, SENT, follow=True).text

    draft = food.versions.get(number=2)
    rows = {row.name: row for row in draft.handling_items.all()}
    assert list(rows) == ["餐饮服务经营者新办", "食品销售经营者新办", "有连锁经营"]
    assert rows["餐饮服务经营者新办"].elements == {
        "who": "开饭店、小吃店的人",
        "conditions": ["有固定的经营场所", "有健康证明"],
    }
    assert rows["有连锁经营"].condition == {"field": "network", "op": "is", "value": True}
    assert [row.code[-2:] for row in rows.values()] == ["01", "03", "04"]

    page = manager.get(address).text
    assert "小型餐饮" in page
    publish_version(version=draft, by=SYSTEM, now=draft.created_at)
    assert "云州市裁量基准 第三条" in manager.get(reverse("catalogue:desk_item", args=[food.code])).text


@pytest.mark.requirement("A21")
def test_the_rules_say_which_decision_leaves_them(manager: Client, food: Item) -> None:
    manager.post(reverse("catalogue:begin", args=[food.code]))
    manager.post(reverse("catalogue:split", args=[food.code]), SENT)
    rules = discretion_in(food.versions.get(number=2).elements)
    bound = rule_for(rules, {"business": "catering"})
    assert bound is not None
    assert bound.outcomes == ("granted",)
    assert leaves_discretion(rules, {"business": "catering"}, "refused")
    assert not leaves_discretion(rules, {"business": "retail"}, "refused")


def test_two_situations_of_one_name_are_refused_and_nothing_typed_is_lost(manager: Client, food: Item) -> None:
    manager.post(reverse("catalogue:begin", args=[food.code]))
    twice = {**SENT, "s2-name": "餐饮服务经营者新办"}
    answer = manager.post(reverse("catalogue:split", args=[food.code]), twice)
    assert answer.status_code == 409
    assert "开饭店、小吃店的人" in answer.text
    assert food.versions.get(number=2).handling_items.count() == 3


def test_a_condition_that_the_page_cannot_show_stays(manager: Client, food: Item, now: datetime) -> None:
    draft = draft_from_current(item=food, by=SYSTEM, now=now)
    large = {"field": "area", "op": ">=", "value": 300}
    draft.handling_items.filter(position=1).update(condition=large)
    page = manager.get(reverse("catalogue:split", args=[food.code])).text
    assert "保持原来的条件" in page
    manager.post(reverse("catalogue:split", args=[food.code]), {**SENT, "s0-when": "kept"})
    assert content_of(food.versions.get(number=2)).scenarios[0]["condition"] == large
