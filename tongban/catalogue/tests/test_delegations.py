"""Delegation: an office lends its powers over an item from a day to a day, within what it holds and never onward."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tongban.catalogue.actions.delegations import delegate_item, end_delegation
from tongban.catalogue.actions.refusals import CannotDelegate, NotYourCatalogue
from tongban.catalogue.models import Delegation, Item
from tongban.catalogue.queries.delegations import delegations_of, lender_of, offices_that_may
from tongban.catalogue.rules.delegations import Lender, Lent, obstacles_to_delegating, powers_held
from tongban.kernel.events import SYSTEM
from tongban.kernel.models import JournalEntry
from tongban.people.models import Office, Officer

DAY = date(2026, 4, 27)
LENDER = Lender(
    office=1, office_name="行政审批局", item_type="01", nature="1", held=frozenset({"receive", "accept", "decide"})
)
LENT = {
    "to": 2,
    "to_name": "城关镇",
    "to_kind": "town",
    "scope": "partial",
    "powers": ("receive",),
    "document": "委托书",
    "since": DAY,
}


def codes(lender: Lender = LENDER, open_ones: Any = (), **changes: Any) -> list[str]:
    return [each.code for each in obstacles_to_delegating(Lent(**{**LENT, **changes}), lender, open_ones)]


@pytest.mark.requirement("F03")
def test_the_rules_of_lending() -> None:
    assert codes() == []
    assert codes(scope="full", powers=()) == []
    assert codes(powers=()) == ["no_power_delegated"]
    assert codes(powers=("receive", "review", "deliver")) == ["power_not_held", "power_not_held"]
    assert codes(to=1) == ["delegated_to_itself"]
    assert codes(document=" ") == ["delegation_without_document"]
    assert codes(until=DAY - timedelta(days=1)) == ["ends_before_it_begins"]


@pytest.mark.requirement("F03")
def test_a_licence_goes_to_an_organ_and_never_onward() -> None:
    assert codes(to_kind="village") == ["delegated_to_no_organ"]
    service = Lender(**{**vars(LENDER), "item_type": "20"})
    assert codes(service, to_kind="village") == []
    entrusted = Lender(**{**vars(LENDER), "nature": "3"})
    assert codes(entrusted) == ["delegated_onward"]


@pytest.mark.requirement("F03")
@pytest.mark.parametrize(
    ("since", "until", "is_refused"),
    [
        (DAY - timedelta(days=30), DAY - timedelta(days=1), False),
        (DAY - timedelta(days=30), DAY, True),
        (DAY - timedelta(days=30), None, True),
        (DAY + timedelta(days=10), None, True),
        (DAY + timedelta(days=11), None, False),
    ],
)
def test_two_delegations_to_one_office_do_not_overlap(since: date, until: date | None, is_refused: bool) -> None:
    assert (codes(open_ones=[(since, until)], until=DAY + timedelta(days=10)) == ["delegated_already"]) == is_refused


def test_review_belongs_to_the_office_unless_all_steps_are_of_others() -> None:
    assert "review" in powers_held(run_mode="here", has_steps=False, has_own_step=False)
    assert "review" not in powers_held(run_mode="here", has_steps=True, has_own_step=False)
    assert powers_held(run_mode="proxy", has_steps=False, has_own_step=False) == {"receive", "deliver"}


@pytest.fixture
def food(items: list[Item]) -> Item:
    return Item.objects.get(catalog_item__code="990131001000", office__region__name="云城区")


@pytest.fixture
def town(food: Item) -> Office:
    return Office.objects.create(
        name="城关镇人民政府", short_name="城关镇", uscc="11990102MB0000001X", kind="town", level="5",
        region=food.office.region,
    )  # fmt: skip


def lend(item: Item, to: Office, now: datetime, **changes: Any) -> Delegation:
    given = {"scope": "partial", "powers": ["receive", "accept"], "document": "云城区委托〔2026〕3号", "basis": "",
             "since": DAY, "until": DAY + timedelta(days=364)}  # fmt: skip
    return delegate_item(item=item, to=to, by=SYSTEM, now=now, **{**given, **changes})


@pytest.mark.requirement("F03")
def test_what_was_lent_may_be_done_there_too_on_its_days(food: Item, town: Office, now: datetime) -> None:
    lend(food, town, now)
    assert offices_that_may(food, "accept", DAY) == [food.office, town]
    assert offices_that_may(food, "decide", DAY) == [food.office]
    assert offices_that_may(food, "accept", DAY - timedelta(days=1)) == [food.office]
    assert offices_that_may(food, "accept", DAY + timedelta(days=365)) == [food.office]
    told = JournalEntry.objects.filter(subject=food.subject).order_by("-position").first()
    assert told is not None
    assert told.name == "ItemDelegated"


@pytest.mark.requirement("F03")
def test_a_full_delegation_lends_what_the_office_holds_and_no_more(food: Item, town: Office, now: datetime) -> None:
    lend(food, town, now, scope="full", powers=[], until=None)
    assert "review" not in lender_of(food).held  # the department reviews, the bureau decides
    assert offices_that_may(food, "decide", DAY) == [food.office, town]
    assert offices_that_may(food, "review", DAY) == []
    with pytest.raises(CannotDelegate):
        lend(food, town, now, since=DAY + timedelta(days=400), until=None)


@pytest.mark.requirement("F03")
def test_a_delegation_is_ended_with_a_reason(food: Item, town: Office, now: datetime) -> None:
    lent = lend(food, town, now)
    with pytest.raises(CannotDelegate):
        end_delegation(delegation=lent, last_day=DAY, reason=" ", by=SYSTEM, now=now)
    with pytest.raises(CannotDelegate):
        end_delegation(delegation=lent, last_day=DAY + timedelta(days=999), reason="机构改革", by=SYSTEM, now=now)
    end_delegation(delegation=lent, last_day=DAY + timedelta(days=1), reason="机构改革", by=SYSTEM, now=now)
    assert offices_that_may(food, "accept", DAY + timedelta(days=2)) == [food.office]
    assert delegations_of(food, DAY + timedelta(days=2)) == []


def test_only_who_manages_the_catalogue_of_the_office_lends(food: Item, town: Office, now: datetime) -> None:
    officer = Officer.objects.create(office=town, name="镇长", staff_number="7", joined_on=DAY)
    with pytest.raises(NotYourCatalogue):
        delegate_item(
            item=food, to=town, scope="full", powers=[], document="委托书", basis="", since=DAY, until=None, by=officer,
            now=now,
        )  # fmt: skip
