"""An item suspended or ended takes no new case, by whatever door; cases under way go on."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tongban.cases.actions import CannotApply, accept_case, renew_draft, start_draft, submit_draft
from tongban.cases.models import Case
from tongban.cases.queries.window import items_to_receive
from tongban.cases.tests.at_window import receive
from tongban.cases.tests.conftest import MORNING, Town, signed_in
from tongban.catalogue.actions import suspend_item
from tongban.catalogue.models import Item
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.windows.models import Visit, Window

DAY = timedelta(days=1)


def suspend(item: Item, *, now: object = None) -> Item:
    """Suspend from a day on, without a last day."""
    at = now or timezone.now()
    suspended = suspend_item(
        item=item,
        since=local_day(at),
        until=None,
        reason="系统升级",
        by=SYSTEM,
        now=at,  # type: ignore[arg-type]
    )
    item.refresh_from_db()
    return suspended


def test_nobody_begins_goes_on_with_or_hands_in_an_application(town: Town) -> None:
    draft = town.complete_draft()
    suspend(town.restaurant, now=MORNING)
    for act in (
        lambda: start_draft(account=town.account, item=town.restaurant, party=town.applicant, now=MORNING),
        lambda: renew_draft(draft=draft, now=MORNING),
        lambda: submit_draft(draft=draft, channel="web", now=MORNING),
    ):
        with pytest.raises(CannotApply) as refused:
            act()
        assert [obstacle.code for obstacle in refused.value.obstacles] == ["item_suspended_for_now"]
    assert submit_draft(draft=draft, channel="web", now=MORNING - DAY)


def test_an_open_case_goes_on(town: Town) -> None:
    case = town.case()
    suspend(town.restaurant, now=MORNING)
    assert accept_case(case=case, by=town.clerk, now=MORNING).matter.state == "accepted"


def test_the_window_does_not_offer_it_and_says_why(clerk: Client, visit: Visit, window: Window, town: Town) -> None:
    suspend(town.restaurant)
    offered = items_to_receive(window, town.clerk, on=local_day(timezone.now()))
    assert town.restaurant not in offered
    assert town.signboard in offered
    answer = clerk.get(reverse("cases:window_item", args=[town.restaurant.code]))
    assert answer.status_code == 409
    assert "系统升级" in answer.text
    receive(clerk, town.restaurant)
    assert not Case.objects.exists()


def test_the_page_for_applying_says_why_it_turns_one_away(town: Town) -> None:
    suspend(town.restaurant)
    answer = signed_in(town.account).get(f"/apply/{town.restaurant.code}/", follow=True)
    assert "系统升级" in answer.text
