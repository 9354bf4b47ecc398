"""The pages: found, read, printed; and the desk of who manages items."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tongban.catalogue.actions import draft_from_current, publish_version
from tongban.catalogue.models import Item
from tongban.kernel.events import SYSTEM


def test_the_list_is_found_by_words_and_by_theme(client: Client, items: list[Item]) -> None:
    front = client.get("/items/").text
    assert "按要办的事找" in front
    found = client.get("/items/", {"q": "我要开饭店"}).text
    assert "食品经营许可（新办）" in found
    assert "门头招牌设置备案" not in found
    assert "门头招牌设置备案" in client.get("/items/", {"event": "restaurant"}).text


def test_answers_while_typing_are_a_fragment(client: Client, items: list[Item]) -> None:
    fragment = client.get("/items/", {"q": "spjy"}, headers={"HX-Request": "true"}).text
    assert "食品经营许可（新办）" in fragment
    assert "<html" not in fragment


def test_a_search_that_finds_nothing_says_what_to_do(client: Client, items: list[Item]) -> None:
    assert "换个说法试试" in client.get("/items/", {"q": "护照"}).text


def test_bad_parameters_are_left_out(client: Client, items: list[Item]) -> None:
    assert client.get("/items/?q=%00").status_code == 400  # a mistake of no reader
    for wrong in ("after=nonsense", "region=abc", "theme=x&event=y&audience=z", "q=" + "长" * 500):
        assert client.get(f"/items/?{wrong}").status_code == 200


@pytest.mark.requirement("A19", "A18")
def test_the_guide_is_complete(client: Client, food: Item) -> None:
    page = client.get(f"/items/{food.code}/").text
    for part in (
        "5个工作日", "10个工作日", "《中华人民共和国食品安全法》第三十五条", "未核", "2 个部门同时进行",
        "为什么要这份材料", "已替您查到，不用交", "行政复议机关", "行政诉讼法院", "咨询电话", "投诉电话", "12345",
        "不收费", "食品经营许可证", "监管部门", "第 1 版", "2026年4月27日", "常见问题",
        food.code, f"/apply/{food.code}/",
    ):  # fmt: skip
        assert part in page, part
    assert "《食品经营许可和备案管理办法》第" not in page


@pytest.mark.requirement("A11")
def test_answers_choose_the_scenario_and_change_the_papers(client: Client, food: Item) -> None:
    retail = client.get(f"/items/{food.code}/", {"business": "retail", "area": "80", "network": "false"}).text
    catering = client.get(f"/items/{food.code}/", {"business": "catering"}, headers={"HX-Request": "true"}).text
    assert "食品销售经营者新办" in retail
    assert "主要设备设施清单" not in retail
    assert "餐饮服务经营者新办" in catering
    assert "主要设备设施清单" in catering
    assert "<html" not in catering
    assert f"/apply/{food.code}/?business=catering" in catering


@pytest.mark.requirement("A19")
def test_the_guide_prints_with_its_version(client: Client, food: Item) -> None:
    page = client.get(f"/items/{food.code}/print/").text
    assert "第 1 版" in page
    assert "经营场所和设备布局、操作流程图" in page
    assert "<svg" in page


def test_the_guide_takes_few_queries(
    client: Client, food: Item, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12):
        client.get(f"/items/{food.code}/", {"business": "catering"})
    with django_assert_max_num_queries(8):
        client.get("/items/", {"q": "开饭店"})
    with django_assert_max_num_queries(8):
        client.get("/items/")


def test_an_unknown_item_is_not_found(client: Client, items: list[Item]) -> None:
    assert client.get("/items/nothing/").status_code == 404
    assert client.get(f"/items/{items[0].code}/", {"version": "99"}).status_code == 404


def test_the_guide_speaks_english(client: Client, food: Item) -> None:
    client.cookies["django_language"] = "en"
    page = client.get(f"/items/{food.code}/").text
    assert "Food business licence (new)" in page
    assert "5 working days" in page
    assert "What kind of business is it?" in page


def test_strangers_do_not_see_the_desk(client: Client, food: Item) -> None:
    assert client.get("/desk/items/").status_code == 302


def test_the_desk_shows_what_stands_against_a_draft(
    manager: Client, food: Item, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    manager.post(reverse("catalogue:begin", args=[food.code]))
    with django_assert_max_num_queries(24):
        page = manager.get("/desk/items/").text
    assert "可以送审" in page
    assert food.office.name in page


def test_a_manager_cancels(manager: Client, food: Item, now: datetime) -> None:
    publish_version(version=draft_from_current(item=food, by=SYSTEM, now=now), by=SYSTEM, now=now)
    assert "第 1 版" in manager.get(f"/items/{food.code}/", {"version": "1"}).text

    refused = manager.post(reverse("catalogue:retire", args=[food.code]), {"reason": ""}, follow=True)
    assert refused.status_code == 422
    manager.post(reverse("catalogue:retire", args=[food.code]), {"reason": "依据已废止"})
    assert manager.get(f"/items/{food.code}/").status_code == 404
