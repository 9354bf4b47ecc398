"""What the payment platform reports is kept once, whoever sends it and however often."""

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from tongban.exchange.actions import CannotPay, ask_what_was_paid, pay_at_cashier, set_partner_mode
from tongban.exchange.adapters.payments import ORDER, RECEIPT
from tongban.exchange.models import DemoOrder, Envelope, PaymentReport
from tongban.exchange.queries import PAYMENTS
from tongban.exchange.rules.signing import signature
from tongban.kernel import outbox
from tongban.kernel.events import SYSTEM
from tongban.kernel.journal import events_of

CODE = "99010100000000000017"
pytestmark = pytest.mark.django_db


def deliver() -> None:
    while outbox.deliver_next(timezone.now()):
        pass


def ordered(mode: str = "normal") -> None:
    payload = {"kind": ORDER, "code": CODE, "title": "不动产登记费", "amount": 8000}
    outbox.enqueue(kind=PAYMENTS, key=f"order:{CODE}", payload=payload, now=timezone.now())
    deliver()
    set_partner_mode(code=PAYMENTS, mode=mode, by=SYSTEM, now=timezone.now())


def post(client: Client, body: bytes, *, key: str = "", shift: timedelta = timedelta(0)) -> int:
    moment = (timezone.now() + shift).isoformat()
    headers = {"X-Moment": moment, "X-Signature": signature(key or settings.PAYMENT_KEY, moment, body)}
    return client.post("/exchange/payments/", body, content_type="application/json", headers=headers).status_code


def report(**changed: object) -> bytes:
    told = {"code": CODE, "amount": 8000, "reference": "R1", "paid_at": timezone.now().isoformat()} | changed
    return json.dumps(told).encode()


@pytest.mark.parametrize(("mode", "reports"), [("normal", 1), ("answers_twice", 1), ("loses_receipts", 0)])
def test_what_is_paid_at_the_cashier_is_reported_once_and_a_lost_report_is_asked_for(mode: str, reports: int) -> None:
    ordered(mode)
    pay_at_cashier(code=CODE, amount=8000, now=timezone.now())
    deliver()
    assert PaymentReport.objects.count() == reports

    assert ask_what_was_paid(codes=[CODE], now=timezone.now()) == 1
    told = PaymentReport.objects.get()
    assert (told.code, told.amount) == (CODE, 8000)
    assert [event.name for event in events_of(f"payment:{told.pk}")] == ["PaymentReported"]


def test_a_platform_that_is_down_is_given_the_order_later_and_asked_again() -> None:
    ordered("failing")
    assert ask_what_was_paid(codes=[CODE], now=timezone.now()) == 0
    wish = {"kind": RECEIPT, "code": CODE, "amount": 8000, "reference": "R1"}
    outbox.enqueue(kind=PAYMENTS, key=f"receipt:{CODE}", payload=wish, now=timezone.now())
    deliver()
    assert Envelope.objects.get(dataset=RECEIPT).state == Envelope.State.FAILED

    set_partner_mode(code=PAYMENTS, mode="normal", by=SYSTEM, now=timezone.now())
    while outbox.deliver_next(timezone.now() + timedelta(minutes=5)):
        pass
    [told] = events_of(f"order:{CODE}")
    assert (told.name, told.facts["kind"], told.facts["key"]) == ("PlatformIssued", RECEIPT, f"receipt:{CODE}")
    assert told.facts["number"] == Envelope.objects.get(dataset=RECEIPT).receipt_number


def test_nobody_pays_twice_or_what_was_cancelled() -> None:
    ordered()
    pay_at_cashier(code=CODE, amount=8000, now=timezone.now())
    with pytest.raises(CannotPay):
        pay_at_cashier(code=CODE, amount=8000, now=timezone.now())
    with pytest.raises(CannotPay):
        pay_at_cashier(code="1", amount=8000, now=timezone.now())


def test_the_door_takes_only_what_the_platform_signed_just_now(client: Client) -> None:
    ordered()
    assert post(client, report(), key="another") == 401
    assert post(client, report(), shift=timedelta(minutes=-6)) == 401
    for rubbish in (
        b"[]",
        b"{}",
        b"\xff",
        report(amount="80"),
        report(amount=-1),
        report(paid_at="2026-05-07"),
        report(code=""),
    ):
        assert post(client, rubbish) == 400
    assert PaymentReport.objects.count() == 0
    assert [post(client, report()), post(client, report())] == [204, 204]
    assert PaymentReport.objects.count() == 1


def test_the_cashier_pays_what_was_ordered_or_another_amount(client: Client) -> None:
    ordered()
    assert "80.00" in client.get(f"/demo/cashier/{CODE}/").content.decode()
    client.post(f"/demo/cashier/{CODE}/", {"amount": "eighty"})
    assert DemoOrder.objects.get().paid_at is None
    client.post(f"/demo/cashier/{CODE}/", {"amount": "79.99"})
    assert DemoOrder.objects.get().paid_amount == 7999
    assert client.get("/demo/cashier/1/").status_code == 404
