"""Agreements with partner regions: an item enters when both sides are alike, and leaves when they no longer are."""

import tomllib
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tongban.catalogue.actions import draft_from_current, edit_draft, publish_version, retire_item
from tongban.catalogue.actions.agreements import (
    check_many_again,
    end_agreement,
    put_forward,
    revise,
    sign_agreement,
    take_out,
)
from tongban.catalogue.actions.refusals import CannotAgree, NotYourCatalogue
from tongban.catalogue.models import AgreedItem, Agreement, CatalogItem, Item, ItemFacts, Partner
from tongban.catalogue.queries import content_of
from tongban.catalogue.queries.agreements import (
    by_department,
    by_own_office,
    by_partner,
    by_scope,
    in_list,
    obstacles_to_taking_elsewhere,
    values_of_version,
)
from tongban.catalogue.queries.papers import Names
from tongban.catalogue.reactions.agreements import ended_agreements_are_closed
from tongban.catalogue.rules.agreements import compared, differences
from tongban.catalogue.rules.lint.lists import synonyms
from tongban.kernel.events import SYSTEM
from tongban.people.models import Office, Officer

EXAMPLES = tomllib.loads((Path(__file__).parents[1] / "examples/agreements.toml").read_text())["example"]
DAY = date(2026, 4, 27)


@pytest.mark.requirement("F05", "F12")
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["title"])
def test_worked_examples_hold(example: dict[str, Any]) -> None:
    names = Names(synonyms(), {})
    found = compared(example["reach"], example["ours"], example["theirs"], names.paper_of)
    assert [f"{each.code} {each.about}" for each in differences(found)] == example["against"]


@pytest.fixture
def food(items: list[Item]) -> Item:
    return Item.objects.select_related("office", "catalog_item", "current").get(
        catalog_item__code="990131001000", office__region__name="云城区"
    )


@pytest.fixture
def sign(items: list[Item]) -> Item:
    return Item.objects.select_related("office", "catalog_item", "current").get(
        catalog_item__name__startswith="门头招牌", office__region__name="云城区"
    )


def signed(
    office: Office, now: datetime, *, reach: str = "provinces", code: str = "880101", until: date | None = None
) -> Agreement:
    partner = Partner(code=code, name=f"邻州{code}", province="邻省")
    return sign_agreement(
        office=office, partner=partner, reach=reach, title="跨省通办合作协议", signed_on=DAY, since=DAY, until=until,
        by=SYSTEM, now=now,
    )  # fmt: skip


def partner_says(item: Item, *, without: str = "") -> dict[str, Any]:
    """What a partner sends that asks the same as we do."""
    assert item.current is not None
    ours = values_of_version(item.current)
    papers = [
        {"material_name": each["material_name"], "material_type": each["material_type"],
         "material_format": each["material_format"], "is_need": each["is_need"]}
        for each in ours["materials"].values() if not each["free_way"] and each["material_name"] != without
    ]  # fmt: skip
    plain = ("task_name", "catalog_code", "task_type", "by_law", "handle_flow")
    return {**{name: ours[name] for name in plain}, "materials": papers}


@pytest.mark.requirement("F05", "F10")
def test_an_item_enters_at_once_when_both_sides_are_alike(food: Item, now: datetime) -> None:
    agreement = signed(food.office, now)
    agreed = put_forward(agreement=agreement, item=food, mode="online", values=partner_says(food), by=SYSTEM, now=now)
    assert (agreed.state, agreed.differences, agreed.entered_at) == ("agreed", 0, now)
    assert agreed.checked_with == food.current


@pytest.mark.requirement("F05")
def test_an_item_that_differs_waits_and_enters_once_the_partner_has_changed(food: Item, now: datetime) -> None:
    agreement = signed(food.office, now)
    less = partner_says(food, without="主要设备设施清单")
    agreed = put_forward(agreement=agreement, item=food, mode="online", values=less, by=SYSTEM, now=now)
    assert (agreed.state, agreed.differences) == ("differs", 1)
    assert not in_list(DAY).exists()

    later = now + timedelta(days=2)
    agreed = revise(agreed=agreed, values=partner_says(food), by=SYSTEM, now=later)
    assert (agreed.state, agreed.entered_at) == ("agreed", later)
    agreed = revise(agreed=agreed, values=less, by=SYSTEM, now=later)
    assert (agreed.state, agreed.left_because) == ("left", "partner")


