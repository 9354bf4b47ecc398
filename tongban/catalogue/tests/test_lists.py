"""Public lists: who enters, who leaves and why; the pages with their log."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tongban.catalogue.actions import draft_from_current, edit_draft, publish_version, retire_item
from tongban.catalogue.actions.lists import settle_lists
from tongban.catalogue.actions.suspensions import suspend_item
from tongban.catalogue.models import Delegation, Item, ListMembership
from tongban.catalogue.queries import content_of
from tongban.catalogue.queries.lists import list_counts
from tongban.catalogue.reactions.lists import lists_are_settled
from tongban.catalogue.rules.conditions import condition_errors
from tongban.catalogue.rules.facts import Facts
from tongban.catalogue.rules.lists import lists_of, public_lists
from tongban.kernel.events import SYSTEM
from tongban.people.models import Office


@pytest.fixture
def food(items: list[Item]) -> Item:
    return Item.objects.get(catalog_item__code="990131001000", office__region__name="云城区")


@pytest.fixture
def sign(items: list[Item]) -> Item:
    return Item.objects.get(catalog_item__name__startswith="门头招牌", office__region__name="云城区")


def standing(item: Item) -> set[str]:
    return set(item.memberships.filter(left_at=None).values_list("list_code", flat=True))


def published(item: Item, now: datetime, **elements: Any) -> None:
    draft = draft_from_current(item=item, by=SYSTEM, now=now)
    text = content_of(draft)
    changed = replace(text, fields={**text.fields, "elements": {**text.fields["elements"], **elements}})
    publish_version(version=edit_draft(version=draft, content=changed, by=SYSTEM, now=now), by=SYSTEM, now=now)
    item.refresh_from_db()


@pytest.mark.requirement("A14")
def test_the_four_lists_and_the_others_are_there_each_with_its_ground() -> None:
    assert [each.title for each in public_lists().values()][:4] == ["马上办", "网上办", "就近办", "一次办"]
    known = {*Facts.__dataclass_fields__, "is_near"}
    for each in public_lists().values():
        assert each.source
        assert each.meaning_en
        assert not condition_errors(each.rule, known, each.code)


@pytest.mark.requirement("A14", "D08", "E02")
def test_an_item_stands_in_every_list_whose_rule_it_meets() -> None:
    assert lists_of({"is_instant": True, "is_online": True, "depth": 4, "trips": 0, "papers": 0}) == {
        "at-once", "online", "one-trip", "no-trip", "no-paper",
    }  # fmt: skip
    assert lists_of({"trips": 2, "papers": 1, "is_deferrable": True, "cross_scope": "counties"}) == {
        "deferrable", "cross", "nearby",
    }  # fmt: skip


@pytest.mark.requirement("A14")
def test_publication_lets_items_enter_and_a_new_version_lets_them_leave_with_day_and_reason(
    food: Item, sign: Item, now: datetime
) -> None:
    assert {"online", "one-trip", "deferrable"} <= standing(food)
    assert "at-once" in standing(sign)
    first = food.current

    later = now + timedelta(days=3)
    twice = {"limit_scene_num": 2, "limit_scene_explain": "现场核查、领取", "online_handle_depth": ["1", "2"]}
    published(food, later, **twice, is_lack_accept=False)
    assert not {"online", "one-trip", "no-trip", "deferrable"} & standing(food)
    left = food.memberships.get(list_code="one-trip")
    assert (left.entered_with, left.left_at, left.left_reason) == (first, later, "version")
    assert left.left_with == food.current

    published(food, later + timedelta(days=1), limit_scene_num=1, limit_scene_explain="现场核查")
    again = food.memberships.filter(list_code="one-trip").order_by("entered_at")
    assert [(row.entered_at, row.left_at) for row in again] == [(now, later), (later + timedelta(days=1), None)]


@pytest.mark.requirement("A14")
def test_a_retired_item_stands_in_no_list(sign: Item, now: datetime) -> None:
    retire_item(item=sign, reason="取消备案", by=SYSTEM, now=now)
    assert standing(sign) == set()
    assert set(sign.memberships.values_list("left_reason", flat=True)) == {"retired"}


@pytest.mark.requirement("A14")
def test_a_suspended_item_is_out_until_it_is_taken_up_again(sign: Item, now: datetime) -> None:
    before = standing(sign)
    day = now.date()
    suspend_item(item=sign, since=day, until=day + timedelta(days=5), reason="系统升级", by=SYSTEM, now=now)
    assert standing(sign) == set()
    assert set(sign.memberships.values_list("left_reason", flat=True)) == {"suspended"}
    lists_are_settled(now + timedelta(days=6))
    assert standing(sign) == before


@pytest.mark.requirement("A14", "F03")
def test_what_a_town_may_handle_is_nearby_from_day_to_day(food: Item, now: datetime) -> None:
    town = Office.objects.create(
        name="城关镇人民政府", short_name="城关镇", uscc="11990102MB0000001X", kind="town", level="5",
        region=food.office.region,
    )  # fmt: skip
    day = now.date()
    Delegation.objects.create(
        item=food, to=town, scope="full", document="委托书", since=day, until=day + timedelta(days=9)
    )
    settle_lists(items=[food.pk], now=now)
    assert "nearby" in standing(food)
    settle_lists(items=[food.pk], now=now + timedelta(days=10))
    assert food.memberships.get(list_code="nearby").left_reason == "rule"


def test_many_items_are_settled_with_a_handful_of_statements(
    items: list[Item], django_assert_max_num_queries: Any, now: datetime
) -> None:
    ListMembership.objects.all().delete()
    with django_assert_max_num_queries(8):
        assert settle_lists(items=[item.pk for item in items], now=now) > 10
    assert settle_lists(items=[item.pk for item in items], now=now) == 0


@pytest.mark.requirement("A14", "D08", "E02")
def test_the_pages_show_list_log_and_file(client: Client, food: Item, sign: Item, now: datetime) -> None:
    front = client.get("/lists/").text
    assert "马上办" in front
    assert f"{list_counts()['at-once']} 个事项" in front

    page = client.get("/lists/at-once/", {"region": "990102"}).text
    assert "门头招牌设置备案" in page
    assert "食品经营许可" not in page
    assert "没有符合条件的事项" in client.get("/lists/at-once/", {"q": "护照"}).text

    retire_item(item=sign, reason="取消备案", by=SYSTEM, now=now)
    log = client.get("/lists/at-once/changes/").text
    assert "事项取消" in log
    assert "在列" in log

    file = client.get("/lists/at-once/export/", {"region": "990122", "format": "csv"})
    assert file["Content-Type"].startswith("text/csv")
    assert "门头招牌设置备案" in file.content.decode("utf-8-sig")
    assert client.get("/lists/nothing/").status_code == 404
    assert client.get("/lists/at-once/?after=x&region=%00&department=%00&q=%00").status_code in (200, 400)


def test_the_pages_are_in_english_too(client: Client, food: Item) -> None:
    client.cookies["django_language"] = "en"
    assert "Papers may follow" in client.get("/lists/deferrable/").text


def test_a_list_takes_the_same_number_of_statements_whatever_it_holds(
    client: Client, all_items: list[Item], django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        client.get("/lists/online/")
    with django_assert_max_num_queries(8):
        client.get("/lists/online/changes/")


@pytest.mark.requirement("A14", "D11")
def test_the_guide_names_the_lists_and_the_modes_of_its_item(client: Client, food: Item, now: datetime) -> None:
    published(food, now, modes=["area"])
    guide = client.get(f"/items/{food.code}/").text
    side = guide.split("列入的清单")[1]
    for word in ("一次办", "容缺受理", "网上办", "集中批", "联合审", "区域评"):
        assert word in side
