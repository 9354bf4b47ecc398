"""What a written authorisation opens, and that nothing opens beyond it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tongban.kernel.events import SYSTEM
from tongban.kernel.journal import events_of
from tongban.people import actions, queries
from tongban.people.actions import CannotMandate
from tongban.people.demo import City
from tongban.people.models import Mandate, Office, Officer, Post
from tongban.people.reactions import close_mandates
from tongban.people.rules.mandates import CHIEF, COMMISSION, FIVE, SINGLE
from tongban.people.tests.conftest import NOW, TODAY
from tongban.people.tests.test_powers import give, hire

FOOD, SIGN = "11990100MB0000001X3990131009000", "11990100MB0000001X3991031046000"
SCENARIO = FOOD + "01"


@pytest.fixture
def office(city: City) -> Office:
    return city.office("司法局", "青岚县")


@pytest.fixture
def chief(office: Office) -> Officer:
    """Chief by role, with the posts for it, and no mandate yet."""
    Mandate.objects.filter(office=office).delete()
    officer = hire(office)
    give(officer, "chief", office)
    for kind in (Post.Kind.ACCEPTANCE, Post.Kind.APPROVAL):
        Post.objects.create(office=office, kind=kind, name="首席代表", holder_a=officer)
    return officer


def mandate(
    officer: Officer,
    *powers: str,
    kind: str = CHIEF,
    items: Sequence[str] = (),
    office: Office | None = None,
    **days: Any,
) -> Mandate:
    return actions.record_mandate(
        kind=kind,
        officer=officer,
        office=officer.office,
        powers=powers,
        item_codes=items,
        document="青岚授〔2026〕1号",
        signer="局长",
        **{"since": TODAY, "until": None, **days},
        by=SYSTEM,
        now=NOW,
    )


def held(officer: Officer, *, item: str = "", on: date = TODAY, office: Office | None = None) -> set[str]:
    return {
        power
        for power in (*FIVE, "decide_alone")
        if queries.may(officer, power, office=office or officer.office, item=item, on=on)
    }


@pytest.mark.requirement("L02", "L03")
def test_the_role_of_a_chief_alone_opens_nothing_but_seeing_and_supervising(chief: Officer) -> None:
    assert queries.powers_at(chief, office=chief.office, on=TODAY) == {"see", "supervise"}

    mandate(chief, *FIVE)
    assert held(chief) == set(FIVE)


@pytest.mark.requirement("L03")
def test_a_chief_does_what_the_mandate_says_and_nothing_else(chief: Officer, city: City) -> None:
    mandate(chief, "review", "decide", items=[FOOD])

    assert held(chief, item=FOOD) == {"review", "decide"}
    assert held(chief, item=SCENARIO) == {"review", "decide"}  # a scenario is of its item
    assert held(chief, item=SIGN) == set()
    assert held(chief) == set()  # where no item is named, nothing that holds for certain items only
    assert held(chief, item=FOOD, office=city.office("民政局", "青岚县")) == set()


@pytest.mark.requirement("L03")
def test_a_mandate_holds_from_its_first_to_its_last_day(chief: Officer) -> None:
    mandate(chief, *FIVE, until=TODAY + timedelta(days=30))
    days = [-1, 0, 30, 31]
    assert [bool(held(chief, on=TODAY + timedelta(days=day))) for day in days] == [False, True, True, False]


@pytest.mark.requirement("L03")
def test_a_chief_accepts_and_decides_only_where_the_posts_for_it_are_theirs(chief: Officer) -> None:
    mandate(chief, *FIVE)
    Post.objects.filter(holder_a=chief, kind=Post.Kind.ACCEPTANCE).update(holder_a=None)
    assert held(chief) == set(FIVE) - {"accept"}


@pytest.mark.requirement("L02")
def test_an_office_has_one_chief_representative_at_a_time(chief: Officer) -> None:
    first = mandate(chief, *FIVE)
    with pytest.raises(CannotMandate) as refused:
        mandate(hire(chief.office, number="X2"), *FIVE)
    assert [obstacle.code for obstacle in refused.value.obstacles] == ["another_chief_representative"]

    row = {"officer": chief, "office": chief.office, "since": TODAY, "recorded_at": NOW, "kind": CHIEF}
    with pytest.raises(IntegrityError), transaction.atomic():  # nor past the verb
        Mandate.objects.create(**row, document="二", signer="局长")

    last = TODAY + timedelta(days=2)
    actions.end_mandate(mandate=first, last_day=last, reason="换届", by=SYSTEM, now=NOW)
    with pytest.raises(CannotMandate):
        mandate(hire(chief.office, number="X3"), *FIVE, since=last)
    mandate(hire(chief.office, number="X4"), *FIVE, since=last + timedelta(days=1))


@pytest.mark.requirement("L02")
def test_a_mandate_whose_time_is_up_makes_room_for_the_next_one(chief: Officer) -> None:
    row = {
        "officer": chief,
        "office": chief.office,
        "kind": CHIEF,
        "document": "旧",
        "signer": "局长",
        "recorded_at": NOW,
    }
    old = Mandate.objects.create(**row, since=TODAY - timedelta(days=9), until=TODAY - timedelta(days=1))
    mandate(chief, *FIVE)
    old.refresh_from_db()
    assert (old.ended_on, old.over_at) == (old.until, NOW)


@pytest.mark.requirement("L03")
def test_a_mandate_that_was_ended_opens_nothing_and_its_story_is_kept(chief: Officer) -> None:
    given = mandate(chief, *FIVE)
    actions.end_mandate(mandate=given, last_day=TODAY, reason="轮岗", by=SYSTEM, now=NOW)

    assert held(chief) == set(FIVE)
    assert held(chief, on=TODAY + timedelta(days=1)) == set()
    close_mandates(NOW + timedelta(days=1))
    told = [each.name for each in events_of(f"officer:{chief.pk}")]
    assert told[-3:] == ["MandateRecorded", "MandateEnded", "MandateOver"]
    with pytest.raises(CannotMandate):
        actions.end_mandate(mandate=given, last_day=TODAY, reason="再来", by=SYSTEM, now=NOW)


@pytest.mark.requirement("C19")
def test_contracted_staff_accept_what_a_commission_names_and_nothing_else(city: City) -> None:
    contracted = hire(city.office("民政局", "青岚县"), is_contracted=True)
    give(contracted, "clerk", contracted.office)
    assert held(contracted, item=FOOD) == set()

    mandate(contracted, "accept", kind=COMMISSION, items=[FOOD])
    assert held(contracted, item=FOOD) == {"accept"}
    assert held(contracted, item=SIGN) == set()
    assert queries.powers_at(contracted, office=contracted.office, item=FOOD, on=TODAY) == {"see", "receive", "accept"}


@pytest.mark.parametrize(
    ("kind", "powers", "items", "is_contracted", "told"),
    [
        (COMMISSION, ["accept"], [], True, "mandate_names_no_item"),
        (COMMISSION, ["accept", "decide"], [FOOD], True, "power_not_of_this_mandate"),
        (COMMISSION, ["accept"], [FOOD], False, "commission_of_own_staff"),
        (SINGLE, ["decide_alone"], [], False, "mandate_names_no_item"),
        (SINGLE, ["decide_alone"], [FOOD], True, "contracted_staff_only_receive"),
        (CHIEF, [], [], False, "mandate_without_power"),
        (CHIEF, ["supervise"], [], False, "power_not_of_this_mandate"),
    ],
)
def test_a_mandate_that_says_too_much_or_too_little_is_refused(
    office: Office, kind: str, powers: list[str], items: list[str], is_contracted: bool, told: str
) -> None:
    Mandate.objects.filter(office=office).delete()
    officer = hire(office, is_contracted=is_contracted)
    with pytest.raises(CannotMandate) as refused:
        mandate(officer, *powers, kind=kind, items=items)
    assert [obstacle.code for obstacle in refused.value.obstacles] == [told]


def test_only_who_keeps_the_posts_records_and_ends_mandates(chief: Officer, city: City) -> None:
    arguments: dict[str, Any] = {
        "kind": CHIEF, "officer": chief, "office": chief.office, "powers": FIVE, "item_codes": [], "document": "一",
        "signer": "局长", "since": TODAY, "until": None, "now": NOW,
    }  # fmt: skip
    with pytest.raises(CannotMandate) as refused:
        actions.record_mandate(**arguments, by=chief)
    assert [obstacle.code for obstacle in refused.value.obstacles] == ["no_power"]

    keeper = hire(chief.office, number="X9")
    give(keeper, "hall_manager", city.office("人民政府", "青岚县"))
    given = actions.record_mandate(**arguments, by=keeper)
    with pytest.raises(CannotMandate):
        actions.end_mandate(mandate=given, last_day=TODAY, reason="自行终止", by=chief, now=NOW)


def test_lists_name_the_offices_of_a_mandate_and_the_items_where_it_names_them(chief: Officer) -> None:
    mandate(chief, "decide", items=[FOOD])
    assert queries.offices_under(chief, "decide", on=TODAY) == []
    reached = queries.reach(chief, "decide", on=TODAY)
    assert reached.limited == ((chief.office_id, frozenset({FOOD}), None),)

    Mandate.objects.all().delete()
    mandate(chief, "decide")
    assert queries.reach(chief, "decide", on=TODAY).offices == (chief.office_id,)
    assert queries.offices_under(chief, "accept", on=TODAY) == []


@pytest.mark.parametrize("power", [*FIVE, "decide_alone"])
def test_who_may_by_mandate_and_what_one_may_are_the_same_question(chief: Officer, power: str) -> None:
    contracted, named = hire(chief.office, number="X5", is_contracted=True), hire(chief.office, number="X6")
    mandate(chief, "review", "issue", "decide", items=[FOOD])
    mandate(contracted, "accept", "deliver", kind=COMMISSION, items=[FOOD])
    mandate(named, "decide_alone", kind=SINGLE, items=[FOOD])
    for item in (FOOD, SCENARIO, SIGN):
        able = queries.officers_with(power, office=chief.office, item=item, on=TODAY).values_list("pk", flat=True)
        may = {
            who.pk
            for who in (chief, contracted, named)
            if queries.may(who, power, office=chief.office, item=item, on=TODAY)
        }
        assert may == set(able) & {chief.pk, contracted.pk, named.pk}


def test_a_mandate_costs_no_statement_more(chief: Officer, django_assert_num_queries: Any) -> None:
    mandate(chief, *FIVE, items=[FOOD])
    with django_assert_num_queries(1):
        assert queries.may(chief, "decide", office=chief.office, item=FOOD, on=TODAY)
