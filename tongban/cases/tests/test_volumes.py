"""Which items have the most cases, and what they can do online."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from tongban.cases.actions.volumes import count_volumes
from tongban.cases.indicators import top_online
from tongban.cases.models import ItemVolume
from tongban.cases.queries.volumes import busiest, online_among
from tongban.cases.tests.conftest import MORNING, Town, signed_in
from tongban.catalogue.actions.facts import write_facts
from tongban.catalogue.indicators import Scope
from tongban.catalogue.models import CatalogItem, ItemFacts
from tongban.kernel.ratios import Ratio


def counted(town: Town) -> None:
    write_facts(versions=[item.current_id for item in (town.restaurant, town.signboard) if item.current_id])
    for item in (town.restaurant, town.restaurant, town.signboard):
        town.case(item)
    count_volumes(now=MORNING + timedelta(days=1))


@pytest.mark.requirement("D09")
def test_items_are_ranked_by_the_cases_of_the_last_year(town: Town) -> None:
    counted(town)
    assert [(row.item, row.cases) for row in busiest(Scope())] == [(town.restaurant, 2), (town.signboard, 1)]
    assert [row.item for row in busiest(Scope(), first=1)] == [town.restaurant]


@pytest.mark.requirement("D09")
def test_the_share_that_can_be_applied_for_online_is_of_the_busiest_powers(town: Town) -> None:
    counted(town)
    ItemFacts.objects.update(is_online=True)
    ItemFacts.objects.filter(item=town.signboard).update(is_online=False)
    assert top_online() == Ratio(1, 2)

    CatalogItem.objects.filter(pk=town.signboard.catalog_item_id).update(item_type="20")
    assert online_among(busiest(Scope())) == Ratio(1, 1)


def test_what_is_a_year_old_is_no_longer_counted(town: Town) -> None:
    counted(town)
    count_volumes(now=MORNING + timedelta(days=366))
    assert not ItemVolume.objects.exists()


def test_the_ranking_is_shown_and_taken_away(town: Town, django_assert_max_num_queries: Any) -> None:
    counted(town)
    client = signed_in(town.chief)
    client.get(reverse("cases:volumes"))
    with django_assert_max_num_queries(20):
        page = client.get(reverse("cases:volumes")).content.decode()
    assert town.restaurant.catalog_item.name in page
    file = client.post(reverse("cases:export_volumes"), {"format": "csv"})
    assert town.restaurant.code in file.content.decode("utf-8-sig")
