"""The storefronts of places, the function areas, and the notices of offices."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tongban.cases.tests.conftest import Town, make_town, signed_in
from tongban.catalogue.models import Placement
from tongban.catalogue.queries.items import places_of
from tongban.catalogue.rules.themes import EVENTS, THEMES
from tongban.catalogue.triggers import drop
from tongban.kernel.models import JournalEntry
from tongban.people.models import Region, RoleGrant
from tongban.portal.actions import CannotPublish, publish_notice, withdraw_notice
from tongban.portal.models import Notice
from tongban.portal.rules.areas import AREAS
from tongban.windows.models import ServicePoint

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(db: None) -> Town:
    town = make_town()
    RoleGrant.objects.create(officer=town.approver, role="hall_manager", office=town.bureau, since=date(2020, 1, 1))
    return town


def told(town: Town, title: str = "周三停电", **other: Any) -> Notice:
    given = {"office": town.bureau, "kind": "hours", "title": title, "text": "上午不办公。", "last_day": None}
    return publish_notice(**given | other, by=town.approver, now=timezone.now())


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.requirement("D12")
def test_there_are_five_areas_and_each_names_themes_that_exist() -> None:
    assert [area.name for area in AREAS.values()] == ["商事登记", "不动产登记", "工程建设", "便民服务", "基础信息库"]
    assert {theme for area in AREAS.values() for theme in area.themes} <= set(THEMES)
    assert {event for area in AREAS.values() for event in area.events} <= set(EVENTS)


@pytest.mark.requirement("D12")
def test_an_area_shows_the_items_of_its_themes_and_leads_on(town: Town, client: Client) -> None:
    for area in AREAS.values():
        text = page(client, reverse("portal:area", args=[area.code]))
        assert area.name in text
        assert all(link.address in text for link in area.links)
    current = town.restaurant.current
    assert current is not None
    drop(connection)  # a published version would stay as it is
    Placement.objects.bulk_create([Placement(version=current, kind="theme", code="food")])
    assert current.title in page(client, reverse("portal:area", args=["business"]))
    assert current.title not in page(client, reverse("portal:area", args=["estate"]))
    page(client, reverse("portal:area", args=["nothing"]), 404)


@pytest.mark.requirement("D12")
@pytest.mark.parametrize("address", [link.address for area in AREAS.values() for link in area.links])
def test_a_page_of_an_area_is_there(town: Town, address: str) -> None:
    assert signed_in(town.account).get(address).status_code == 200


@pytest.mark.requirement("D01")
def test_every_place_has_its_front_page(town: Town, client: Client) -> None:
    region = town.bureau.region
    village = Region.objects.create(
        code="990102001001", name="前塘村", level="village", parent=region, valid_from=date(2000, 1, 1)
    )
    point = ServicePoint.objects.create(
        office=town.bureau, name="政务服务大厅", address="文昌路 1 号", hours="工作日", phone="0990-0001"
    )
    text = page(client, reverse("portal:place", args=[region.pk]))
    assert region.name in text
    assert "前塘村" in text
    assert point.address in text
    assert page(client, reverse("portal:place", args=[village.pk]))
    assert places_of(village.pk)[:3] == ["990102001001", "990102001", "990102"]
    assert reverse("portal:place", args=[region.pk]) in page(client, reverse("portal:places"))
    page(client, reverse("portal:place", args=["110000"]), 404)


def test_a_place_that_was_abolished_is_not_there(town: Town, client: Client) -> None:
    Region.objects.create(
        code="990120", name="江湾县", level="county", valid_from=date(1998, 1, 1), valid_to=date(2015, 6, 30)
    )
    page(client, reverse("portal:place", args=["990120"]), 404)


def test_a_front_page_costs_the_same_however_much_there_is(
    town: Town, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        told(town, f"第{number}条")
    with django_assert_max_num_queries(14):
        page(client, reverse("portal:place", args=[town.bureau.region_id]))
    with django_assert_max_num_queries(8):
        page(client, reverse("portal:area", args=["business"]))


@pytest.mark.requirement("D01")
def test_a_notice_is_told_at_its_place_and_below_until_its_last_day(town: Town, client: Client) -> None:
    notice = told(town, last_day=timezone.localdate() + timedelta(days=1))
    below = Region.objects.create(
        code=f"{town.bureau.region_id}009",
        name="某镇",
        level="town",
        parent=town.bureau.region,
        valid_from=date(2000, 1, 1),
    )
    elsewhere = Region.objects.create(code="980100", name="别处", level="city", valid_from=date(2000, 1, 1))
    assert notice.title in page(client, reverse("portal:place", args=[town.bureau.region_id]))
    assert notice.title in page(client, reverse("portal:place", args=[below.pk]))
    assert notice.title not in page(client, reverse("portal:place", args=[elsewhere.pk]))
    assert "上午不办公" in page(client, reverse("portal:notice", args=[notice.pk]))

    Notice.objects.update(last_day=timezone.localdate() - timedelta(days=1))
    assert notice.title not in page(client, reverse("portal:notices") + f"?region={below.pk}")
    assert "已过期" in page(client, reverse("portal:notice", args=[notice.pk]))


def test_who_manages_the_hall_publishes_and_takes_back(town: Town, client: Client) -> None:
    desk = signed_in(town.approver.account)
    given = {
        "office": town.bureau.pk,
        "kind": "general",
        "title": "大厅搬家了",
        "text": "<b>新址</b>在东边。",
        "last_day": "",
    }
    refused = desk.post(reverse("portal:publish_notice"), given | {"last_day": "2001-01-01"})
    assert refused.status_code == 409
    assert "大厅搬家了" in refused.content.decode()  # what was typed is kept
    assert desk.post(reverse("portal:publish_notice"), given).status_code == 302
    assert desk.post(reverse("portal:publish_notice"), given).status_code == 302  # pressed twice
    notice = Notice.objects.get()
    assert "<b>" not in page(client, reverse("portal:notice", args=[notice.pk]))
    assert "大厅搬家了" in page(desk, reverse("portal:desk_notices"))

    assert desk.post(reverse("portal:withdraw_notice", args=[notice.pk])).status_code == 302
    page(client, reverse("portal:notice", args=[notice.pk]), 404)
    assert "已撤回" in page(desk, reverse("portal:desk_notices"))
    names = JournalEntry.objects.filter(subject=notice.subject).order_by("pk").values_list("name", flat=True)
    assert list(names) == ["NoticePublished", "NoticeWithdrawn"]


def test_nobody_speaks_for_an_office_that_is_not_theirs(town: Town) -> None:
    with pytest.raises(CannotPublish):
        publish_notice(
            office=town.bureau, kind="general", title="x", text="y", last_day=None, by=town.clerk, now=timezone.now()
        )
    notice = told(town)
    with pytest.raises(CannotPublish):
        withdraw_notice(notice=notice, by=town.clerk, now=timezone.now())
