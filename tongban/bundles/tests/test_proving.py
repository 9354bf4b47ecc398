"""What a member has to show first is proved by what another member of the same whole was given."""

import pytest

from tongban.bundles.actions.designing import draft_from_current, link_members, publish_version
from tongban.bundles.tests.conftest import MORNING, Street, publish_item
from tongban.cases.actions import accept_case
from tongban.cases.models import Prerequisite, Result
from tongban.catalogue.actions.versions import draft_from_current as next_of_item
from tongban.catalogue.models import MaterialSpec
from tongban.kernel.events import SYSTEM
from tongban.kernel.journal import events_of

pytestmark = pytest.mark.requirement("C18", "E12")


def ask_for_the_licence(street: Street, *, paper: str) -> None:
    """The restaurant may not be decided before the trader is registered; the licence is the paper that proves it."""
    version = next_of_item(item=street.town.restaurant, by=SYSTEM, now=MORNING)
    MaterialSpec.objects.create(version=version, position=9, code="licence", name="营业执照", necessity="optional")
    asked = {"code": "trade", "name": "市场主体登记", "basis": "食品安全法第三十五条", "paper": paper}
    version.elements = version.elements | {"prerequisites": [asked]}
    publish_item(version)
    street.town.restaurant.refresh_from_db()
    draft = draft_from_current(bundle=street.bundle, by=SYSTEM, now=MORNING)
    members = {member.code: member for member in draft.members.all()}
    link_members(
        version=draft, source=members["trader"], target=members["food"], papers=["licence"], by=SYSTEM, now=MORNING
    )
    publish_version(version=draft, by=SYSTEM, now=MORNING)
    street.bundle.refresh_from_db()


@pytest.mark.django_db
def test_the_number_of_the_result_stands_there_and_nothing_is_held_back(street: Street) -> None:
    ask_for_the_licence(street, paper="licence")
    whole = street.whole()
    street.decide(street.case(whole, "trader"))

    food = accept_case(case=street.case(whole, "food"), by=street.town.clerk, now=MORNING)

    proved = Prerequisite.objects.get(case=food)
    assert proved.proof == Result.objects.get(case=street.case(whole, "trader")).number
    assert (proved.settled_at, proved.settled_by) == (MORNING, None)
    assert not street.case(whole, "food").dossier().holds
    (told,) = [event for event in events_of(food.matter.subject) if event.name == "PrerequisiteSettled"]
    assert told.by == str(SYSTEM.actor)


@pytest.mark.django_db
@pytest.mark.parametrize(("paper", "registered"), [("", False), ("licence", True)])
def test_what_nobody_in_the_whole_gives_is_still_asked_for(street: Street, paper: str, registered: bool) -> None:
    ask_for_the_licence(street, paper=paper)
    whole = street.whole(registered=registered)
    if not registered:
        street.decide(street.case(whole, "trader"))

    food = accept_case(case=street.case(whole, "food"), by=street.town.clerk, now=MORNING)

    assert Prerequisite.objects.get(case=food).settled_at is None
    assert [hold.about for hold in street.case(whole, "food").dossier().holds] == ["市场主体登记"]
