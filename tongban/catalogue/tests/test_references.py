"""Reference catalogues: made by a county, approved by a second person, adopted by towns and villages."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tongban.catalogue.actions import (
    CannotList,
    NotYourCatalogue,
    add_reference_entries,
    adopt_entry,
    list_catalog_item,
    make_reference_list,
    publish_reference_list,
    remove_reference_entry,
)
from tongban.catalogue.models import CatalogItem, ReferenceList
from tongban.catalogue.queries.references import adopted_by, entry_lines
from tongban.catalogue.tests.conftest import TinyCity, sign_in_manager
from tongban.kernel.events import SYSTEM
from tongban.people.models import Office, Officer, Region, RoleGrant
from tongban.people.rules.identifiers import make_uscc


@dataclass(frozen=True)
class Villages:
    county: Region
    bureau: Office
    east: Office
    west: Office
    town: Office
    reference: ReferenceList
    items: list[CatalogItem]


@pytest.fixture
def villages(city: TinyCity, now: datetime) -> Villages:
    """A county with a town and two villages, and a list of two items that is not public yet."""
    bureau = city.office("行政审批局", "望河县")

    def place(code: str, name: str, level: str, digit: str, serial: int) -> Office:
        region = Region.objects.create(code=code, name=name, level=level, valid_from=date(2000, 1, 1))
        return Office.objects.create(
            name=name, short_name=name, uscc=make_uscc(serial, region="990122"), kind=level, level=digit,
            region=region, parent=bureau,
        )  # fmt: skip

    town = place("990122100", "望河镇", "town", "5", 990)
    east, west = (place(f"99012210020{n}", name, "village", "6", 990 + n) for n, name in ((1, "东村"), (2, "西村")))
    items = [
        list_catalog_item(code=f"9920310{n:02d}000", name=name, item_type="20", legal_bases=[], by=SYSTEM, now=now)
        for n, name in enumerate(("老年人优待证申领", "城乡居民医保登记"), start=1)
    ]
    county = bureau.region
    reference = make_reference_list(region=county, level="6", title="村级参考目录", by=SYSTEM, now=now)
    add_reference_entries(reference=reference, catalog_items=items, note="", by=SYSTEM, now=now)
    return Villages(county, bureau, east, west, town, reference, items)


@pytest.mark.requirement("A28")
def test_a_centre_adopts_from_a_public_list_and_the_item_says_where_from(villages: Villages, now: datetime) -> None:
    first, second = villages.reference.entries.order_by("pk")
    with pytest.raises(CannotList) as early:
        adopt_entry(entry=first, office=villages.east, by=SYSTEM, now=now)
    assert [obstacle.code for obstacle in early.value.obstacles] == ["reference_list_not_public"]

    publish_reference_list(reference=villages.reference, by=SYSTEM, now=now)
    first.refresh_from_db()
    item = adopt_entry(entry=first, office=villages.east, by=SYSTEM, now=now)
    assert (item.adopted_from, item.catalog_item, item.versions.get().state) == (first, villages.items[0], "draft")

    assert adopted_by(villages.reference, villages.east).numerator == 1
    assert adopted_by(villages.reference, villages.west).numerator == 0
    lines = entry_lines(villages.reference, villages.east)[1]
    assert [(line.adopted.numerator, line.adopted.denominator, line.own) for line in lines] == [
        (1, 2, item),
        (0, 2, None),
    ]
    with pytest.raises(CannotList):
        adopt_entry(entry=first, office=villages.east, by=SYSTEM, now=now)
    with pytest.raises(CannotList):
        remove_reference_entry(entry=first, by=SYSTEM, now=now)
    second.refresh_from_db()
    remove_reference_entry(entry=second, by=SYSTEM, now=now)


@pytest.mark.requirement("A28")
def test_a_list_is_for_the_centres_of_its_level_and_place(villages: Villages, city: TinyCity, now: datetime) -> None:
    publish_reference_list(reference=villages.reference, by=SYSTEM, now=now)
    entry = villages.reference.entries.select_related("reference_list").first()
    assert entry
    entry.reference_list.refresh_from_db()
    for office in (villages.town, villages.bureau):
        with pytest.raises(CannotList) as refused:
            adopt_entry(entry=entry, office=office, by=SYSTEM, now=now)
        assert [obstacle.code for obstacle in refused.value.obstacles] == ["not_for_this_centre"]


@pytest.mark.requirement("A16", "A28")
def test_a_second_person_approves_a_list_and_approves_it_anew_when_it_has_changed(
    villages: Villages, client: Client, now: datetime
) -> None:
    maker = sign_in_manager(client, villages.bureau, now)
    approver = Officer.objects.create(office=villages.bureau, name="沈审", staff_number="9", joined_on=now.date())
    RoleGrant.objects.create(officer=approver, role="item_approver", office=villages.bureau, since=now.date())
    with pytest.raises(NotYourCatalogue):
        publish_reference_list(reference=villages.reference, by=maker, now=now)
    published = publish_reference_list(reference=villages.reference, by=approver, now=now)
    assert published.published_at == now
    with pytest.raises(CannotList):
        publish_reference_list(reference=villages.reference, by=approver, now=now)

    more = list_catalog_item(code="992031009000", name="临时救助", item_type="20", legal_bases=[], by=SYSTEM, now=now)
    changed = add_reference_entries(reference=published, catalog_items=[more], note="", by=maker, now=now)
    assert changed.published_at is None


def test_who_leads_no_place_makes_no_list(villages: Villages, client: Client, now: datetime) -> None:
    villager = sign_in_manager(client, villages.east, now)
    with pytest.raises(NotYourCatalogue):
        make_reference_list(region=villages.county, level="5", title="镇级", by=villager, now=now)
    with pytest.raises(CannotList):
        make_reference_list(region=villages.county, level="6", title="再来一份", by=SYSTEM, now=now)
    empty = make_reference_list(region=villages.county, level="5", title="镇级", by=SYSTEM, now=now)
    with pytest.raises(CannotList):
        publish_reference_list(reference=empty, by=SYSTEM, now=now)


@pytest.mark.requirement("A28")
def test_a_village_sees_what_it_has_adopted_and_adopts_the_rest(
    villages: Villages, client: Client, now: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    publish_reference_list(reference=villages.reference, by=SYSTEM, now=now)
    sign_in_manager(client, villages.east, now)
    assert "村级参考目录" in client.get(reverse("catalogue:references")).text
    page = reverse("catalogue:reference", args=[villages.reference.pk])
    with django_assert_max_num_queries(20):
        shown = client.get(page).text
    assert "老年人优待证申领" in shown
    entry = villages.reference.entries.order_by("pk").first()
    assert entry
    adopted = client.post(reverse("catalogue:adopt", args=[entry.pk]), {"centre": villages.east.pk}, follow=True).text
    assert "已采用，并建立了第一版草稿" in adopted
    refused = client.post(reverse("catalogue:adopt", args=[entry.pk]), {"centre": villages.west.pk}, follow=True).text
    assert "您不管理" in refused


@pytest.mark.requirement("A28")
def test_a_county_makes_fills_and_changes_a_list(villages: Villages, client: Client, now: datetime) -> None:
    sign_in_manager(client, villages.bureau, now)
    made = {"region": villages.county.pk, "level": "5", "title": "镇级参考目录"}
    page = client.post(reverse("catalogue:references"), made, follow=True)
    assert "目录里还没有事项" in page.text
    town_list = ReferenceList.objects.get(level="5")
    assert client.post(reverse("catalogue:references"), made).status_code == 409
    address = reverse("catalogue:reference", args=[town_list.pk])
    assert "老年人优待证申领" in client.get(address, {"find": "老年"}).text
    add = reverse("catalogue:add_reference_entries", args=[town_list.pk])
    assert "请至少选一个" in client.post(add, {}, follow=True).text
    assert "已加入" in client.post(add, {"entry": [each.code for each in villages.items]}, follow=True).text
    first = town_list.entries.first()
    assert first
    assert "已移出" in client.post(reverse("catalogue:remove_reference_entry", args=[first.pk]), follow=True).text
    assert client.post(reverse("catalogue:publish_reference", args=[town_list.pk])).status_code == 403
