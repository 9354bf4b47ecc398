"""The two lists: claimed and local items, entries that end, and what halls take in."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tongban.catalogue.actions import (
    CannotList,
    NotYourCatalogue,
    claim_item,
    end_catalog_item,
    enter_local_item,
    list_catalog_item,
)
from tongban.catalogue.models import CatalogItem, Item
from tongban.catalogue.queries.basic import Narrowed, entries, listed
from tongban.catalogue.queries.stationed import stationed
from tongban.catalogue.tests.conftest import TODAY, TinyCity, sign_in_manager
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.people.models import Office, Officer, RoleGrant
from tongban.people.rules.identifiers import make_uscc

BASES = [{"title": "云州市城市容貌管理办法", "article": "第十二条", "sure": True}]


@pytest.fixture
def office(city: TinyCity) -> Office:
    """A department under its government, so that who manages it does not manage everything."""
    found = city.office("市监局", "望河县")
    found.parent = Office.objects.create(
        name="望河县人民政府", short_name="县政府", uscc=make_uscc(998, region="990122"), kind="government",
        level="4", region=found.region,
    )  # fmt: skip
    found.path = ""
    found.save()
    return found


@pytest.fixture
def entry(db: None, now: datetime) -> CatalogItem:
    return list_catalog_item(
        code="990131002000", name="食品生产许可", item_type="01", legal_bases=BASES, by=SYSTEM, now=now
    )


def claim(entry: CatalogItem, office: Office, now: datetime) -> Item:
    return claim_item(catalog_item=entry, office=office, regulating_office=None, by=SYSTEM, now=now)


def add(name: str, office: Office, now: datetime) -> Item:
    return enter_local_item(name=name, item_type="20", group="31", legal_bases=BASES, office=office, by=SYSTEM, now=now)


@pytest.mark.requirement("A01")
def test_an_entry_is_claimed_under_the_code_of_its_parent(entry: CatalogItem, office: Office, now: datetime) -> None:
    item = claim(entry, office, now)
    assert item.code == f"{office.uscc}4{entry.code}"
    draft = item.versions.get()
    assert (draft.state, draft.title, draft.elements["legal_bases"]) == ("draft", entry.name, BASES)
    with pytest.raises(CannotList) as refused:
        claim(entry, office, now)
    assert [obstacle.code for obstacle in refused.value.obstacles] == ["claimed_already"]


@pytest.mark.requirement("A01", "A02")
def test_claimed_and_local_items_are_counted_apart(
    entry: CatalogItem, office: Office, client: Client, now: datetime
) -> None:
    manager = sign_in_manager(client, office, now)
    claim(entry, office, now)
    for name in ("便民服务点备案", "夜市摊位登记"):
        add(name, office, now)
    counts = listed(manager, TODAY)
    assert (counts.claimed, counts.local, counts.all) == (1, 2, 3)
    local = CatalogItem.objects.filter(origin="local").order_by("code")
    assert [each.code for each in local] == ["992031900000", "992031901000"]
    assert [str(item.code[19:]) for item in Item.objects.filter(catalog_item__in=local).order_by("code")] == [
        each.code for each in local
    ]


@pytest.mark.requirement("A02", "A15")
def test_a_local_item_needs_a_basis_and_a_name_of_its_own(entry: CatalogItem, office: Office, now: datetime) -> None:
    with pytest.raises(CannotList) as refused:
        enter_local_item(name=entry.name, item_type="20", group="31", legal_bases=[], office=office, by=SYSTEM, now=now)
    assert {obstacle.code for obstacle in refused.value.obstacles} == {"no_legal_basis", "entry_of_this_name"}


@pytest.mark.requirement("A15")
def test_nobody_claims_an_entry_that_has_ended_and_its_items_are_listed(
    entry: CatalogItem, office: Office, city: TinyCity, client: Client, now: datetime
) -> None:
    manager = sign_in_manager(client, office, now)
    claim(entry, office, now)
    with pytest.raises(CannotList):
        end_catalog_item(catalog_item=entry, ended_on=TODAY, reason=" ", by=SYSTEM, now=now)
    with pytest.raises(NotYourCatalogue):
        end_catalog_item(catalog_item=entry, ended_on=TODAY, reason="依据已废止", by=manager, now=now)
    ended = end_catalog_item(catalog_item=entry, ended_on=TODAY, reason="依据已废止", by=SYSTEM, now=now)
    with pytest.raises(CannotList) as refused:
        claim(ended, city.office("市监局", "云城区"), now)
    assert [obstacle.code for obstacle in refused.value.obstacles] == ["entry_has_ended"]
    assert entry.name in client.get(reverse("catalogue:ended")).text
    assert "看要取消的事项" in client.get(reverse("catalogue:basic")).text


@pytest.mark.requirement("A01", "A06")
def test_the_catalogue_is_narrowed_and_paged_in_few_queries(
    entry: CatalogItem,
    office: Office,
    items: list[Item],
    client: Client,
    now: datetime,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    manager = sign_in_manager(client, office, now)
    list_catalog_item(code="990231003000", name="罚款", item_type="02", legal_bases=BASES, by=SYSTEM, now=now)

    def names(narrowed: Narrowed) -> set[str]:
        with django_assert_max_num_queries(6):
            return {row.catalog_item.name for row in entries(manager, TODAY, narrowed)[1]}

    assert {"罚款", entry.name} <= names(Narrowed(claim="unclaimed"))
    assert "罚款" not in names(Narrowed(item_type="applied_for"))
    assert names(Narrowed(text="食品生产")) == {entry.name} == names(Narrowed(text="990131002"))
    claim(entry, office, now)
    assert entry.name in names(Narrowed(claim="claimed"))
    assert entry.name not in names(Narrowed(claim="unclaimed"))
    first = entries(manager, TODAY, Narrowed(), size=2)[0]
    assert len(first.rows) == 2
    assert entries(manager, TODAY, Narrowed(), after=first.next, size=2)[0].rows


@pytest.mark.requirement("A03", "A04", "A05", "A06")
def test_what_halls_take_in_is_counted_by_level_place_department_and_class(
    items: list[Item], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(3):
        counted = stationed()
    levels = dict(counted.levels)
    assert levels["3"] == sum(item.office.level == "3" for item in items)
    assert (
        levels["4"]
        == sum(item.office.level == "4" for item in items)
        == sum(place.items for place in counted.places if place.name != "云州市")
    )
    assert counted.all == len(items) == sum(row.items for row in counted.departments)

    kept = Item.objects.get(pk=items[0].pk)
    Item.objects.filter(pk=kept.pk).update(kept_off="law", kept_off_basis="某法")
    service = items[1].facts
    service.item_type = "20"
    service.save()
    again = stationed(items[1].office.region_id)
    assert sum(row.services for row in again.departments) == 1
    assert sum(row.kept_off for row in stationed().places) == 1
    assert stationed().all == len(items) - 1


def test_a_manager_claims_and_adds(client: Client, entry: CatalogItem, office: Office, now: datetime) -> None:
    sign_in_manager(client, office, now)
    assert "还没有部门认领" in client.get(reverse("catalogue:basic")).text
    address = reverse("catalogue:claim", args=[entry.code])
    assert client.post(address, {"office": ""}).status_code == 422
    item_page = client.post(address, {"office": office.pk}, follow=True).text
    assert "已认领" in item_page
    assert "第 1 版" in item_page
    assert client.post(address, {"office": office.pk}).status_code == 409

    sent = {
        "name": "夜市摊位登记",
        "item_type": "20",
        "group": "3",
        "office": office.pk,
        "bases": "《市容办法》第十二条",
    }
    wrong = client.post(reverse("catalogue:add_local"), sent)
    assert (wrong.status_code, "请填两位数字" in wrong.text, "夜市摊位登记" in wrong.text) == (422, True, True)
    assert client.post(reverse("catalogue:add_local"), {**sent, "group": "31"}).status_code == 302
    added = CatalogItem.objects.get(name="夜市摊位登记")
    assert added.legal_bases == [{"title": "市容办法", "article": "第十二条", "sure": True}]
    assert client.get(reverse("catalogue:desk")).status_code == 200  # drafts with little in them are examined too
    assert client.get(reverse("catalogue:stationed")).status_code == 200


def test_who_manages_the_whole_catalogue_ends_an_entry(
    client: Client, entry: CatalogItem, office: Office, now: datetime
) -> None:
    officer: Officer = sign_in_manager(client, office, now)
    address = reverse("catalogue:end_entry", args=[entry.code])
    assert client.get(address).status_code == 403
    RoleGrant.objects.create(officer=officer, role="item_manager", office=office.parent, since=date(2020, 1, 1))
    today = local_day(timezone.now())
    sent = {"ended_on": today - timedelta(days=1), "reason": "依据已废止"}
    assert "已取消" in client.post(address, sent, follow=True).text
    assert client.get(reverse("catalogue:basic"), {"claim": "ended"}).text.count("依据已废止") == 1
