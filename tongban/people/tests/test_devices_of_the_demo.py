"""The demo login with a device: its code is shown in demo mode, taken once, and of nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from tongban.people.actions import use_code
from tongban.people.demo import LOGINS, PASSWORD, City
from tongban.people.demo.devices import code_now, hand_out_devices
from tongban.people.models import Account

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("D25")]
NAME = "mengtao"


@pytest.fixture
def account(city: City) -> Account:
    hand_out_devices(city, now=timezone.now())
    return Account.objects.get(username=NAME)


def test_the_code_shown_is_taken_once_and_then_the_next_is_shown(account: Account) -> None:
    now = timezone.now()
    first = code_now(NAME, now=now)

    assert use_code(account=account, code=first, now=now)
    assert not use_code(account=account, code=first, now=now)
    second = code_now(NAME, now=now)
    assert second != first
    assert use_code(account=account, code=second, now=now)
    assert code_now(NAME, now=now) == ""
    assert code_now(NAME, now=now + timedelta(minutes=2))


def test_who_is_in_by_password_alone_is_stopped_as_in_production(account: Account, settings: Any) -> None:
    assert settings.SECOND_FACTOR == "offered"
    assert Client().post("/accounts/staff/", {"login": NAME, "password": PASSWORD}).url == "/accounts/staff/second/"
    Authenticator.objects.filter(user=account).delete()
    client = Client()
    client.post("/accounts/staff/", {"login": NAME, "password": PASSWORD})

    assert client.get("/desk/").url.startswith("/accounts/staff/factors/")


def test_outside_a_demo_and_of_anybody_else_no_code_is_shown(account: Account, city: City, settings: Any) -> None:
    stolen = Authenticator.objects.get(user=account, type=Authenticator.Type.TOTP)
    stolen.user = city.officer("zhaojun").account
    stolen.pk = None
    stolen.save()
    others = [login.username for login in LOGINS if not login.has_device]
    assert not any(code_now(name, now=timezone.now()) for name in [*others, "nobody"])
    settings.DEMO = False

    assert code_now(NAME, now=timezone.now()) == ""
    assert Client().get("/demo/").status_code == 404


def test_the_demo_page_shows_it(account: Account, client: Client) -> None:
    assert code_now(NAME, now=timezone.now()) in client.get("/demo/").content.decode()
