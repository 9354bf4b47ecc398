"""The front page, the demo's logins and the page of deliveries."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tongban.kernel.outbox import OutboxRow
from tongban.kernel.tables.work import NodeLease
from tongban.people.demo import LOGINS, PASSWORD
from tongban.people.models import Account, Office, Officer, Post, Region, RoleGrant
from tongban.people.rules.identifiers import make_uscc
from tongban.portal.rules.walks import WALKS, Walk
from tongban.windows.models import ServicePoint

pytestmark = pytest.mark.django_db


def office(level: str, number: int) -> Office:
    region, _ = Region.objects.get_or_create(
        code="990100", defaults={"name": "云州市", "level": "city", "valid_from": date(2000, 1, 1)}
    )
    uscc = make_uscc(9_200_000 + number, region="990100", department="1")
    return Office.objects.create(
        name=f"第{number}中心", short_name=f"中心{number}", uscc=uscc, kind="department", level=level, region=region
    )


def officer(role: str) -> Client:
    account = Account.objects.create(kind="staff", username=role)
    place = office("3", 50 + Officer.objects.count())
    person = Officer.objects.create(
        office=place, name="周凯", staff_number=role, joined_on=date(2020, 1, 1), account=account
    )
    RoleGrant.objects.create(officer=person, role=role, office=place, since=date(2020, 1, 1))
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def administrator() -> Client:
    return officer("system_administrator")


def dead_letter() -> OutboxRow:
    now = timezone.now()
    return OutboxRow.objects.create(
        kind="sms", key="k", state=OutboxRow.State.DEAD, attempts=9, last_error="无法连接",
        enqueued_at=now, next_try_at=now,
    )  # fmt: skip


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_front_page_asks_what_one_has_come_for(client: Client) -> None:
    text = text_of(client, "/")
    assert "您要办什么事？" in text
    assert 'action="/items/"' in text
    assert "按时办结率" in text


def test_the_front_page_takes_few_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(7):
        client.get("/")


def test_the_front_page_names_the_halls_of_city_and_counties_alone(client: Client) -> None:
    for number, level in enumerate("6543", 1):
        ServicePoint.objects.create(
            office=office(level, number), name=f"大厅{level}", address="政务路", hours="9:00", phone="12345"
        )
    text = text_of(client, "/")
    assert "大厅3" in text
    assert "大厅4" in text
    assert "大厅5" not in text
    assert "大厅6" not in text


def test_the_front_page_speaks_english(client: Client) -> None:
    answer = client.get("/", headers={"accept-language": "en"})
    assert "What do you need to do?" in answer.content.decode()


def test_the_demo_page_has_a_login_for_every_face(client: Client) -> None:
    text = text_of(client, "/demo/")
    assert PASSWORD in text
    assert all(login.name in text and (login.phone or login.username) in text for login in LOGINS)


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.code)
def test_a_walk_begins_where_there_is_a_page_as_somebody_who_is_there(client: Client, walk: Walk) -> None:
    assert walk.title in text_of(client, "/demo/")
    assert walk.title_en in client.get("/demo/", headers={"accept-language": "en"}).content.decode()
    for step in walk.steps:
        assert not step.who or step.who in {login.username for login in LOGINS}
        assert resolve(urlsplit(step.at).path)


def test_the_demo_page_finds_who_holds_a_post_of_any_office(client: Client) -> None:
    police = office("3", 7)
    officer = Officer.objects.create(
        account=Account.objects.create(kind=Account.Kind.STAFF, username="yz00777"),
        office=police,
        name="丁一",
        staff_number="YZ00777",
        joined_on=date(2020, 1, 1),
    )
    Post.objects.create(office=police, kind=Post.Kind.APPROVAL, name="审批岗", holder_a=officer)
    found = text_of(client, f"/demo/?office={police.name}")
    assert all(word in found for word in ("丁一", "yz00777", "审批岗"))
    assert "没有这样的单位" in text_of(client, "/demo/?office=海底")
    assert "丁一" not in text_of(client, "/demo/")


@pytest.mark.parametrize("name", ["portal:demo", "portal:demo_progress"])
def test_outside_the_demo_nobody_is_given_a_password(client: Client, settings: Any, name: str) -> None:
    settings.DEMO = False
    assert client.get(reverse(name)).status_code == 404


def test_the_bar_of_a_city_being_filled_asks_again_until_it_is_full(client: Client, settings: Any) -> None:
    settings.DEMO_CASES = 300
    assert 'hx-trigger="every 3s"' in text_of(client, reverse("portal:demo_progress"))
    settings.DEMO_CASES = 0
    assert "hx-trigger" not in text_of(client, reverse("portal:demo_progress"))


def test_the_page_of_deliveries_says_whether_somebody_works(administrator: Client) -> None:
    outbox = reverse("portal:outbox")
    text = text_of(administrator, outbox)
    assert "后台进程没有在工作" in text
    assert "没有投递失败的消息" in text

    now, worker = timezone.now(), NodeLease.Role.WORKER
    until = now + timedelta(minutes=1)
    NodeLease.objects.create(node=1, role=worker, holder="here", held_since=now, seen_at=now, expires_at=until)
    assert "后台进程正在工作" in text_of(administrator, outbox)


def test_a_dead_letter_is_tried_again(administrator: Client) -> None:
    row = dead_letter()
    assert "无法连接" in text_of(administrator, reverse("portal:outbox"))
    answer = administrator.post(reverse("portal:retry", args=[row.pk]), follow=True)
    assert "已重新排队" in answer.content.decode()
    row.refresh_from_db()
    assert row.state == OutboxRow.State.WAITING
    administrator.post(reverse("portal:retry", args=[row.pk]))  # a second click changes nothing


def test_deliveries_are_for_administrators(client: Client) -> None:
    row = dead_letter()
    clerk = officer("clerk")
    assert clerk.get(reverse("portal:outbox")).status_code == 403
    assert clerk.post(reverse("portal:retry", args=[row.pk])).status_code == 403
    assert client.get(reverse("portal:outbox")).status_code == 302
    row.refresh_from_db()
    assert row.state == OutboxRow.State.DEAD
