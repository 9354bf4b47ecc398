"""Targets of speed: set for an item or an office, ended with a reason, kept as history, shown in the figures."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tongban.cases.actions import decide_case
from tongban.cases.actions.refusals import CannotSetSpeed
from tongban.cases.actions.speed import end_speed_target, set_speed_target
from tongban.cases.actions.tallies import count_days
from tongban.cases.models import SpeedTarget
from tongban.cases.tests.conftest import MORNING, Town, signed_in
from tongban.cases.tests.test_actions import reviewed
from tongban.kernel.models import JournalEntry
from tongban.kernel.moments import local_day
from tongban.people.models import Officer, RoleGrant

pytestmark = pytest.mark.requirement("E14")
LIST = "/desk/speed-targets/"
DAY = local_day(MORNING)


@pytest.fixture
def manager(town: Town) -> Officer:
    RoleGrant.objects.create(officer=town.approver, role="item_manager", office=town.bureau, since=date(2020, 1, 1))
    return town.approver


@pytest.fixture
def desk(manager: Officer) -> Client:
    return signed_in(manager)


def page_of(town: Town) -> str:
    return f"{LIST}{town.restaurant.code}/"


def test_a_target_is_set_for_an_item_and_stands_in_its_history(desk: Client, manager: Officer, town: Town) -> None:
    assert "还没有提速目标" in desk.get(LIST).content.decode()
    given = {"days": "3", "since": "2026-05-01", "source": "“245”改革方案"}
    assert desk.post(page_of(town), given).status_code == 302
    target = SpeedTarget.objects.get()
    assert (target.days, target.since, target.set_by) == (3, date(2026, 5, 1), manager)
    page = desk.get(page_of(town)).content.decode()
    assert "“245”改革方案" in page
    assert "换一个目标" in page
    refused = desk.post(page_of(town), given)
    assert refused.status_code == 409
    assert "必须晚于现行目标的起始日" in refused.content.decode()
    assert desk.post(page_of(town), given | {"days": "0"}).status_code == 422
    listed = desk.get(LIST).content.decode()
    assert town.restaurant.catalog_item.name in listed
    assert town.signboard.catalog_item.name not in listed, "decided at once"


def test_a_target_ends_with_a_reason_and_not_in_the_past(desk: Client, manager: Officer, town: Town) -> None:
    set_speed_target(
        item=town.restaurant, days=3, since=date(2026, 5, 1), source="方案", by=manager, now=timezone.now()
    )
    today = local_day(timezone.now())
    ends, yesterday = f"{page_of(town)}end/", today - timedelta(days=1)
    refused = desk.post(ends, {"until": yesterday.isoformat(), "reason": "方案调整"})
    assert refused.status_code == 409
    assert "已经按目标统计的日子不改" in refused.content.decode()
    assert desk.post(ends, {"until": today.isoformat()}).status_code == 422
    assert desk.post(ends, {"until": today.isoformat(), "reason": "方案调整"}).status_code == 302
    target = SpeedTarget.objects.get()
    assert (target.until, target.ended_by, target.end_reason) == (today, manager, "方案调整")
    assert JournalEntry.objects.filter(name="SpeedTargetEnded", subject=town.restaurant.subject).count() == 1
    assert "方案调整" in desk.get(page_of(town)).content.decode()
    assert desk.post(ends, {"until": today.isoformat(), "reason": "再来"}).status_code == 404
    with pytest.raises(CannotSetSpeed):
        end_speed_target(target=target, until=today, reason="再来", by=manager, now=timezone.now())


def test_a_new_target_within_the_days_of_one_that_ends_takes_its_place(manager: Officer, town: Town) -> None:
    item, now = town.restaurant, MORNING
    first = set_speed_target(item=item, days=5, since=DAY, source="方案", by=manager, now=now)
    end_speed_target(target=first, until=DAY + timedelta(days=30), reason="试点到期", by=manager, now=now)
    set_speed_target(item=item, days=2, since=DAY + timedelta(days=10), source="新方案", by=manager, now=now)
    first.refresh_from_db()
    assert first.until == DAY + timedelta(days=9)


def test_an_office_gets_one_target_for_all_its_promised_items_or_none(
    desk: Client, manager: Officer, town: Town
) -> None:
    given = {"office": str(town.bureau.pk), "days": "4", "since": "2026-06-01", "source": "年度要点"}
    assert desk.post(f"{LIST}office/", given).status_code == 302
    assert [target.item for target in SpeedTarget.objects.all()] == [town.restaurant]
    assert desk.post(f"{LIST}office/", given).status_code == 409
    assert desk.post(f"{LIST}office/", given | {"office": str(town.market.pk)}).status_code == 422
    assert SpeedTarget.objects.count() == 1


def test_only_who_manages_the_catalogue_of_the_item_sets_or_ends(town: Town, manager: Officer) -> None:
    assert signed_in(town.clerk).get(LIST).status_code == 403
    assert signed_in(town.clerk).post(page_of(town), {"days": "3"}).status_code == 403
    RoleGrant.objects.filter(officer=manager, role="item_manager").update(office=town.market)
    assert signed_in(manager).get(page_of(town)).status_code == 404
    with pytest.raises(CannotSetSpeed):
        set_speed_target(item=town.restaurant, days=3, since=DAY, source="方案", by=manager, now=MORNING)


def test_the_figures_show_how_far_targets_are_met_as_a_chart_with_a_table(manager: Officer, town: Town) -> None:
    set_speed_target(item=town.restaurant, days=1, since=DAY, source="方案", by=manager, now=MORNING)
    for days in (1, 2):
        decide_case(
            case=reviewed(town), outcome="granted", reasons="", by=town.approver, now=MORNING + timedelta(days=days)
        )
    count_days(first=DAY, last=DAY + timedelta(days=60))
    asked = f"/desk/business/?since={DAY}&until={DAY + timedelta(days=30)}"
    page = signed_in(town.chief).get(asked).content.decode()
    assert "各事项在目标内办结的比例" in page
    assert "50.0%" in page
    assert "有目标的办结件" in page


def test_the_list_asks_few_questions_of_the_database(
    desk: Client, manager: Officer, town: Town, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    set_speed_target(item=town.restaurant, days=3, since=DAY, source="方案", by=manager, now=MORNING)
    desk.get(LIST)
    with django_assert_max_num_queries(16):
        desk.get(f"{LIST}?all_of=on")
