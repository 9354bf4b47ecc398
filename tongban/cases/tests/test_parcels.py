"""A result goes by courier: packed, taken once whatever happens, signed for, brought back or lost."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tongban.cases.actions import decide_instantly, deliver_by_code
from tongban.cases.actions.forgetting import forget_parcels
from tongban.cases.actions.parcels import ask_courier, pack_parcel
from tongban.cases.actions.refusals import CannotDeliver, CannotPost
from tongban.cases.models import Case, Parcel, ShelfEntry
from tongban.cases.tests.at_window import received
from tongban.cases.tests.conftest import Town, signed_in
from tongban.exchange.actions import end_demo_parcel, set_partner_mode
from tongban.exchange.models import DemoParcel, Envelope
from tongban.kernel import outbox
from tongban.kernel.events import SYSTEM
from tongban.kernel.tables.outbox import OutboxRow
from tongban.people.models import Party
from tongban.windows.models import Visit, Window

LABEL = {"receiver": "李晓云", "address": "云州市云城区书院巷6号", "phone": "19900000001"}


@pytest.fixture
def case(clerk: Client, visit: Visit, town: Town) -> Case:
    made = received(clerk, town.signboard, deliver_way="courier", **{"kept-drawing": "on"})
    made = _fresh(made)
    decide_instantly(case=made, by=town.clerk, now=timezone.now())
    return _fresh(made)


def _fresh(case: Case) -> Case:
    return Case.objects.select_related("matter__office", "matter__party", "version__item").get(pk=case.pk)


@pytest.fixture
def parcel(case: Case, window: Window, town: Town) -> Parcel:
    point = window.service_point
    return pack_parcel(case=case, **LABEL, point=point, by=town.clerk, now=timezone.now())


def work_off(times: int = 1) -> None:
    """Let the worker deliver what the outbox owes, each row waiting no longer."""
    for _time in range(times):
        OutboxRow.objects.filter(state="waiting").update(next_try_at=timezone.now(), leased_until=None)
        while outbox.deliver_next(timezone.now()):
            pass


def end(parcel: Parcel, fate: str) -> Case:
    parcel.refresh_from_db()
    end_demo_parcel(number=parcel.number, fate=fate, now=timezone.now())
    ask_courier(now=timezone.now())
    parcel.refresh_from_db()
    return _fresh(parcel.case)


@pytest.mark.requirement("C02")
def test_a_clerk_packs_it_and_the_courier_takes_it_and_the_signature_closes_the_case(
    clerk: Client, case: Case, town: Town
) -> None:
    assert case.matter.number in clerk.get(reverse("cases:parcels")).text
    pack = reverse("cases:pack_parcel", args=[case.matter.number])
    Party.objects.filter(pk=case.matter.party_id).update(address="")
    wrong = clerk.post(pack, {"receiver": "", "phone": "19900000001", "address": ""})
    assert wrong.status_code == 422
    assert clerk.post(pack, LABEL).status_code == 302
    parcel = Parcel.objects.get()
    assert parcel.state == "packed"
    work_off()
    parcel.refresh_from_db()
    assert (parcel.state, parcel.number) == ("on_the_way", DemoParcel.objects.get().number)
    page = clerk.get(reverse("cases:parcels")).text
    assert parcel.number in page
    assert LABEL["address"] not in page

    closed = end(parcel, "signed")
    assert (closed.matter.state, closed.delivery.way, closed.delivery.checked_by) == ("closed", "courier", "courier")
    assert parcel.signed_by.clear() == "李晓云"


def test_the_applicant_sees_where_it_is(town: Town, window: Window) -> None:
    case = town.case(town.signboard, now=timezone.now())
    Case.objects.filter(pk=case.pk).update(deliver_way="courier")
    decide_instantly(case=case, by=town.clerk, now=timezone.now())
    case = _fresh(case)
    parcel = pack_parcel(case=case, **LABEL, point=window.service_point, by=town.clerk, now=timezone.now())
    mine, page = signed_in(town.account), reverse("cases:mine", args=[case.matter.number])
    assert "等云州速递来取" in mine.get(page).text
    work_off()
    parcel.refresh_from_db()
    assert f"单号 {parcel.number}" in mine.get(page).text
    end(parcel, "lost")
    assert "工作人员会与您联系" in mine.get(page).text


@pytest.mark.requirement("C02")
def test_a_parcel_that_came_back_lies_on_the_shelf_again(parcel: Parcel, window: Window) -> None:
    work_off()
    case = end(parcel, "returned")
    assert case.matter.state == "decided"
    entry = ShelfEntry.objects.get(case=case, left_at=None)
    assert (entry.service_point, entry.put_by) == (window.service_point, None)


def test_a_courier_that_fails_loses_its_receipt_or_answers_twice_gets_one_parcel_once(
    parcel: Parcel, town: Town
) -> None:
    now = timezone.now()
    set_partner_mode(code="courier", mode="failing", by=SYSTEM, now=now)
    work_off(2)
    parcel.refresh_from_db()
    assert parcel.state == "packed"
    set_partner_mode(code="courier", mode="loses_receipts", by=SYSTEM, now=now)
    work_off()
    parcel.refresh_from_db()
    assert (parcel.state, DemoParcel.objects.count()) == ("packed", 1)
    set_partner_mode(code="courier", mode="answers_twice", by=SYSTEM, now=now)
    work_off(2)
    parcel.refresh_from_db()
    assert (parcel.state, DemoParcel.objects.count(), Envelope.objects.filter(dataset="parcels").count()) == (
        "on_the_way", 1, 1,
    )  # fmt: skip
    set_partner_mode(code="courier", mode="failing", by=SYSTEM, now=now)
    assert ask_courier(now=now) == 0  # it is asked again later
    set_partner_mode(code="courier", mode="normal", by=SYSTEM, now=now)
    assert end(parcel, "signed").matter.state == "closed"
    assert ask_courier(now=now) == 0


def test_nothing_is_posted_twice_nor_against_the_applicants_wish_nor_undecided(
    case: Case, parcel: Parcel, window: Window, clerk: Client, visit: Visit, town: Town
) -> None:
    how = {**LABEL, "point": window.service_point, "by": town.clerk, "now": timezone.now()}
    with pytest.raises(CannotPost, match="parcel_under_way"):
        pack_parcel(case=case, **how)
    other = received(clerk, town.restaurant, key="other", **{"seen-plan": "on"})
    with pytest.raises(CannotPost) as refused:
        pack_parcel(case=_fresh(other), **how)
    assert {each.code for each in refused.value.obstacles} == {"not_to_be_posted", "not_decided_yet"}
    sent = {"code": case.matter.told_code(), "to": case.matter.party}
    with pytest.raises(CannotDeliver, match="parcel_under_way"):
        deliver_by_code(case=case, **sent, by=town.clerk, now=timezone.now())


def test_what_stood_on_a_parcel_is_forgotten(parcel: Parcel) -> None:
    work_off()
    end(parcel, "signed")
    later = timezone.now() + timedelta(days=400)
    assert forget_parcels(before=later, at_most=10, now=later) == 1
    parcel.refresh_from_db()
    assert (parcel.address.text(), parcel.number != "") == ("", True)
    assert forget_parcels(before=later, at_most=10, now=later) == 0
