"""What takes longer than promised is alarmed once, told in the trail, and shown to the lead office on map and list."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tongban.bundles.actions.designing import change_version, draft_from_current, publish_version
from tongban.bundles.models import Whole
from tongban.bundles.reactions import alarm
from tongban.bundles.tests.conftest import MORNING, Street
from tongban.cases.actions import accept_case
from tongban.cases.tests.conftest import signed_in
from tongban.kernel.events import SYSTEM
from tongban.kernel.journal import events_of
from tongban.matters.actions.clocks import start_clock
from tongban.matters.models import Clock, Pause
from tongban.people.models import Office

DAY = timedelta(days=1)


def alarms(whole: Whole) -> list[dict[str, Any]]:
    return [told.facts for told in events_of(whole.matter.subject) if told.name == "WholeAlarmed"]


def accepted(street: Street, **limits: Any) -> Whole:
    """A whole with one member under way, of a bundle with these limits."""
    if limits:
        draft = draft_from_current(bundle=street.bundle, by=SYSTEM, now=MORNING)
        draft = change_version(version=draft, says=limits, by=SYSTEM, now=MORNING)
        publish_version(version=draft, by=SYSTEM, now=MORNING)
        street.bundle.refresh_from_db()
    whole = street.whole(registered=True)
    accept_case(case=street.case(whole, "food"), by=street.town.clerk, now=MORNING)
    whole.refresh_from_db()
    return whole


def after(whole: Whole) -> datetime:
    assert whole.alarm_due_at
    return whole.alarm_due_at + timedelta(minutes=1)


@pytest.mark.requirement("E10")
def test_what_is_past_its_promise_is_alarmed_once(street: Street) -> None:
    whole = accepted(street)
    assert whole.alarm_due_at == whole.matter.clocks.get(kind="promised").due_at

    alarm(whole.alarm_due_at)
    assert alarms(whole) == []
    for moment in (after(whole), after(whole) + DAY):
        alarm(moment)

    [told] = alarms(whole)
    assert (told["amount"], told["unit"], told["used"]) == (5, "working", 5)


@pytest.mark.requirement("E10")
def test_the_alarm_of_a_company_opened_in_one_day_comes_after_that_day(street: Street) -> None:
    limit = {"amount": 1, "unit": "working", "basis": "企业开办“210”服务标准"}
    whole = accepted(street, alarm=limit)
    assert whole.alarm_due_at
    assert whole.alarm_due_at < whole.matter.clocks.get(kind="promised").due_at
    alarm(after(whole))
    [told] = alarms(whole)
    assert told["amount"] == 1


def test_a_bundle_that_promises_nothing_has_no_alarm(street: Street) -> None:
    assert accepted(street, promised_amount=0).alarm_due_at is None


def test_days_on_which_nothing_ran_are_not_counted(street: Street) -> None:
    whole = accepted(street)
    case = street.case(whole, "food")
    accept_case(case=street.case(whole, "sign"), by=street.town.clerk, now=MORNING)
    for member in (case, street.case(whole, "sign")):
        Pause.objects.create(
            matter=member.matter, stops=True, from_on=MORNING.date(), to_on=MORNING.date() + 2 * DAY, **_pause()
        )
    first = after(whole)

    alarm(first)
    whole.refresh_from_db()
    assert alarms(whole) == []
    assert whole.alarm_due_at
    assert whole.alarm_due_at > first
    assert [told.facts["left"] for told in events_of(whole.matter.subject) if told.name == "WholeAlarmMoved"] == [2]

    alarm(after(whole))
    assert [told["used"] >= 5 for told in alarms(whole)] == [True]


def test_what_an_office_has_not_accepted_yet_counts_and_what_waits_for_the_applicant_does_not(street: Street) -> None:
    whole = street.whole(registered=True)
    street.decide(street.case(whole, "food"))
    whole.refresh_from_db()
    sign = street.case(whole, "sign").matter
    start_clock(
        matter=sign,
        kind=Clock.Kind.CORRECTION,
        amount=10,
        unit="working",
        start=MORNING,
        by=street.town.clerk,
        now=MORNING,
    )
    alarm(after(whole))
    assert alarms(whole) == []

    Clock.objects.filter(matter=sign, kind=Clock.Kind.CORRECTION).delete()
    whole.refresh_from_db()
    alarm(after(whole))
    assert len(alarms(whole)) == 1


def _pause() -> dict[str, Any]:
    return {"kind": "hearing", "reason": "听证", "basis": "行政许可法第四十五条", "expected_days": 2}


def test_what_is_decided_in_time_is_never_alarmed(street: Street) -> None:
    whole = street.whole(registered=True)
    for code in ("food", "sign"):
        street.decide(street.case(whole, code))
    whole.refresh_from_db()
    assert whole.alarm_due_at is None
    alarm(MORNING + 60 * DAY)
    assert alarms(whole) == []


@pytest.mark.requirement("E10", "E06")
def test_the_lead_office_sees_the_alarm_on_map_and_list(street: Street) -> None:
    whole = accepted(street)
    desk = signed_in(street.town.chief)
    address = reverse("bundles:led")
    page = desk.get(address).content.decode()
    assert whole.matter.number in page
    assert whole.matter.number not in desk.get(address, {"state": "alarmed"}).content.decode()

    alarm(after(whole))
    assert whole.matter.number in desk.get(address, {"state": "alarmed"}).content.decode()
    shown = desk.get(reverse("matters:matter", args=[whole.matter.number])).content.decode()
    assert "超时报警：规定 5" in shown
    assert "联办超时报警" in shown


def test_an_office_that_does_not_lead_sees_nothing_of_it(street: Street) -> None:
    whole = accepted(street)
    assert street.town.market.pk != Office.objects.get(pk=whole.matter.office_id).pk
    page = signed_in(street.town.market_reviewer).get(reverse("bundles:led"))
    assert page.status_code == 403 or whole.matter.number not in page.content.decode()


def test_the_list_takes_as_many_statements_for_several_wholes_as_for_one(street: Street) -> None:
    accepted(street)
    desk, address = signed_in(street.town.chief), reverse("bundles:led")
    desk.get(address)
    with CaptureQueriesContext(connection) as first:
        desk.get(address)
    for _ in range(3):
        street.whole(registered=True)
    with CaptureQueriesContext(connection) as then:
        page = desk.get(address).content.decode()
    assert page.count("开一家小店") >= 4
    assert len(then) <= len(first)
