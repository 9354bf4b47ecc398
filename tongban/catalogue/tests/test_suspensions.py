"""Items suspended for a time, and items that end on a day."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tongban.catalogue.actions import (
    CannotRetire,
    CannotSuspend,
    draft_from_current,
    keep_item,
    publish_version,
    resume_item,
    retire_item,
    retire_items_due,
    suspend_item,
)
from tongban.catalogue.models import Item
from tongban.catalogue.queries import Filters, items_in_force, obstacles_to_new_cases, search
from tongban.catalogue.queries.items import hits_of, listed_items
from tongban.catalogue.tests.conftest import TODAY, sign_in_manager
from tongban.kernel.events import SYSTEM
from tongban.kernel.journal import events_of
from tongban.kernel.moments import local_day

DAY = timedelta(days=1)


@pytest.fixture
def food(items: list[Item]) -> Item:
    return Item.objects.get(catalog_item__code="990131001000", office__region__name="云城区")


def is_found(item: Item, on: object) -> bool:
    """Whether lists, search and hits all offer the item; they must agree."""
    answers = {
        items_in_force(on).filter(pk=item.pk).exists(),  # type: ignore[arg-type]
        item.code in [offer.code for hit in search("开饭店", on=on) for offer in hit.offers],  # type: ignore[arg-type]
        item.code in [
            offer.code
            for hit in listed_items(Filters(), on=on, after=None)[1]  # type: ignore[arg-type]
            for offer in hit.offers
        ],
        item.code in [
            offer.code
            for hit in hits_of([item.catalog_item_id], Filters(), on=on)  # type: ignore[arg-type]
            for offer in hit.offers
        ],
    }  # fmt: skip
    assert len(answers) == 1
    return answers.pop()


@pytest.mark.requirement("A15")
def test_a_suspended_item_takes_no_new_cases_and_resumes_by_itself(food: Item, now: datetime) -> None:
    since, until = TODAY + DAY, TODAY + 3 * DAY
    food = suspend_item(item=food, since=since, until=until, reason="系统升级", by=SYSTEM, now=now)
    assert [is_found(food, TODAY + n * DAY) for n in range(5)] == [True, False, False, False, True]
    assert [bool(obstacles_to_new_cases(food, TODAY + n * DAY)) for n in range(5)] == [False, True, True, True, False]
    assert obstacles_to_new_cases(food, until)[0].details == {"until": until.isoformat(), "reason": "系统升级"}


def test_a_suspension_without_a_last_day_ends_by_hand(food: Item, now: datetime) -> None:
    food = suspend_item(item=food, since=TODAY, until=None, reason="专家库调整", by=SYSTEM, now=now)
    assert not is_found(food, TODAY + 400 * DAY)
    with pytest.raises(CannotSuspend) as twice:
        suspend_item(item=food, since=TODAY, until=None, reason="再来", by=SYSTEM, now=now)
    assert [obstacle.code for obstacle in twice.value.obstacles] == ["already_suspended"]

    food = resume_item(item=food, by=SYSTEM, now=now)
    assert is_found(food, TODAY)
    assert [told.name for told in events_of(food.subject)][-2:] == ["ItemSuspended", "ItemResumed"]
    with pytest.raises(CannotSuspend):
        resume_item(item=food, by=SYSTEM, now=now)


def test_a_suspension_needs_days_that_can_be_and_a_reason(food: Item, now: datetime) -> None:
    with pytest.raises(CannotSuspend) as refused:
        suspend_item(item=food, since=TODAY - DAY, until=TODAY - 2 * DAY, reason=" ", by=SYSTEM, now=now)
    assert {obstacle.code for obstacle in refused.value.obstacles} == {
        "suspension_in_the_past", "suspension_ends_before_it_begins", "reason_missing",
    }  # fmt: skip


@pytest.mark.requirement("A15")
def test_an_item_is_cancelled_after_its_last_day(food: Item, now: datetime) -> None:
    food = retire_item(item=food, reason="依据修改", last_day=TODAY + 2 * DAY, by=SYSTEM, now=now)
    assert [is_found(food, TODAY + n * DAY) for n in (0, 2, 3)] == [True, True, False]

    assert retire_items_due(now + 2 * DAY) == 0
    assert retire_items_due(now + 3 * DAY) == 1
    food.refresh_from_db()
    assert (food.current, food.retired_reason) == (None, "依据修改")
    assert [told.name for told in events_of(food.subject)][-2:] == ["ItemRetirementPlanned", "ItemRetired"]


def test_a_planned_cancellation_is_called_off(food: Item, now: datetime) -> None:
    food = retire_item(item=food, reason="依据修改", last_day=TODAY + DAY, by=SYSTEM, now=now)
    food = keep_item(item=food, by=SYSTEM, now=now)
    assert retire_items_due(now + 9 * DAY) == 0
    with pytest.raises(CannotRetire):
        keep_item(item=food, by=SYSTEM, now=now)
    with pytest.raises(CannotRetire):
        retire_item(item=food, reason="太晚", last_day=TODAY - DAY, by=SYSTEM, now=now)


def test_a_plan_to_cancel_outlives_a_new_version(food: Item, now: datetime) -> None:
    food = retire_item(item=food, reason="依据修改", last_day=TODAY + 2 * DAY, by=SYSTEM, now=now)
    publish_version(version=draft_from_current(item=food, by=SYSTEM, now=now), by=SYSTEM, now=now)
    food.refresh_from_db()
    assert food.current is not None
    assert (food.current.number, food.current.retires_on) == (2, TODAY + 2 * DAY)


def test_a_manager_suspends_resumes_and_plans_a_cancellation(client: Client, food: Item, now: datetime) -> None:
    sign_in_manager(client, food.office, now)
    today = local_day(timezone.now())
    suspend, page = reverse("catalogue:suspend", args=[food.code]), reverse("catalogue:desk_item", args=[food.code])
    assert "暂停期间不接收新的申请" in client.get(suspend).text
    wrong = client.post(suspend, {"since": today, "until": today - DAY, "reason": "系统升级"})
    assert (wrong.status_code, "系统升级" in wrong.text, "不能早于第一天" in wrong.text) == (409, True, True)

    shown = client.post(suspend, {"since": today, "until": "", "reason": "系统升级"}, follow=True).text
    assert "恢复日期待定" in shown
    assert "系统升级" in client.get(reverse("catalogue:item", args=[food.code])).text
    assert f"/apply/{food.code}/" not in client.get(reverse("catalogue:item", args=[food.code])).text
    assert "已恢复" in client.post(reverse("catalogue:resume", args=[food.code]), follow=True).text
    assert f"/apply/{food.code}/" in client.get(reverse("catalogue:item", args=[food.code])).text

    retire = reverse("catalogue:retire", args=[food.code])
    assert client.post(retire, {"last_day": today + DAY, "reason": "依据修改"}).status_code == 302
    assert "以后不再接收新的申请" in client.get(page).text
    assert "取消计划已撤回" in client.post(reverse("catalogue:keep", args=[food.code]), follow=True).text
