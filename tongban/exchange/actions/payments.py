"""Payments: what the platform reports is kept once and told to whoever is owed the money."""

import json
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.conf import settings

from tongban.exchange.adapters import PartnerUnavailable
from tongban.exchange.adapters.payments import Paid, paid_in
from tongban.exchange.events import DemoOrderPaid, PaymentReported, PlatformIssued
from tongban.exchange.models import DemoOrder, PaymentReport
from tongban.exchange.queries import PAYMENTS, partner, payments
from tongban.exchange.rules.signing import is_signed
from tongban.kernel import outbox
from tongban.kernel.events import SYSTEM, publish
from tongban.kernel.ids import new_id
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.transactions import action

LARGEST = 10**13  # fen; a report beyond that is a mistake


class NotTheirs(Exception):
    """The signature is not the platform's, or it is too old."""


class CannotPay(Refused):
    """The demo cashier does not take this."""


def take_report(*, body: bytes, moment: str, signature: str, now: datetime) -> PaymentReport:
    """Take what the platform sent: a JSON object of code, amount in fen, reference and paid_at, signed as a whole.

    The same reference again changes nothing. Raises ``NotTheirs``, and ValueError for what is no report.
    """
    if not is_signed(settings.PAYMENT_KEY, moment, body, signature, now=now):
        raise NotTheirs
    return record_paid(paid=_read(body), now=now)


def _read(body: bytes) -> Paid:
    told = json.loads(body)
    try:
        paid = Paid(
            str(told["code"]), told["amount"], str(told["reference"]), datetime.fromisoformat(str(told["paid_at"]))
        )
    except (KeyError, TypeError) as error:
        raise ValueError("not a report of a payment") from error
    is_amount = type(paid.amount) is int and 0 < paid.amount < LARGEST
    if not (is_amount and 0 < len(paid.reference) <= 80 and 0 < len(paid.code) <= 24 and paid.paid_at.tzinfo):
        raise ValueError("not a report of a payment")
    return paid


@action
def record_paid(*, paid: Paid, now: datetime) -> PaymentReport:
    """Keep a report once and tell of it; who is owed the money reacts in the same transaction."""
    report, is_new = PaymentReport.objects.get_or_create(
        partner=partner(PAYMENTS),
        reference=paid.reference,
        defaults={"code": paid.code, "amount": paid.amount, "paid_at": paid.paid_at, "at": now},
    )
    if is_new:
        publish(
            PaymentReported(
                subject=f"payment:{report.pk}",
                by=str(SYSTEM),
                at=now,
                report_id=report.pk,
                code=report.code,
                amount=report.amount,
            )
        )
    return report


def ask_what_was_paid(*, codes: Collection[str], now: datetime) -> int:
    """Ask the platform about codes that nobody reported, and return how many were paid; 0 if it does not answer."""
    try:
        paid = payments(partner(PAYMENTS)).paid(codes)
    except PartnerUnavailable:
        return 0
    for each in paid:
        record_paid(paid=each, now=now)
    return len(paid)


@action
def note_issued(*, kind: str, code: str, key: str, number: str, now: datetime) -> None:
    """Tell that the platform issued what was asked of it: a receipt or a refund, with its number."""
    publish(
        PlatformIssued(subject=f"order:{code}", by=str(SYSTEM), at=now, kind=kind, code=code, key=key, number=number)
    )


@action
def pay_at_cashier(*, code: str, amount: int, now: datetime) -> Paid:
    """Pay at the demo cashier: any amount in fen, once; the demo platform reports it as it was told to behave."""
    order = DemoOrder.objects.select_for_update().filter(code=code).first()
    if order is None or order.cancelled_at or order.paid_at:
        raise CannotPay([Obstacle("order_not_open", code)])
    if not 0 < amount < LARGEST:
        raise CannotPay([Obstacle("amount_out_of_reach")])
    order.paid_at, order.paid_amount, order.reference = now, amount, f"YZFS{new_id()}"
    order.save(update_fields=["paid_at", "paid_amount", "reference"])
    paid = paid_in(order)
    report: dict[str, Any] = asdict(paid) | {"paid_at": paid.paid_at.isoformat()}
    outbox.enqueue(kind="demo_payment_report", key=f"paid:{paid.reference}", payload=report, now=now)
    publish(DemoOrderPaid(subject=f"order:{code}", by=str(SYSTEM), at=now, code=code, amount=amount))
    return paid
