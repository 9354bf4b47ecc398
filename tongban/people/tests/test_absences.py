"""A is away and B stands in (双岗制); A is back, and what B took up stays with B."""

from datetime import date, timedelta
from typing import Any

import pytest

from tongban.kernel.journal import events_of
from tongban.people import actions, queries
from tongban.people.actions import CannotBeAway
from tongban.people.demo import City
from tongban.people.models import Absence, Mandate, Office, Officer, Post
from tongban.people.reactions import begin_absences
from tongban.people.tests.conftest import NOW, TODAY
from tongban.people.tests.test_mandates import FOOD, SIGN, mandate
from tongban.people.tests.test_powers import give, hire

LAST = TODAY + timedelta(days=4)


@pytest.fixture
def office(city: City) -> Office:
    return city.office("司法局", "青岚县")


@pytest.fixture
def a(office: Office) -> Officer:
    officer = hire(office, number="A")
    give(officer, "approver", office)
    return officer


@pytest.fixture
def b(office: Office) -> Officer:
    """Somebody of the same office with no role at all."""
    return hire(office, number="B")


@pytest.fixture
def post(office: Office, a: Officer, b: Officer) -> Post:
    return Post.objects.create(office=office, kind=Post.Kind.APPROVAL, name="审批岗", holder_a=a, holder_b=b)


def away(officer: Officer, since: date = TODAY, until: date = LAST, **given: Any) -> Absence:
    return actions.record_absence(
        **{"officer": officer, "since": since, "until": until, "cause": "leave", "by": officer, "now": NOW} | given
    )


def may(officer: Officer, power: str, days: int = 0, **given: Any) -> bool:
    return queries.may(officer, power, office=officer.office, on=TODAY + timedelta(days=days), **given)


@pytest.mark.requirement("L04")
def test_b_has_the_powers_of_the_post_while_a_is_away_and_no_others(a: Officer, b: Officer, post: Post) -> None:
    assert not may(b, "decide")

    away(a)
    assert [may(b, "decide", day) for day in (-1, 0, 4, 5)] == [False, True, True, False]
    assert may(b, "see")
    assert not may(b, "review")  # A reviews, too, but that does not go with the approval post
    assert not may(b, "supervise")


@pytest.mark.requirement("L04")
def test_b_of_a_post_whose_holder_is_there_holds_nothing_by_it(
    office: Office, a: Officer, b: Officer, post: Post
) -> None:
    give(b, "approver", office)
    assert not may(b, "decide")  # the role alone decides nothing, and the post is A's
    away(a)
    assert may(b, "decide")


@pytest.mark.requirement("L04")
def test_b_keeps_what_b_took_up_after_a_has_come_back(a: Officer, b: Officer, post: Post) -> None:
    away(a)
    assert not may(b, "decide", 5)
    assert may(b, "decide", 5, has_it=True)
    assert not may(a, "accept", 5, has_it=True)


@pytest.mark.requirement("L04", "L03")
def test_b_of_a_chief_reaches_as_far_as_the_mandate_and_its_items(office: Office, b: Officer) -> None:
    Mandate.objects.filter(office=office).delete()
    chief = hire(office, number="C")
    give(chief, "chief", office)
    mandate(chief, "accept", "decide", items=[FOOD])
    Post.objects.create(office=office, kind=Post.Kind.APPROVAL, name="首席代表岗", holder_a=chief, holder_b=b)
    away(chief)

    assert may(b, "decide", item=FOOD)
    assert not may(b, "decide", item=SIGN)
    assert not may(b, "accept", item=FOOD)  # of the acceptance post, which is somebody else's
    assert not may(b, "supervise")


@pytest.mark.requirement("L04", "C19")
def test_contracted_staff_who_stand_in_still_only_receive(a: Officer, office: Office) -> None:
    give(a, "clerk", office)
    b = hire(office, number="B2", is_contracted=True)
    Post.objects.create(office=office, kind=Post.Kind.ACCEPTANCE, name="受理岗", holder_a=a, holder_b=b)
    away(a)
    assert queries.powers_at(b, office=office, on=TODAY) == {"see", "receive"}


@pytest.mark.requirement("L04")
def test_an_absence_called_off_or_ended_early_gives_the_post_back(a: Officer, b: Officer, post: Post) -> None:
    away_today = away(a)
    actions.end_absence(absence=away_today, by=a, now=NOW)
    assert not may(b, "decide")
    assert not may(b, "decide", has_it=True)  # called off on its first day: as if it had not been

    later = away(a)
    actions.end_absence(absence=later, by=a, now=NOW + timedelta(days=2))
    assert [may(b, "decide", day) for day in (0, 1, 2)] == [True, True, False]
    with pytest.raises(CannotBeAway):
        actions.end_absence(absence=later, by=a, now=NOW + timedelta(days=3))


@pytest.mark.requirement("L04")
def test_an_absence_is_recorded_by_oneself_the_head_or_who_keeps_the_posts(
    city: City, office: Office, a: Officer, b: Officer
) -> None:
    with pytest.raises(CannotBeAway) as refused:
        away(a, by=b)
    assert [obstacle.code for obstacle in refused.value.obstacles] == ["no_power"]
    give(b, "hall_manager", city.office("人民政府", "青岚县"))
    away(a, by=b)
    with pytest.raises(CannotBeAway) as refused:
        away(a, since=LAST, until=LAST + timedelta(days=1))
    assert [obstacle.code for obstacle in refused.value.obstacles] == ["absence_overlaps"]


@pytest.mark.requirement("L04")
def test_an_absence_begins_on_its_day(a: Officer) -> None:
    later = away(a, since=TODAY + timedelta(days=1))
    assert later.begun_at is None
    begin_absences(NOW)
    begin_absences(NOW + timedelta(days=1))
    begin_absences(NOW + timedelta(days=1))
    told = [each.name for each in events_of(f"officer:{a.pk}")]
    assert told.count("AbsenceBegun") == 1


@pytest.mark.requirement("L04")
@pytest.mark.parametrize("power", ["see", "decide", "review", "accept", "issue"])
@pytest.mark.parametrize("days", [0, 5])
def test_who_stands_in_and_what_one_may_are_the_same_question(
    a: Officer, b: Officer, post: Post, power: str, days: int
) -> None:
    away(a)
    on = TODAY + timedelta(days=days)
    able = set(queries.officers_with(power, office=a.office, on=on).values_list("pk", flat=True))
    assert {who.pk for who in (a, b) if queries.may(who, power, office=a.office, on=on)} == able & {a.pk, b.pk}
