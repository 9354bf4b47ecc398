"""What came while the system was away is entered afterwards, with its true times, after a second officer's approval."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tongban.cases.actions import (
    CannotEnterLate,
    OnPaper,
    approve_late_entry,
    receive_late,
    refuse_late_entry,
)
from tongban.cases.actions.acceptance import accept_case
from tongban.cases.actions.intake import Presented
from tongban.cases.actions.refusals import CannotAccept
from tongban.cases.models import Case, LateEntry
from tongban.cases.tests.at_window import DESK, FILLED, SEEN, read_card
from tongban.cases.tests.conftest import FORM, MORNING, signed_in
from tongban.kernel.events import SYSTEM
from tongban.kernel.journal import verify
from tongban.matters.models import Clock
from tongban.people.models import Officer, RoleGrant
from tongban.windows.actions import begin_visit, confirm_competence, declare_outage, issue_pad, seat_officer
from tongban.windows.models import HandNumberPad, Outage, Window
from tongban.windows.rules import hand_number

if TYPE_CHECKING:
    from tongban.cases.tests.conftest import Town

BEGAN, BACK = MORNING - timedelta(days=3), MORNING - timedelta(days=2)
CAME = BEGAN + timedelta(minutes=20)
TAKEN = BEGAN + timedelta(hours=1)


@pytest.fixture
def manager(town: Town) -> Officer:
    RoleGrant.objects.create(officer=town.chief, role="hall_manager", office=town.bureau, since=date(2020, 1, 1))
    return town.chief


@pytest.fixture
def outage(window: Window, manager: Officer) -> Outage:
    return declare_outage(
        service_point=window.service_point, began_at=BEGAN, ended_at=BACK, cause="机房停电", by=manager, now=MORNING
    )


@pytest.fixture
def pad(window: Window, manager: Officer) -> HandNumberPad:
    return issue_pad(service_point=window.service_point, size=20, by=manager, now=BEGAN)


def enter(town: Town, window: Window, on_paper: OnPaper, *, key: str = "one", by: Officer | None = None) -> Case:
    by = by or town.clerk
    seat_officer(window=window, officer=by, since=MORNING.date(), by=by, now=MORNING)
    day = MORNING.date()
    confirm_competence(officers=[by], offices=[town.bureau], since=day, ground="岗前培训", by=SYSTEM, now=MORNING)
    version = town.restaurant.current
    assert version
    asked = version.materials.filter(necessity="required", exempted_by="")
    visit = begin_visit(window=window, party=town.applicant, by=by, now=MORNING)
    return receive_late(
        on_paper=on_paper,
        visit=visit,
        item=town.restaurant,
        answers={"dishes": "hot"},
        form=FORM,
        presented=[Presented(spec.code, original_seen=True) for spec in asked],
        deliver_way="window",
        key=key,
        by=by,
        now=MORNING,
    )


def slip(pad: HandNumberPad, place: int = 1, came: datetime = CAME, taken: datetime | None = None) -> OnPaper:
    return OnPaper(hand_number(pad.serial, place), came, taken)


@pytest.mark.usefixtures("outage")
def test_the_case_opens_now_and_its_true_times_count_once_approved(
    town: Town, window: Window, pad: HandNumberPad, manager: Officer
) -> None:
    case = enter(town, window, slip(pad, taken=TAKEN))
    assert case.matter.received_at == MORNING
    before = case.matter.clocks.get(kind=Clock.Kind.RECEIPT).due_at

    approve_late_entry(entry=case.late_entry, by=manager, now=MORNING + timedelta(hours=1))
    case = Case.objects.get(pk=case.pk)
    assert (case.matter.received_at, case.matter.accepted_at) == (CAME, TAKEN)
    assert case.accepted_by == town.clerk
    receipt = case.matter.clocks.get(kind=Clock.Kind.RECEIPT)
    assert receipt.started_at == CAME
    assert receipt.due_at < before
    assert case.matter.clocks.get(kind=Clock.Kind.PROMISED).started_at == TAKEN
    assert case.late_entry.state == LateEntry.State.APPROVED
    assert verify(case.matter.subject) is None


@pytest.mark.usefixtures("outage")
def test_a_duty_that_was_met_late_in_truth_counts_as_missed(
    town: Town, window: Window, pad: HandNumberPad, manager: Officer, outage: Outage
) -> None:
    outage.began_at = MORNING - timedelta(days=40)
    outage.save()
    case = enter(town, window, slip(pad, came=MORNING - timedelta(days=40)))
    accept_case(case=case, by=town.clerk, now=MORNING)
    assert case.matter.clocks.get(kind=Clock.Kind.RECEIPT).state == Clock.State.MET

    approve_late_entry(entry=case.late_entry, by=manager, now=MORNING)
    assert case.matter.clocks.get(kind=Clock.Kind.RECEIPT).state == Clock.State.MISSED


@pytest.mark.usefixtures("outage")
def test_nobody_accepts_a_second_time_what_was_accepted_on_paper(
    town: Town, window: Window, pad: HandNumberPad
) -> None:
    case = enter(town, window, slip(pad, taken=TAKEN))
    with pytest.raises(CannotAccept, match="late_entry_waits"):
        accept_case(case=case, by=town.clerk, now=MORNING)


@pytest.mark.usefixtures("outage")
def test_without_approval_the_times_of_entry_stand(
    town: Town, window: Window, pad: HandNumberPad, manager: Officer
) -> None:
    case = enter(town, window, slip(pad, taken=TAKEN))
    with pytest.raises(CannotEnterLate, match="reasons_missing"):
        refuse_late_entry(entry=case.late_entry, remark=" ", by=manager, now=MORNING)
    refuse_late_entry(entry=case.late_entry, remark="存根上没有签字", by=manager, now=MORNING)
    case = Case.objects.get(pk=case.pk)
    assert case.matter.received_at == MORNING
    accept_case(case=case, by=town.clerk, now=MORNING)
    with pytest.raises(CannotEnterLate, match="late_entry_answered"):
        approve_late_entry(entry=case.late_entry, by=manager, now=MORNING)


@pytest.mark.usefixtures("outage")
def test_who_entered_it_does_not_approve_it(town: Town, window: Window, pad: HandNumberPad, manager: Officer) -> None:
    RoleGrant.objects.create(officer=town.clerk, role="hall_manager", office=town.bureau, since=date(2020, 1, 1))
    case = enter(town, window, slip(pad))
    with pytest.raises(CannotEnterLate, match="late_entry_is_own"):
        approve_late_entry(entry=case.late_entry, by=town.clerk, now=MORNING)
    with pytest.raises(CannotEnterLate, match="no_power"):
        approve_late_entry(entry=case.late_entry, by=town.approver, now=MORNING)


@pytest.mark.usefixtures("outage")
@pytest.mark.parametrize(
    ("number", "came", "taken", "code"),
    [
        ("H0001-01-?", CAME, None, "hand_number_unknown"),
        (hand_number(1, 21), CAME, None, "hand_number_unknown"),
        (hand_number(1, 1), BEGAN - timedelta(seconds=1), None, "not_in_an_outage"),
        (hand_number(1, 1), BACK + timedelta(seconds=1), None, "not_in_an_outage"),
        (hand_number(1, 1), CAME, BACK + timedelta(seconds=1), "not_in_an_outage"),
        (hand_number(1, 1), CAME, CAME - timedelta(seconds=1), "accepted_before_received"),
    ],
)
def test_a_slip_that_does_not_fit_opens_nothing(
    town: Town, window: Window, pad: HandNumberPad, number: str, came: datetime, taken: datetime | None, code: str
) -> None:
    with pytest.raises(CannotEnterLate) as refused:
        enter(town, window, OnPaper(number, came, taken))
    assert [each.code for each in refused.value.obstacles] == [code]
    assert not Case.objects.exists()


@pytest.mark.usefixtures("outage")
def test_a_number_is_entered_once_and_a_repeated_request_is_the_same_entry(
    town: Town, window: Window, pad: HandNumberPad
) -> None:
    case = enter(town, window, slip(pad))
    visit = case.visit
    assert visit
    sheet: dict[str, Any] = {
        "visit": visit, "item": town.restaurant, "answers": {"dishes": "hot"}, "form": FORM, "presented": [],
        "deliver_way": "window", "by": town.clerk, "now": MORNING,
    }  # fmt: skip
    assert receive_late(on_paper=slip(pad), key="one", **sheet) == case
    with pytest.raises(CannotEnterLate, match="hand_number_used"):
        receive_late(on_paper=slip(pad), key="two", **sheet)
    assert Case.objects.count() == LateEntry.objects.count() == 1


def recent(window: Window, manager: Officer) -> tuple[Outage, str]:
    now = timezone.now()
    began = now - timedelta(hours=5)
    outage = declare_outage(
        service_point=window.service_point, began_at=began, ended_at=None, cause="断网", by=manager, now=now
    )
    pad = issue_pad(service_point=window.service_point, size=5, by=manager, now=now)
    return outage, hand_number(pad.serial, 1)


def local(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


def test_at_the_window_the_slip_is_a_part_of_the_sheet_and_keeps_what_was_typed(
    town: Town, clerk: Client, window: Window, manager: Officer
) -> None:
    sheet = reverse("cases:window_item", args=[town.restaurant.code])
    clerk.post(reverse("cases:begin_visit") + read_card(clerk), {"whom": "own"})
    assert "应急编号" not in clerk.get(sheet).content.decode()  # no outage, nothing to ask

    outage, number = recent(window, manager)
    came = outage.began_at + timedelta(minutes=30)
    data = {**FILLED, **SEEN, "late-number": number.lower(), "late-received_at": ""}
    half = clerk.post(sheet, {**data, "do": "receive"})
    assert half.status_code == 422
    assert number.lower() in half.content.decode()
    wrong = clerk.post(sheet, {**data, "late-received_at": local(came - timedelta(days=1)), "do": "receive"})
    assert wrong.status_code == 409
    assert "停机期间" in wrong.content.decode()

    answer = clerk.post(sheet, {**data, "late-received_at": local(came), "do": "receive"})
    assert answer.status_code == 302, answer.content.decode()
    entry = LateEntry.objects.get()
    assert entry.hand_number == number
    assert local(entry.received_at) == local(came)
    assert answer["Location"].startswith(DESK)


def test_an_outage_is_recorded_a_pad_printed_and_an_entry_approved_on_pages(
    town: Town, clerk: Client, window: Window, manager: Officer
) -> None:
    desk, now = signed_in(manager), timezone.now()
    page = reverse("cases:outages")
    assert "没有停机记录" in desk.get(page).content.decode()
    data = {"service_point": window.service_point_id, "began_at": local(now - timedelta(hours=5)), "cause": "断网"}
    assert desk.post(page, {**data, "began_at": ""}).status_code == 422
    assert desk.post(page, {**data, "began_at": local(now + timedelta(days=1))}).status_code == 409
    assert desk.post(page, data).status_code == 302
    answer = desk.post(reverse("cases:new_pad"), {"pad-service_point": window.service_point_id, "pad-size": "3"})
    pad = HandNumberPad.objects.get()
    assert answer["Location"] == reverse("cases:pad", args=[pad.serial])
    printed = desk.get(answer["Location"]).content.decode()
    assert all(printed.count(hand_number(pad.serial, place)) == 2 for place in (1, 2, 3))

    outage = Outage.objects.get()
    clerk.post(reverse("cases:begin_visit") + read_card(clerk), {"whom": "own"})
    sheet = reverse("cases:window_item", args=[town.restaurant.code])
    came = {"late-number": hand_number(pad.serial, 1), "late-received_at": local(now - timedelta(hours=4))}
    clerk.post(sheet, {**FILLED, **SEEN, **came, "do": "receive"})
    back = {"ended_at": local(now - timedelta(hours=1))}
    assert desk.post(reverse("cases:end_outage", args=[outage.pk]), back).status_code == 302
    outage.refresh_from_db()
    assert outage.ended_at

    entry = LateEntry.objects.select_related("case__matter").get()
    shown = desk.get(reverse("cases:late_entries") + "?state=waiting").content.decode()
    assert entry.hand_number in shown
    desk.post(reverse("cases:approve_late_entry", args=[entry.pk]))
    entry.refresh_from_db()
    assert entry.state == LateEntry.State.APPROVED
    matter = desk.get(reverse("matters:matter", args=[entry.case.matter.number])).content.decode()
    assert "补录件" in matter
    assert "补录已核准" in matter


def test_who_supervises_no_place_sees_none_of_it(town: Town, window: Window, manager: Officer) -> None:
    outage, _number = recent(window, manager)
    reviewer = signed_in(town.market_reviewer)
    for name, arguments in [("outages", []), ("late_entries", []), ("pad", [1])]:
        assert reviewer.get(reverse(f"cases:{name}", args=arguments)).status_code == 403
    for name in ("end_outage", "approve_late_entry", "refuse_late_entry"):
        assert reviewer.post(reverse(f"cases:{name}", args=[outage.pk])).status_code == 403
