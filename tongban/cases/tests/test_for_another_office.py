"""A window takes for another office what it takes of its own, where the item is led for one another and is the same."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tongban.cases.actions import deliver_by_code, intake
from tongban.cases.actions.refusals import CannotDeliver
from tongban.cases.models import Case, Delivery
from tongban.cases.tests.at_window import FILLED, SEEN, read_card
from tongban.cases.tests.conftest import MORNING, Town
from tongban.catalogue.models import Item, ItemVersion
from tongban.kernel.models import JournalEntry
from tongban.kernel.moments import local_day
from tongban.matters.models import Matter
from tongban.people.models import Post, RoleGrant
from tongban.people.queries import may
from tongban.windows.models import ServicePoint, Visit


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


@pytest.fixture
def taken(clerk: Client, visit: Visit, town: Town, monkeypatch: pytest.MonkeyPatch) -> Case:
    """A case that the window took for the market bureau, decided there; its result lies on the shelf here."""
    monkeypatch.setattr(intake, "obstacles_to_taking_elsewhere", lambda item: [])
    take(clerk, elsewhere(town, cross_scope="counties"))
    case = Case.objects.get()
    Matter.objects.filter(pk=case.matter_id).update(
        state="decided", outcome="granted", accepted_at=timezone.now(), decided_at=timezone.now()
    )
    return Case.objects.select_related("matter").get()


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


@pytest.mark.requirement("F11")
def test_the_point_that_took_a_case_hands_its_result_out_without_the_power_of_the_other_office(
    clerk: Client, visit: Visit, town: Town, taken: Case
) -> None:
    on = local_day(timezone.now())
    assert not may(town.clerk, "deliver", **taken.matter.scope, on=on)
    number, code = taken.matter.number, taken.matter.told_code()
    clerk.post(reverse("cases:shelve"), {"number": number, "place": "A1"})
    assert taken.shelf_entries.get().service_point_id == visit.window.service_point_id
    found = clerk.post(reverse("cases:pick_up"), {"text": number}).content.decode()
    assert f"本服务点代{taken.matter.office.name}收的" in found
    assert reverse("matters:matter", args=[number]) not in found, "the case itself stays with its office"

    address = reverse("cases:hand_over", args=[number]) + f"?next={reverse('cases:pick_up')}"
    refused = clerk.post(address, {"code": "WRONG9", "signature": "pad"})
    assert refused.status_code == 409
    assert not Delivery.objects.exists()
    done = clerk.post(address, {"code": code, "signature": "pad"})
    assert done["Location"] == reverse("cases:pick_up")
    delivery = Delivery.objects.get()
    assert (delivery.checked_by, delivery.signature, delivery.by) == ("code", "pad", town.clerk)
    assert delivery.service_point_id == taken.service_point_id
    told = JournalEntry.objects.get(name="ResultHandedOutForAnother")
    assert told.subject == taken.matter.subject
    assert str(town.market.pk) in told.body
    assert taken.shelf_entries.get().left_as == "collected"


@pytest.mark.requirement("F11")
def test_whoever_reads_the_card_of_the_applicant_hands_out_what_was_taken_here(
    clerk: Client, town: Town, taken: Case
) -> None:
    answer = clerk.post(
        reverse("cases:collect") + read_card(clerk), {"number": taken.matter.number, "signature": "paper"}
    )
    assert answer.status_code == 302
    assert (Delivery.objects.get().checked_by, Delivery.objects.get().signature) == ("identity", "paper")


@pytest.mark.requirement("F11")
@pytest.mark.parametrize("why", ["of another point", "not taken for another", "without the power here"])
def test_nobody_else_hands_it_out(clerk: Client, visit: Visit, town: Town, taken: Case, why: str) -> None:
    if why == "of another point":
        other = ServicePoint.objects.create(office=town.bureau, name="分中心", address="1", hours="9", phone="1")
        Case.objects.update(service_point=other)
    elif why == "not taken for another":
        Case.objects.update(cross_mode="")
    else:
        RoleGrant.objects.filter(officer=town.clerk).delete()
        Post.objects.all().delete()
        RoleGrant.objects.create(officer=town.clerk, role="director", office=town.bureau, since=date(2020, 1, 1))
    given = {"code": taken.matter.told_code(), "signature": "pad"}
    assert clerk.post(reverse("cases:hand_over", args=[taken.matter.number]), given).status_code in (403, 404)
    case = Case.objects.select_related("matter__office").get()
    with pytest.raises(CannotDeliver):
        deliver_by_code(case=case, to=case.matter.party, **given, by=town.clerk, now=timezone.now())
    assert not Delivery.objects.exists()