@pytest.mark.requirement("F05")
def test_a_new_version_that_breaks_the_match_lets_the_item_leave_with_its_reason(food: Item, now: datetime) -> None:
    agreement = signed(food.office, now)
    agreed = put_forward(agreement=agreement, item=food, mode="proxy", values=partner_says(food), by=SYSTEM, now=now)
    draft = draft_from_current(item=food, by=SYSTEM, now=now)
    text = content_of(draft)
    fewer = replace(text, materials=text.materials[1:])
    publish_version(version=edit_draft(version=draft, content=fewer, by=SYSTEM, now=now), by=SYSTEM, now=now)

    agreed.refresh_from_db()
    assert (agreed.state, agreed.left_because, agreed.differences) == ("left", "version", 1)
    assert agreed.checked_with == draft


def test_after_an_import_what_was_agreed_is_compared_for_many_items(food: Item, sign: Item, now: datetime) -> None:
    agreement = signed(food.office, now)
    agreed = put_forward(agreement=agreement, item=food, mode="proxy", values=partner_says(food), by=SYSTEM, now=now)
    AgreedItem.objects.filter(pk=agreed.pk).update(partner_values=partner_says(food, without="主要设备设施清单"))
    check_many_again(items=[food.pk, sign.pk], now=now)
    agreed.refresh_from_db()
    assert (agreed.state, agreed.left_because) == ("left", "version")


@pytest.mark.requirement("F05")
def test_a_new_version_that_heals_the_match_lets_the_item_enter(food: Item, now: datetime) -> None:
    agreement = signed(food.office, now)
    less = partner_says(food, without="主要设备设施清单")
    agreed = put_forward(agreement=agreement, item=food, mode="online", values=less, by=SYSTEM, now=now)
    draft = draft_from_current(item=food, by=SYSTEM, now=now)
    text = content_of(draft)
    fewer = replace(text, materials=tuple(each for each in text.materials if each["name"] != "主要设备设施清单"))
    publish_version(version=edit_draft(version=draft, content=fewer, by=SYSTEM, now=now), by=SYSTEM, now=now)
    agreed.refresh_from_db()
    assert agreed.state == "agreed"

    retire_item(item=food, reason="取消", by=SYSTEM, now=now)
    agreed.refresh_from_db()
    assert (agreed.state, agreed.left_because) == ("left", "retired")


@pytest.mark.requirement("F07", "F09")
def test_dates_are_respected(food: Item, now: datetime) -> None:
    agreement = signed(food.office, now, reach="counties", until=DAY + timedelta(days=30))
    agreed = put_forward(agreement=agreement, item=food, mode="joint", values=partner_says(food), by=SYSTEM, now=now)
    assert in_list(DAY).get() == agreed
    assert not in_list(DAY - timedelta(days=1)).exists()
    assert not in_list(DAY + timedelta(days=31)).exists()

    with pytest.raises(CannotAgree):
        end_agreement(agreement=agreement, last_day=DAY + timedelta(days=9), reason=" ", by=SYSTEM, now=now)
    end_agreement(agreement=agreement, last_day=DAY + timedelta(days=9), reason="改签新协议", by=SYSTEM, now=now)
    ended_agreements_are_closed(now + timedelta(days=9))
    agreed.refresh_from_db()
    assert agreed.state == "agreed"
    ended_agreements_are_closed(now + timedelta(days=10))
    agreed.refresh_from_db()
    assert (agreed.state, agreed.left_because) == ("left", "ended")
    with pytest.raises(CannotAgree) as refused:
        put_forward(agreement=agreement, item=food, mode="joint", values={}, by=SYSTEM, now=now + timedelta(days=20))
    assert [each.code for each in refused.value.obstacles] == ["agreement_is_over"]


@pytest.mark.requirement("F04", "F05", "F08")
def test_only_items_of_the_signing_office_and_each_once(food: Item, now: datetime) -> None:
    elsewhere = Item.objects.select_related("office", "catalog_item").get(
        catalog_item=food.catalog_item, office__region__name="望河县"
    )
    agreement = signed(food.office, now)
    with pytest.raises(CannotAgree) as refused:
        put_forward(agreement=agreement, item=elsewhere, mode="online", values={}, by=SYSTEM, now=now)
    assert [each.code for each in refused.value.obstacles] == ["not_of_the_signing_office"]

    agreed = put_forward(agreement=agreement, item=food, mode="online", values={}, by=SYSTEM, now=now)
    with pytest.raises(CannotAgree):
        put_forward(agreement=agreement, item=food, mode="online", values={}, by=SYSTEM, now=now)
    with pytest.raises(CannotAgree):
        take_out(agreed=agreed, reason="", by=SYSTEM, now=now)
    take_out(agreed=agreed, reason="对方暂不办理", by=SYSTEM, now=now)
    again = put_forward(agreement=agreement, item=food, mode="online", values=partner_says(food), by=SYSTEM, now=now)
    assert again.state == "agreed"


