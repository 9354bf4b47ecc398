"""Powers and duties office by office, and the centres of towns with what each handles."""

from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from tongban.catalogue.actions.delegations import delegate_item
from tongban.catalogue.models import Item
from tongban.catalogue.rules.duties import duties_of
from tongban.kernel.events import SYSTEM
from tongban.people.models import Office


@pytest.fixture
def food(items: list[Item]) -> Item:
    return Item.objects.select_related("office").get(catalog_item__code="990131001000", office__region__name="云城区")


def test_every_type_has_its_duties_and_an_item_may_word_its_own() -> None:
    for item_type in ("01", "05", "07", "08", "09", "10", "20"):
        assert all(duty.text and duty.text_en and duty.source for duty in duties_of(item_type))
        assert duties_of(item_type)
    assert [duty.text for duty in duties_of("01", [{"step": "受理", "text": "当场核对"}])] == ["当场核对"]


def test_the_page_of_an_office_shows_powers_grounds_and_duties(client: Client, food: Item) -> None:
    listed = client.get("/powers/", {"region": "990102"}).text
    assert food.office.name in listed
    assert "望河县" not in listed.split("<main")[1].split("<ul")[1]
    page = client.get(f"/powers/{food.office.uscc}/").text
    for part in (
        "食品经营许可（新办）",
        "《中华人民共和国食品安全法》第三十五条",
        "责任事项",
        "行政许可法第三十八条",
        "监管：",
    ):
        assert part in page
    assert "食品经营许可（新办）" not in client.get(f"/powers/{food.office.uscc}/", {"type": "10"}).text
    assert client.get("/powers/nobody/").status_code == 404
    assert "没有符合条件的单位" in client.get("/powers/", {"q": "没有这个局"}).text


@pytest.mark.requirement("F15", "F03")
def test_centres_are_listed_with_what_each_handles(client: Client, food: Item, now: datetime) -> None:
    town = Office.objects.create(
        name="城关镇便民服务中心", short_name="城关镇", uscc="11990102MB0000001X", kind="town", level="5",
        region=food.office.region, phone="0990-1234567",
    )  # fmt: skip
    assert "承接 0 个事项，受委托 0 个" in client.get("/centres/").text
    delegate_item(
        item=food, to=town, scope="full", powers=[], document="委托书3号", basis="", since=date(2026, 1, 1), until=None,
        by=SYSTEM, now=now,
    )  # fmt: skip
    assert "承接 0 个事项，受委托 1 个" in client.get("/centres/", {"q": "城关"}).text
    assert "没有符合条件的中心" in client.get("/centres/", {"region": "990122"}).text
    page = client.get(f"/powers/{town.uscc}/").text
    assert "委托书3号" in page
    assert food.office.name in page


def test_the_pages_take_the_same_number_of_statements_whatever_they_hold(
    client: Client, all_items: list[Item], django_assert_max_num_queries: Any
) -> None:
    office = max(Office.objects.all(), key=lambda each: each.items.count())
    for address in ("/powers/", "/centres/", f"/powers/{office.uscc}/"):
        with django_assert_max_num_queries(9):
            client.get(address)
