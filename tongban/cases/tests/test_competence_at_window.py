"""Nobody is led to, or takes, an item that is not on their list of competence; who can is named."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tongban.cases.actions import accept_case
from tongban.cases.actions.refusals import CannotAccept
from tongban.cases.queries.window import offers
from tongban.cases.tests.at_window import DESK, LONG, receive, received, seated, sheet
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.people.models import Officer, RoleGrant
from tongban.windows.actions import bind_items, confirm_competence
from tongban.windows.models import Competence, Visit, Window, WindowItem

if TYPE_CHECKING:
    from tongban.cases.tests.conftest import Town
    from tongban.catalogue.models import Item


def today() -> Any:
    return local_day(timezone.now())


def only(town: Town, *items: Item) -> None:
    """Leave these items on the clerk's list."""
    Competence.objects.filter(officer=town.clerk).delete()
    if items:
        confirm_competence(
            officers=[town.clerk], item_codes=[each.code for each in items], since=today() - LONG, ground="考试",
            by=SYSTEM, now=timezone.now(),
        )  # fmt: skip


def colleague(town: Town, window: Window) -> Officer:
    other = Officer.objects.create(
        office=town.bureau, name="方圆", staff_number="T9", joined_on=today() - timedelta(days=900)
    )
    RoleGrant.objects.create(officer=other, role="clerk", office=town.bureau, since=today() - LONG)
    beside = Window.objects.create(service_point=window.service_point, number="13", name="综合", kind="any")
    bind_items(window=beside, item_codes=[town.restaurant.code], since=today(), by=SYSTEM, now=timezone.now())
    seated(other, beside)
    return other


@pytest.mark.requirement("C11")
def test_an_item_beyond_the_list_is_neither_offered_nor_taken_and_who_can_is_named(
    clerk: Client, visit: Visit, town: Town, window: Window
) -> None:
    only(town, town.signboard)
    shown = offers("", window=window, officer=town.clerk, on=today())
    assert [offer.code for offer in shown] == [town.signboard.code]
    answer = clerk.get(sheet(town.restaurant))
    assert answer.status_code == 409
    assert "没有人可以办" in answer.text

    colleague(town, window)
    answer = receive(clerk, town.restaurant)
    assert answer.status_code == 409
    assert "方圆（13）" in answer.text
    assert received(clerk, town.signboard)


@pytest.mark.requirement("C11")
def test_who_sits_at_a_window_accepts_nothing_beyond_the_list_and_who_sits_nowhere_needs_none(
    clerk: Client, town: Town
) -> None:
    only(town)
    case = town.case(now=timezone.now())
    with pytest.raises(CannotAccept) as refused:
        accept_case(case=case, by=town.clerk, now=timezone.now())
    assert [o.code for o in refused.value.obstacles] == ["nobody_is_competent"]
    assert accept_case(case=case, by=town.chief, now=timezone.now()).accepted_by == town.chief


@pytest.mark.requirement("C10", "C05")
def test_a_whole_office_means_what_it_holds_and_what_it_regulates_now_and_later(
    clerk: Client, visit: Visit, town: Town, window: Window
) -> None:
    WindowItem.objects.all().delete()
    WindowItem.objects.create(window=window, office=town.market, since=today())
    assert [offer.code for offer in offers("", window=window, officer=town.clerk, on=today())] == [town.restaurant.code]
    town.signboard.regulating_office = town.market
    town.signboard.save()
    assert received(clerk, town.signboard)


@pytest.mark.requirement("C11")
def test_the_list_costs_no_statement_more_whatever_is_on_it(clerk: Client, visit: Visit, town: Town) -> None:
    with CaptureQueriesContext(
        connection,
    ) as by_office:
        clerk.get(DESK)
    only(town, town.restaurant, town.signboard)
    with CaptureQueriesContext(connection) as one_by_one:
        clerk.get(DESK)
    assert len(one_by_one) == len(by_office)