def test_who_does_not_manage_the_catalogue_agrees_to_nothing(food: Item, now: datetime) -> None:
    officer = Officer.objects.create(office=food.office, name="周敏", staff_number="8", joined_on=DAY)
    with pytest.raises(NotYourCatalogue):
        sign_agreement(
            office=food.office, partner=Partner(code="880101", name="邻州", province="邻省"), reach="cities",
            title="协议", signed_on=DAY, since=DAY, until=None, by=officer, now=now,
        )  # fmt: skip


@pytest.mark.requirement("F07", "F08", "F10")
def test_items_are_reported_by_own_organisation_by_partner_and_by_department(
    food: Item, sign: Item, now: datetime
) -> None:
    first, second = signed(food.office, now), signed(food.office, now, code="880102")
    for agreement, item in ((first, food), (first, sign), (second, food)):
        if item.office.is_within(agreement.office):
            put_forward(agreement=agreement, item=item, mode="online", values=partner_says(item), by=SYSTEM, now=now)
    own = by_own_office(DAY)
    assert [(row.name, row.agreements, row.items, row.partners) for row in own] == [
        (food.office.name, 2, len({food, sign} & {each.item for each in in_list(DAY)}), 2)
    ]
    assert [(row.name, row.agreements, row.items) for row in by_partner(DAY)][1] == ("邻州880102", 1, 1)
    assert {row.name for row in by_department(DAY)} >= {"市监局"}
    assert by_own_office(DAY - timedelta(days=1)) == []
    assert [row.name for row in by_own_office(DAY, level="region")] == ["云城区"]


@pytest.mark.requirement("F01")
def test_items_are_counted_by_scope(items: list[Item]) -> None:
    assert by_scope() == []
    some = list(ItemFacts.objects.filter(level="4")[:2])
    ItemFacts.objects.filter(pk__in=[row.pk for row in some]).update(cross_scope="towns")
    ItemFacts.objects.filter(pk=ItemFacts.objects.filter(level="3")[0].pk).update(cross_scope="counties")
    assert by_scope() == [("counties", "3", 1), ("towns", "4", 2)]


def crossing(item: Item, now: datetime, **changes: Any) -> None:
    draft = draft_from_current(item=item, by=SYSTEM, now=now)
    text = content_of(draft)
    fields = {**text.fields, "cross_scope": "counties", **changes}
    publish_version(
        version=edit_draft(version=draft, content=replace(text, fields=fields), by=SYSTEM, now=now), by=SYSTEM, now=now
    )
    item.refresh_from_db()


@pytest.mark.requirement("F12")
def test_nobody_takes_elsewhere_what_is_not_the_same_in_the_four_elements(food: Item, now: datetime) -> None:
    assert [each.code for each in obstacles_to_taking_elsewhere(food)] == ["not_led_across"]
    crossing(food, now)
    assert obstacles_to_taking_elsewhere(food) == []
    elements = food.current.elements if food.current else {}
    only = elements["legal_bases"][:1]  # the catalogue has changed, and here alone a new version says so
    CatalogItem.objects.filter(pk=food.catalog_item_id).update(legal_bases=only)
    food.catalog_item.refresh_from_db()
    crossing(food, now, elements={**elements, "legal_bases": only})
    found = obstacles_to_taking_elsewhere(food)
    assert {each.code for each in found} == {"four_same_fails"}
    assert {each.about for each in found} == {"依据"}


def test_the_check_costs_the_same_for_many_papers(
    food: Item, now: datetime, django_assert_max_num_queries: Any
) -> None:
    agreement = signed(food.office, now)
    with django_assert_max_num_queries(30):
        put_forward(agreement=agreement, item=food, mode="online", values=partner_says(food), by=SYSTEM, now=now)
    assert AgreedItem.objects.count() == 1
