"""A window takes for another office what it takes of its own, where the item is led for one another and is the same."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tongban.cases.actions import intake
from tongban.cases.models import Case
from tongban.cases.tests.at_window import FILLED, SEEN
from tongban.cases.tests.conftest import MORNING, Town
from tongban.catalogue.models import Item, ItemVersion
from tongban.windows.models import Visit


def elsewhere(town: Town, **changed: Any) -> Item:
    """The same item in the hands of another office, as it is published there."""
    own = town.restaurant.current
    assert own
    item = Item.objects.create(
        catalog_item=town.restaurant.catalog_item,
        office=town.market,
        code=f"{town.market.uscc}3{town.restaurant.catalog_item.code}",
    )
    copied = {
        field.attname: getattr(own, field.attname)
        for field in ItemVersion._meta.concrete_fields
        if field.attname not in ("id", "item_id", "state", "published_at")
    }
    version = ItemVersion.objects.create(item=item, **{**copied, **changed})
    version.state, version.published_at = ItemVersion.State.PUBLISHED, MORNING
    version.save()
    item.current = version
    item.save()
    return item


def take(clerk: Client, item: Item) -> Any:
    return clerk.post(reverse("cases:window_item", args=[item.code]), {**FILLED, **SEEN, "do": "receive"})


@pytest.mark.requirement("F11")
def test_an_item_that_is_led_for_one_another_is_taken_for_its_office(
    clerk: Client, visit: Visit, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Item] = []  # what sameness means is tested with the catalogue
    monkeypatch.setattr(intake, "obstacles_to_taking_elsewhere", lambda item: asked.append(item) or [])
    item = elsewhere(town, cross_scope="counties")
    assert clerk.get(reverse("cases:window_item", args=[item.code])).status_code == 200
    take(clerk, item)
    case = Case.objects.get()
    assert (case.matter.office_id, case.cross_mode) == (town.market.pk, "joint")
    assert case.service_point_id == visit.window.service_point_id
    assert asked == [item]
    take(clerk, town.restaurant)
    assert Case.objects.get(matter__office=town.bureau).cross_mode == ""


@pytest.mark.requirement("F11")
def test_one_that_is_not_is_refused(clerk: Client, visit: Visit, town: Town) -> None:
    assert take(clerk, elsewhere(town)).status_code == 403


@pytest.mark.requirement("F11")
def test_one_that_differs_in_the_four_elements_is_refused_with_the_difference(
    clerk: Client, visit: Visit, town: Town
) -> None:
    item = elsewhere(town, cross_scope="counties", title="食品经营许可（小作坊）")
    answer = take(clerk, item)
    assert not Case.objects.exists()
    assert "食品经营许可（小作坊）" in answer.content.decode()
