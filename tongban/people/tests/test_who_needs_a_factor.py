"""Every way to come to a binding power asks for a second factor: each role, each mandate, standing in for somebody."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tongban.people.demo import City
from tongban.people.models import Mandate, Office, Officer, Post
from tongban.people.rules.mandates import CHIEF, POWERS_OF_KIND, SINGLE
from tongban.people.rules.roles import POWERS, ROLES
from tongban.people.tests.test_absences import away
from tongban.people.tests.test_mandates import mandate
from tongban.people.tests.test_powers import give, hire

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("D25", "C20")]
FACTORS = "/accounts/staff/factors/"

# Each role stands in one of the two; a new one fails the test until somebody has said in which.
BIND = {"approver", "item_approver", "system_administrator", "hall_manager", "calendar_administrator"}
BIND_NOBODY = {"clerk", "reviewer", "chief", "supervisor", "director", "item_manager", "auditor"}

# Powers that bind nobody by themselves: to see, to take in, to examine, to propose, to hand over, to look after.
HARMLESS = {"see", "receive", "accept", "review", "deliver", "supervise", "manage_catalogue"}


@pytest.fixture(autouse=True)
def _as_in_production(settings: Any) -> None:
    settings.SECOND_FACTOR, settings.SECOND_FACTOR_OF = "approvers", []


@pytest.fixture
def office(city: City) -> Office:
    return city.office("司法局", "青岚县")


def is_stopped(officer: Officer) -> bool:
    """Say whether a password alone leads to the page where a factor is added, and to nowhere else."""
    client = Client()
    assert officer.account
    client.force_login(officer.account)
    answers: list[Any] = [client.get(path) for path in ("/desk/", "/desk/posts/", "/accounts/staff/profile/")]
    stopped = {answer.status_code == 302 and answer.url.startswith(FACTORS) for answer in answers}
    assert len(stopped) == 1, answers
    assert client.get(FACTORS).status_code == 200
    return stopped.pop()


def test_each_role_is_stopped_if_it_binds(office: Office) -> None:
    found = set()
    for role in ROLES:
        officer = hire(office, number=role[:20])
        give(officer, role, office)
        if is_stopped(officer):
            found.add(role)

    assert found == BIND
    assert set(ROLES) == BIND | BIND_NOBODY


def test_no_role_that_is_let_through_holds_a_power_that_binds() -> None:
    for role in BIND_NOBODY:
        assert ROLES[role].powers <= HARMLESS <= POWERS


def test_a_chief_is_stopped_as_far_as_the_mandate_binds(office: Office) -> None:
    Mandate.objects.filter(office=office).delete()  # an office has one chief at a time
    officer = hire(office)
    give(officer, "chief", office)
    Post.objects.create(office=office, kind=Post.Kind.APPROVAL, name="审批岗", holder_a=officer)  # else it sleeps
    for power in POWERS_OF_KIND[CHIEF]:
        row = mandate(officer, power)
        assert is_stopped(officer) == (power not in HARMLESS), power
        row.delete()


def test_who_decides_alone_for_one_item_is_stopped(office: Office) -> None:
    officer = hire(office)
    mandate(officer, "decide_alone", kind=SINGLE, items=["990199001"])

    assert is_stopped(officer)


def test_a_mandate_that_is_over_stops_nobody(office: Office) -> None:
    officer = hire(office)
    row = mandate(officer, "decide_alone", kind=SINGLE, items=["990199001"])
    assert is_stopped(officer)
    row.until = row.since + timedelta(days=1)
    row.save()

    assert not is_stopped(officer)


@pytest.mark.requirement("L04")
def test_who_stands_in_for_an_approver_is_stopped_while_that_lasts(city: City, office: Office) -> None:
    a, b = hire(office, number="A"), hire(office, number="B")
    give(a, "approver", office)
    Post.objects.create(office=office, kind=Post.Kind.APPROVAL, name="审批岗", holder_a=a, holder_b=b)
    assert not is_stopped(b)

    away(a, until=a.joined_on + timedelta(days=3650))

    assert is_stopped(b)


def test_who_is_named_is_stopped_whatever_the_policy_says(city: City, office: Office, settings: Any) -> None:
    settings.SECOND_FACTOR, settings.SECOND_FACTOR_OF = "offered", ["B"]
    assert is_stopped(hire(office, number="B"))
    assert not is_stopped(hire(office, number="A"))
