"""The page of an item on the desk."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tongban.catalogue.models import Item
from tongban.catalogue.tests.conftest import sign_in_manager


@pytest.fixture
def food(items: list[Item]) -> Item:
    return Item.objects.get(catalog_item__code="990131001000", office__region__name="云城区")


@pytest.fixture
def manager(client: Client, food: Item, now: datetime) -> Client:
    sign_in_manager(client, food.office, now)
    return client


@pytest.mark.requirement("A11", "A12")
def test_the_page_of_an_item_shows_its_versions_scenarios_and_history(manager: Client, food: Item) -> None:
    manager.post(reverse("catalogue:begin", args=[food.code]))
    page = manager.get(reverse("catalogue:desk_item", args=[food.code])).text
    for part in (
        "第 1 版", "第 2 版", "已发布", "草稿", "上级目录", "餐饮服务经营者新办", food.catalog_item.code, food.code,
        "认领到实施清单", "第 1 版发布", "起草或修改第 2 版", "周敏", "《中华人民共和国食品安全法》第三十五条",
    ):  # fmt: skip
        assert part in page, part


def test_who_does_not_see_the_office_does_not_see_the_page(client: Client, items: list[Item], now: datetime) -> None:
    here, elsewhere = (
        Item.objects.get(catalog_item__code="990131001000", office__region__name=place)
        for place in ("云城区", "望河县")
    )
    sign_in_manager(client, elsewhere.office, now)
    assert client.get(reverse("catalogue:desk_item", args=[here.code])).status_code == 403
    assert client.get(reverse("catalogue:desk_item", args=[elsewhere.code])).status_code == 200


def test_the_page_takes_few_queries(
    manager: Client, food: Item, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(20):
        manager.get(reverse("catalogue:desk_item", args=[food.code]))
