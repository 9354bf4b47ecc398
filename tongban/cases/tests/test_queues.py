"""Greeting and queues on the desk, visits set aside and taken up, the month of a service point."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tongban.cases.actions.forgetting import KEPT, forget_arrivals
from tongban.cases.queries.window import items_to_receive
from tongban.cases.tests.at_window import DESK, read_card, received, seated
from tongban.cases.tests.conftest import signed_in
from tongban.kernel.moments import local_day
from tongban.kernel.retention import run
from tongban.people.models import Account, Office, Officer, Post, Region, RoleGrant
from tongban.people.rules.identifiers import make_uscc
from tongban.windows.actions import begin_visit, register_arrival
from tongban.windows.models import Arrival, Pool, ServicePoint, Visit, Window, WindowItem

if TYPE_CHECKING:
    from tongban.cases.tests.conftest import Town

LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def manager(town: Town) -> Officer:
    account = Account.objects.create(kind="staff", username="fengli")
    officer = Officer.objects.create(
        office=town.bureau, name="冯丽", staff_number="T90", joined_on=LONG_AGO, account=account
    )
    RoleGrant.objects.create(officer=officer, role="hall_manager", office=town.bureau, since=LONG_AGO)
    return officer


@pytest.fixture
def pool(manager: Officer, window: Window) -> Pool:
    page = signed_in(manager)
    page.post(reverse("cases:make_pool"), {"name": "综合", "windows": [window.pk]})
    return Pool.objects.get()


@pytest.mark.requirement("C16")
def test_a_greeter_registers_who_comes_and_the_window_asks_the_next_who_fits(
    clerk: Client, pool: Pool, manager: Officer, town: Town, window: Window, django_assert_max_num_queries: Any
) -> None:
    greeter = signed_in(manager)
    assert "没有人在等" in greeter.get(reverse("cases:pools")).text
    assert "食品经营许可" in greeter.get(reverse("cases:pools"), {"q": "食品"}).text
    told = {"items": [town.restaurant.code], "called": "王女士", "goes_first": "on"}
    page = greeter.post(reverse("cases:arrive", args=[pool.pk]) + "?q=食品", told, follow=True).text
    assert "已登记，001 号" in page
    for said in ("食品经营许可", "王**", "优先"):
        assert said in page
    assert "王女士" not in page
    for _again in range(4):
        register_arrival(pool=pool, by=manager, now=timezone.now())
    with django_assert_max_num_queries(24):
        greeter.get(reverse("cases:pools"))

    assert "有 5 人在等" in clerk.get(DESK).text
    assert "001 号正在过来" in clerk.post(reverse("cases:next_arrival"), follow=True).text
    clerk.post(reverse("cases:begin_visit") + read_card(clerk), {"whom": "own"})
    assert Arrival.objects.get(number=1).visit == Visit.objects.get()


def test_who_does_not_come_when_asked_is_noted_and_the_next_is_asked(
    clerk: Client, pool: Pool, manager: Officer
) -> None:
    first = register_arrival(pool=pool, by=manager, now=timezone.now())
    assert "001 号正在过来" in clerk.post(reverse("cases:next_arrival"), follow=True).text
    page = clerk.post(reverse("cases:leave", args=[first.pk]), {"window": "1"}, follow=True).text
    assert "已登记离开" in page
    assert "没有您可以接待的等候者" in clerk.post(reverse("cases:next_arrival"), follow=True).text


def test_who_waited_is_forgotten_after_a_quarter(pool: Pool, manager: Officer) -> None:
    came = timezone.now()
    register_arrival(pool=pool, called="王女士", by=manager, now=came)
    end = came + timedelta(days=KEPT["arrivals"].days)
    run(KEPT["arrivals"], forget_arrivals, end)
    assert Arrival.objects.exists()
    run(KEPT["arrivals"], forget_arrivals, end + timedelta(seconds=1))
    assert not Arrival.objects.exists()


@pytest.mark.requirement("C13")
def test_a_visit_is_set_aside_and_a_colleague_goes_on_with_its_cases(
    clerk: Client, visit: Visit, town: Town, window: Window
) -> None:
    case = received(clerk, town.restaurant)
    page = clerk.post(reverse("cases:park_visit"), {"reason": "fee"}, follow=True).text
    assert "谁来了" in page
    assert "去缴费" in page

    other = Officer.objects.create(office=town.bureau, name="方圆", staff_number="T9", joined_on=LONG_AGO)
    RoleGrant.objects.create(officer=other, role="clerk", office=town.bureau, since=LONG_AGO)
    beside = Window.objects.create(service_point=window.service_point, number="13", name="综合", kind="any")
    colleague = seated(other, beside)
    page = colleague.post(reverse("cases:take_up_visit", args=[visit.pk]), follow=True).text
    assert case.matter.number in page
    visit.refresh_from_db()
    assert (visit.window, visit.officer) == (beside, other)
    assert "请选择挂起的原因" in colleague.post(reverse("cases:park_visit"), {"reason": "lunch"}, follow=True).text


def test_a_visit_without_a_case_ends_with_what_was_told(clerk: Client, visit: Visit) -> None:
    clerk.post(reverse("cases:end_visit"), {"outcome": "told_once", "note": "带身份证和租赁合同"})
    visit.refresh_from_db()
    assert visit.outcome == "told_once"
    assert visit.note.clear() == "带身份证和租赁合同"


@pytest.mark.requirement("F14")
def test_the_month_of_a_service_point_shows_its_items_and_cases_and_is_taken_away(
    clerk: Client, visit: Visit, town: Town, django_assert_max_num_queries: Any
) -> None:
    received(clerk, town.restaurant)
    with django_assert_max_num_queries(16):
        page = clerk.get(reverse("cases:window_report")).text
    assert "收件 <strong>1</strong>" in page
    assert "门头招牌设置备案" in page
    told = clerk.post(reverse("cases:export_window_report"), {"format": "csv"}).content.decode("utf-8-sig")
    assert f'"食品经营许可","行政审批局","{town.restaurant.code}","自有","1"' in told


@pytest.mark.requirement("D22", "F13", "F14")
def test_a_village_desk_takes_all_its_own_items_and_nothing_of_other_levels_is_seen_there(
    clerk: Client, visit: Visit, town: Town
) -> None:
    city_case = received(clerk, town.restaurant)
    village, desk, officer = village_desk(town)
    shown = village.get(reverse("cases:window_report")).text
    assert "收件 <strong>0</strong>" in shown
    assert "居住证明" in shown
    assert "食品经营许可" not in shown
    page = village.get(f"/desk/matters/{city_case.matter.number}/")
    assert page.status_code == 404

    begin_visit(window=desk, party=town.applicant, by=officer, now=timezone.now())
    offered = items_to_receive(desk, officer, on=local_day(timezone.now()))
    assert [item.catalog_item.name for item in offered] == ["居住证明"]
    assert "食品经营许可" not in village.get(DESK).text
    assert city_case.matter.number not in village.get("/desk/search/", {"q": city_case.matter.number[:6]}).text


def village_desk(town: Town) -> tuple[Client, Window, Officer]:
    """A village with one desk that takes everything of its own office, and the account of who sits there."""
    region = Region.objects.create(code="990102001001", name="桥头村", level="village", valid_from=LONG_AGO)
    village = Office.objects.create(
        name="桥头村便民服务站", short_name="桥头村", kind="village", level="6", region=region,
        uscc=make_uscc(9_300_001, region="990102", department="1"),
    )  # fmt: skip
    item = town.signboard
    item.pk, item.office, item.regulating_office, item.code = None, village, None, f"{village.uscc}6990000000001"
    item.catalog_item = type(item.catalog_item).objects.create(code="990000000001", name="居住证明", item_type="20")
    item.save(force_insert=True)
    officer = Officer.objects.create(office=village, name="村文书", staff_number="V1", joined_on=LONG_AGO)
    RoleGrant.objects.create(officer=officer, role="clerk", office=village, since=LONG_AGO)
    Post.objects.create(office=village, kind=Post.Kind.ACCEPTANCE, name="受理岗", holder_a=officer)
    point = ServicePoint.objects.create(office=village, name="桥头村便民服务站", address="", hours="", phone="")
    desk = Window.objects.create(service_point=point, number="1", name="综合服务", kind="any")
    WindowItem.objects.create(window=desk, office=village, since=local_day(timezone.now()) - timedelta(days=1))
    return seated(officer, desk), desk, officer
