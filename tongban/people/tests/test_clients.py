"""Administrators admit other systems; keys are shown once, replaced and revoked."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tongban.kernel.journal import events_of
from tongban.people.demo import PASSWORD, City
from tongban.people.models import ClientToken, Officer, Party, Post
from tongban.people.queries import client_for, may

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("D17")]
KEY = re.compile(r"tb_[\w-]{40,}")
PAGE = "/accounts/clients/"


@pytest.fixture
def administrator(city: City) -> Client:
    client = Client()
    client.post("/accounts/staff/", {"login": "zhoukai", "password": PASSWORD})
    return client


def sent(city: City, **given: Any) -> dict[str, Any]:
    office = city.office("城管局").pk
    given = {"name": "城管业务系统", "acts_for": "office", "office": office, "role": "approver"} | given
    return {"scopes": ["work:read", "work:act"], "until": timezone.localdate().isoformat()} | given


def test_a_system_of_an_office_gets_a_key_and_acts_under_its_own_name(city: City, administrator: Client) -> None:
    page = administrator.post(f"{PAGE}new/", sent(city)).content.decode()

    [secret] = set(KEY.findall(page))
    client = client_for(secret, now=timezone.now())
    assert client is not None
    assert secret not in str(vars(client))
    officer = Officer.objects.get(account=client.account)
    assert (officer.name, officer.office) == ("城管业务系统", city.office("城管局"))
    assert may(officer, "decide", office=officer.office, on=timezone.localdate())
    assert Post.objects.get(holder_a=officer).kind == "approval"
    [made] = events_of(f"client:{client.pk}")
    assert (made.name, made.by) == ("ClientTokenMade", f"officer:{Officer.objects.get(name='周凯').pk}")
    assert secret not in administrator.get(PAGE).content.decode()


def test_a_system_of_a_firm_needs_a_firm_that_is_known(city: City, administrator: Client) -> None:
    firm = Party.objects.filter(kind="organisation").first()
    assert firm is not None
    asked = sent(city, acts_for="firm", scopes=["cases:submit"], uscc="911101010000000001")
    assert administrator.post(f"{PAGE}new/", asked).status_code == 422
    page = administrator.post(f"{PAGE}new/", asked | {"uscc": firm.identity.clear()})
    assert KEY.search(page.content.decode())
    firm.refresh_from_db()
    assert firm.account is not None


@pytest.mark.parametrize(
    "wrong",
    [{"scopes": []}, {"scopes": ["cases:submit"]}, {"office": ""}, {"until": "2020-01-01"}, {"until": "2199-01-01"}],
)
def test_a_key_that_cannot_be_is_refused_beside_what_was_typed(
    city: City, administrator: Client, wrong: dict[str, Any]
) -> None:
    answer = administrator.post(f"{PAGE}new/", sent(city, **wrong))
    assert answer.status_code == 422
    assert "城管业务系统" in answer.content.decode()
    assert not ClientToken.objects.exists()
    assert not Officer.objects.filter(name="城管业务系统").exists()


def test_a_key_is_replaced_and_the_old_one_revoked(city: City, administrator: Client) -> None:
    [old] = set(KEY.findall(administrator.post(f"{PAGE}new/", sent(city)).content.decode()))
    first = ClientToken.objects.get()
    [new] = set(KEY.findall(administrator.post(f"{PAGE}{first.pk}/replace/").content.decode()))
    now = timezone.now()
    assert client_for(old, now=now)
    administrator.post(f"{PAGE}{first.pk}/revoke/")
    assert client_for(old, now=now) is None
    replaced = client_for(new, now=now)
    assert replaced is not None
    assert (replaced.account, replaced.scopes) == (first.account, first.scopes)
    page = administrator.post(f"{PAGE}{first.pk}/revoke/", follow=True).content.decode()
    assert "已经撤销" in page


def test_nobody_signs_in_as_a_system(city: City, administrator: Client) -> None:
    administrator.post(f"{PAGE}new/", sent(city))
    account = ClientToken.objects.get().account
    assert account is not None
    assert not account.has_usable_password()
    assert not Client().login(username=account.username, password="")


@pytest.mark.parametrize("path", ["", "new/", "1/replace/", "1/revoke/"])
def test_only_administrators_touch_keys(city: City, path: str) -> None:
    client = Client()
    client.post("/accounts/staff/", {"login": "wangmin", "password": PASSWORD})
    send = client.post if path.startswith("1") else client.get
    assert send(f"{PAGE}{path}").status_code == 403


def test_the_list_asks_a_bounded_number_of_queries(
    city: City, administrator: Client, django_assert_max_num_queries: Any
) -> None:
    for _ in range(6):
        administrator.post(f"{PAGE}new/", sent(city))
    administrator.get(PAGE)
    with django_assert_max_num_queries(16):  # most of them for the frame of the desk
        administrator.get(PAGE)
