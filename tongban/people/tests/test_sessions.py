"""Where one is signed in: the list, ending one or all others, and what goes along with a session."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tongban.people.actions.forgetting import forget_open_sessions
from tongban.people.demo import PASSWORD, City
from tongban.people.models import Account, OpenSession
from tongban.people.tests.test_pages import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("D25")]
PHONE = "19900000001"
PHONE_BROWSER = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) AppleWebKit/605.1.15 Safari/604.1"
OFFICE_BROWSER = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36"


def staff(client: Client) -> Client:
    client.post("/accounts/staff/", {"login": "wangmin", "password": PASSWORD})
    return client


@pytest.fixture
def phone(city: City) -> Client:
    client = Client(headers={"user-agent": PHONE_BROWSER})
    sign_in(client, PHONE)
    return client


@pytest.fixture
def office(city: City) -> Client:
    client = Client(headers={"user-agent": OFFICE_BROWSER})
    sign_in(client, PHONE)
    return client


def is_in(client: Client) -> bool:
    answer: Any = client.get("/accounts/profile/")
    return bool(answer.status_code == 200)


def test_one_sees_every_browser_one_is_signed_in_with(phone: Client, office: Client) -> None:
    page = phone.get("/accounts/profile/").content.decode()

    assert "Safari, iPhone" in page
    assert "Chrome, Windows" in page
    assert page.count("就是这台") == 1
    assert page.count("让它退出") == 1


def test_a_session_is_ended_from_another(phone: Client, office: Client) -> None:
    other = OpenSession.objects.get(device="Safari, iPhone")

    answer = office.post(f"/accounts/sessions/{other.pk}/end/")

    assert answer.url == "/accounts/profile/"
    assert (is_in(phone), is_in(office)) == (False, True)
    assert not OpenSession.objects.filter(pk=other.pk).exists()


def test_all_others_are_ended_and_this_one_stays(phone: Client, office: Client) -> None:
    third = Client()
    sign_in(third, PHONE)

    third.post("/accounts/sessions/end-others/")

    assert [is_in(each) for each in (phone, office, third)] == [False, False, True]


def test_nobody_ends_the_session_of_somebody_else(phone: Client) -> None:
    other = staff(Client())

    answer = other.post(f"/accounts/sessions/{OpenSession.objects.get(device='Safari, iPhone').pk}/end/")

    assert answer.status_code == 404
    assert is_in(phone)


def test_staff_see_and_end_theirs(city: City) -> None:
    here, there = staff(Client(headers={"user-agent": OFFICE_BROWSER})), staff(Client())
    assert "Chrome, Windows" in there.get("/accounts/staff/profile/").content.decode()

    there.post("/accounts/sessions/end-others/")

    assert here.get("/desk/").status_code == 302
    assert there.get("/desk/").status_code == 200


def test_a_session_that_changes_its_key_stays_one_row(phone: Client) -> None:
    before = OpenSession.objects.get()
    session = phone.session
    session.cycle_key()
    session.save()
    phone.cookies["sessionid"] = session.session_key

    phone.get("/accounts/profile/")

    after = OpenSession.objects.get()
    assert (after.pk, after.since) == (before.pk, before.since)
    assert after.session_key == session.session_key != before.session_key


def test_signing_out_takes_the_session_off_the_list(phone: Client, office: Client) -> None:
    phone.post("/accounts/logout/")

    assert "iPhone" not in office.get("/accounts/profile/").content.decode().partition("登录记录")[0]


def test_an_idle_session_is_on_no_list(phone: Client, office: Client) -> None:
    OpenSession.objects.filter(device="Safari, iPhone").update(seen_at=timezone.now() - timedelta(minutes=121))

    assert "iPhone" not in office.get("/accounts/profile/").content.decode().partition("登录记录")[0]


def test_the_row_is_written_once_a_minute_at_most(phone: Client) -> None:
    phone.get("/accounts/profile/")
    written = OpenSession.objects.get().seen_at

    phone.get("/accounts/profile/")

    assert OpenSession.objects.get().seen_at == written


def test_what_is_told_of_old_sessions_goes(phone: Client) -> None:
    now = timezone.now()
    old = OpenSession.objects.get()
    OpenSession.objects.filter(pk=old.pk).update(seen_at=now - timedelta(days=2))

    forget_open_sessions(before=now - timedelta(days=1), at_most=10, now=now)

    assert not OpenSession.objects.exists()


def test_those_signed_in_go_on_after_a_restart(phone: Client) -> None:
    """Whatever a process remembers, sessions lie in the database: another process lets the same cookie in."""
    cookie = phone.cookies["sessionid"].value
    assert Session.objects.filter(session_key=cookie).exists()
    another = Client()
    another.cookies["sessionid"] = cookie

    assert is_in(another)
    assert Account.objects.get(pk=another.session["_auth_user_id"]).phone.clear() == PHONE
