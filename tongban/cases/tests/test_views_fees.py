"""Fees on the desk and for whoever pays."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tongban.cases.actions.fees import charge, take_payment
from tongban.cases.models import Case, FeeNotice, Payment
from tongban.cases.tests.conftest import MORNING, Town, signed_in
from tongban.cases.tests.test_actions import reviewed
from tongban.cases.tests.test_fees import FEES, ONE

LATER = MORNING + timedelta(hours=3)


def notice_of(town: Town) -> FeeNotice:
    case = reviewed(town)
    case.version.elements = case.version.elements | {"fees": FEES}
    return charge(case=case, chosen=ONE, by=town.clerk, now=LATER)


def test_whoever_has_the_code_sees_what_is_owed_and_whose_it_is_masked(town: Town, client: Client) -> None:
    notice = notice_of(town)
    shown = client.get(f"/pay/{notice.code}/").content.decode()
    assert "80.00" in shown
    assert "李晓云" not in shown
    assert f"/demo/cashier/{notice.code}/" in shown
    take_payment(notice=notice, reference="R1", amount=8000, paid_at=LATER, now=LATER)
    assert "已缴款" in client.get(f"/pay/{notice.code}/").content.decode()
    assert client.get("/pay/00000000000000000000/").status_code == 404


def test_an_item_without_fees_charges_nothing(town: Town) -> None:
    case = reviewed(town)
    clerk = signed_in(town.clerk)
    assert "不能向申请人收费" in clerk.get(f"/desk/cases/{case.matter.number}/charge/").content.decode()
    clerk.post(f"/desk/cases/{case.matter.number}/charge/", {"fee-quantity_0": "1", "fee-price_0": "80"})
    assert not FeeNotice.objects.exists()


def test_the_list_shows_what_stands_open_in_few_statements(
    town: Town, django_assert_max_num_queries: pytest.fixture
) -> None:
    notice = notice_of(town)
    take_payment(notice=notice, reference="R1", amount=1, paid_at=LATER, now=LATER)
    chief = signed_in(town.approver)
    with django_assert_max_num_queries(14):
        shown = chief.get("/desk/fees/?state=unpaid").content.decode()
    assert notice.case.matter.number in shown
    assert "金额不符，待退款" in shown
    assert notice.case.matter.number not in chief.get("/desk/fees/?state=paid").content.decode().partition("filters")[2]
    exported = chief.post("/desk/fees/export/", {"format": "csv"}).content.decode("utf-8-sig")
    assert notice.code in exported


def test_a_notice_is_cancelled_and_a_refund_asked_for_and_approved_on_the_pages(town: Town) -> None:
    notice = notice_of(town)
    clerk, approver = signed_in(town.clerk), signed_in(town.approver)
    clerk.post(f"/desk/fees/{notice.code}/cancel/", {"reason": ""})
    assert FeeNotice.objects.get().state == "unpaid"
    take_payment(notice=notice, reference="R1", amount=8000, paid_at=LATER, now=LATER)
    payment = Payment.objects.get()
    clerk.post(f"/desk/payments/{payment.pk}/refund/", {"reason": "申请人撤回"})
    assert approver.post(f"/desk/refunds/{payment.refund.pk}/answer/", {"answer": "approve"}).status_code == 302
    payment.refund.refresh_from_db()
    assert payment.refund.state == "approved"
    assert Case.objects.get().open_holds == 0
    assert timezone.now() > payment.at
