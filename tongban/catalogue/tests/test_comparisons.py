"""Versions beside each other, one item in several hands, and the items of an office by score."""

from dataclasses import replace
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tongban.catalogue.actions import draft_from_current, edit_draft, publish_version
from tongban.catalogue.models import Item
from tongban.catalogue.queries import content_of
from tongban.catalogue.queries.comparisons import compared, scores
from tongban.catalogue.rules.differences import differences
from tongban.catalogue.rules.profiles import profiles
from tongban.catalogue.tests.conftest import sign_in_manager
from tongban.kernel.events import SYSTEM


def changed(item: Item, now: datetime, **fields: object) -> None:
    """Publish another version of an item, with other values in some columns."""
    draft = draft_from_current(item=item, by=SYSTEM, now=now)
    content = content_of(draft)
    edit_draft(version=draft, content=replace(content, fields={**content.fields, **fields}), by=SYSTEM, now=now)
    publish_version(version=draft, by=SYSTEM, now=now)


@pytest.mark.requirement("A12")
def test_two_versions_are_compared_element_by_element(food: Item) -> None:
    assert food.current
    before = content_of(food.current)
    papers = list(before.materials)
    papers[0] = {**papers[0], "name": "布局图", "copies": 2}
    papers = [papers[1], papers[0], *papers[3:], {"code": "lease", "name": "租赁合同", "why": "核对"}]
    after = replace(before, materials=tuple(papers), fields={**before.fields, "promised_amount": 4})
    told = {(each.field.name, each.row, each.column and each.column.name) for each in differences(before, after)}
    assert ("promised_amount", "", None) in told
    assert {("materials", "布局图", "name"), ("materials", "布局图", "copies"), ("materials", "", "order")} <= told
    assert {(name, row) for name, row, column in told if name == "materials" and column is None} == {
        ("materials", "租赁合同"),
        ("materials", before.materials[2]["name"]),
    }
    assert differences(before, before) == []


@pytest.mark.requirement("A09", "A10", "A20")
def test_an_item_is_compared_with_the_same_item_in_other_hands(food: Item, now: datetime) -> None:
    ten = profiles()["ten"]
    city = Item.objects.get(catalog_item=food.catalog_item, office__level="3")
    found = compared(food.catalog_item, ten, ["3", "4"])
    assert found.items[0] == city
    assert found.comparison
    before = found.comparison.score
    changed(food, now, promised_amount=6)
    again = compared(food.catalog_item, ten, ["3", "4"]).comparison
    assert again
    assert again.score.numerator == before.numerator - 1
    limit = next(line for line in again.mismatches if line.entry.name == "承诺时限")
    assert "5；工作日" in limit.shown
    assert "6；工作日" in limit.shown
    assert compared(food.catalog_item, ten, ["3"]).comparison is None


@pytest.mark.requirement("A07", "A09")
def test_the_basic_catalogue_itself_is_the_reference_of_the_four(food: Item) -> None:
    found = compared(food.catalog_item, profiles()["four"], ["2", "3", "4", "5"])
    assert found.comparison
    assert (str(found.comparison.score), found.items[0]) == ("4/4", None)
    food.catalog_item.name = "食品经营许可"
    food.catalog_item.save()
    found = compared(food.catalog_item, profiles()["four"], ["4"])
    assert found.comparison
    assert [line.entry.name for line in found.comparison.mismatches] == ["名称"]


@pytest.mark.requirement("A08", "A10")
def test_the_items_of_an_office_stand_by_score_worst_first(
    items: list[Item], food: Item, now: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    changed(food, now, promised_amount=6)
    with django_assert_max_num_queries(12):
        rows = scores(food.office, profiles()["ten"])
    assert rows[0].item == food
    assert rows[0].mismatches == rows[0].same.denominator - rows[0].same.numerator > 0
    assert all(0 < row.complete.numerator <= row.complete.denominator for row in rows)


@pytest.mark.requirement("A09", "A10")
def test_the_pages_show_both_values_and_lead_to_where_they_are_mended(
    client: Client, food: Item, now: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    sign_in_manager(client, food.office, now)
    changed(food, now, promised_amount=6)
    address = reverse("catalogue:comparison", args=[food.catalog_item.code])
    with django_assert_max_num_queries(25):
        page = client.get(address, {"profile": "ten", "level": ["3", "4"]}).text
    assert "6；工作日" in page
    assert f'href="/desk/items/{food.code}/draft/#f-promised_amount"' in page
    page = client.get(reverse("catalogue:versions", args=[food.code])).text
    assert "第 1 版" in page
    assert "承诺办结时限" in page
    listed = client.get(reverse("catalogue:scores"), {"profile": "ten"}).text
    assert food.catalog_item.name in listed
    taken = client.get(reverse("catalogue:scores_export"), {"profile": "ten", "format": "csv"})
    assert food.code in taken.content.decode("utf-8-sig")
    assert Client().get(address).status_code == 302
