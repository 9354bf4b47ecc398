"""The demo inbox and the partners' desk as pages."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tongban.exchange.actions import ensure_partner
from tongban.exchange.models import DemoMessage, Envelope, Partner
from tongban.exchange.reactions import deliver_message
from tongban.kernel.events import SYSTEM
from tongban.people.models import Account, Office, Officer, Region, RoleGrant

NOW = datetime(2026, 5, 7, 1, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def account(client: Client) -> Account:
    day = date(2020, 1, 1)
    region = Region.objects.create(code="990100", name="云州市", level="city", valid_from=day)
    office = Office.objects.create(
        name="云州市行政审批服务局", short_name="行政审批局", kind="department", region=region
    )
    account = Account.objects.create(kind="staff", username="zhoukai")
    Officer.objects.create(account=account, office=office, name="周凯", staff_number="YZ1", joined_on=day)
    client.force_login(account)
    return account


@pytest.fixture
def sms() -> Partner:
    return ensure_partner(code="sms", name="短信通道", adapter="demo_sms", by=SYSTEM, now=NOW)


def deliver(number: int) -> None:
    content = {"phone": f"1990000000{number}", "template": "sign_in_code", "values": {"code": f"88000{number}"}}
    deliver_message(content, f"code:{number}")


def allow(account: Account) -> None:
    officer = account.officer
    RoleGrant.objects.create(
        officer=officer, role="system_administrator", office=officer.office, since=date(2020, 1, 1)
    )


def test_the_inbox_shows_what_was_delivered_newest_first(client: Client) -> None:
    for number in (1, 2):
        deliver(number)
    page = client.get(reverse("exchange:inbox")).content.decode()
    assert page.index("880002") < page.index("880001")
    assert "199****0001" in page
    assert "19900000001" not in page


def test_the_inbox_can_be_read_for_one_phone_and_refreshed_in_part(client: Client) -> None:
    for number in (1, 2):
        deliver(number)
    part = client.get(
        reverse("exchange:inbox"), {"phone": "19900000002"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "880002" in part
    assert "880001" not in part
    assert "<html" not in part


def test_an_empty_inbox_says_so(client: Client) -> None:
    assert "还没有短信" in client.get(reverse("exchange:inbox")).content.decode()


def test_a_long_inbox_is_paged(client: Client, django_assert_max_num_queries: Any) -> None:
    DemoMessage.objects.bulk_create(
        DemoMessage(phone="19900000001", template="accepted", text=f"第{number}条", key=str(number), at=NOW)
        for number in range(40)
    )
    with django_assert_max_num_queries(6):
        page = client.get(reverse("exchange:inbox")).content.decode()
    assert page.count("message-text") == 30
    assert "after=" in page


def test_there_is_no_inbox_in_production(client: Client, settings: Any) -> None:
    settings.DEMO = False
    assert client.get(reverse("exchange:inbox")).status_code == 404


def test_partners_are_for_those_who_look_after_them(client: Client, account: Account, sms: Partner) -> None:
    assert "这里由这些岗位办理：系统管理" in client.get(reverse("exchange:partners")).content.decode()
    for address in (reverse("exchange:partners"), reverse("exchange:partner", args=["sms"])):
        assert client.get(address).status_code == 403
    allow(account)
    assert "短信通道" in client.get(reverse("exchange:partners")).content.decode()


def test_a_partner_is_broken_on_purpose_and_mended(client: Client, account: Account, sms: Partner) -> None:
    allow(account)
    page = client.post(reverse("exchange:set_mode", args=["sms"]), {"mode": "failing"}, follow=True)
    assert "故障" in page.content.decode()
    sms.refresh_from_db()
    assert sms.is_failing


def test_an_unknown_behaviour_is_answered_in_words(client: Client, account: Account, sms: Partner) -> None:
    allow(account)
    page = client.post(reverse("exchange:set_mode", args=["sms"]), {"mode": "explode"}, follow=True)
    assert "没有“explode”这种状态" in page.content.decode()


def test_envelopes_of_a_partner_are_filtered_by_state(client: Client, account: Account, sms: Partner) -> None:
    allow(account)
    deliver(1)
    address = reverse("exchange:partner", args=["sms"])
    assert "没有符合条件的往来" not in client.get(address, {"state": "received"}).content.decode()
    assert "没有符合条件的往来" in client.get(address, {"state": "failed"}).content.decode()


def test_what_was_sent_is_told_in_words_and_a_key_only_where_it_is_needed(
    client: Client, account: Account, sms: Partner
) -> None:
    allow(account)
    content = {"phone": "19900000001", "template": "sign_in_code", "values": {"code": "880001"}}
    deliver_message(content, "sign-in-code:1:2")
    page = client.get(reverse("exchange:partner", args=["sms"])).content.decode()
    assert "登录验证码" in page
    assert "sign-in-code" not in page
    Envelope.objects.update(state="failed")
    assert "sign-in-code:1:2" in client.get(reverse("exchange:partner", args=["sms"])).content.decode()
