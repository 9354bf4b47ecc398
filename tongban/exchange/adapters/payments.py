"""The platform on which fees are paid (非税收入收缴平台): it knows each payment code, and reports what was paid.

An order goes out under its code; somebody pays; the platform reports it, signed. A report that got lost is asked for.
The electronic receipt (财政电子票据) and refunds are envelopes like orders: the number in the partner's receipt is the
number of what it issued.
"""

import hashlib
import hmac
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from tongban.exchange.adapters import Adapter, Receipt
from tongban.exchange.adapters.behaviour import Behaviour, Taken
from tongban.exchange.models import DemoOrder

ORDER, CANCEL, RECEIPT, REFUND = "order", "cancel", "receipt", "refund"  # the kinds of payload
TOLERANCE = timedelta(minutes=5)  # between the moment in a signature and our clock


@dataclass(frozen=True)
class Paid:
    """What the platform says was paid: under which code, how much in fen, under its own reference."""

    code: str
    amount: int
    reference: str
    paid_at: datetime


class Payments(Adapter, Protocol):
    """A partner that takes money."""

    def paid(self, codes: Collection[str]) -> list[Paid]:
        """Return what was paid under these codes, as far as the platform knows."""


@dataclass(frozen=True)
class DemoPayments(Behaviour):
    """A platform inside the house; its cashier is a page where anyone can pay."""

    def send(self, *, key: str, payload: dict[str, Any], now: datetime) -> list[Receipt]:
        """Take an order, its cancellation, the wish for a receipt or a refund: each once per key."""

        def take() -> Taken:
            order, is_new = DemoOrder.objects.get_or_create(
                code=payload["code"],
                defaults={"title": payload.get("title", ""), "amount": payload["amount"], "ordered_at": now},
            )
            if payload["kind"] == CANCEL and order.cancelled_at is None:
                order.cancelled_at = now
                order.save(update_fields=["cancelled_at"])
            if payload["kind"] == REFUND and order.refunded_at is None:
                order.refunded_at = now
                order.save(update_fields=["refunded_at"])
            number = hashlib.sha256(key.encode()).hexdigest()[:8].upper()
            return Taken(number=f"{payload['kind'][0].upper()}{order.pk}{number}", payload=payload, is_new=is_new)

        return self.answer(take)

    def paid(self, codes: Collection[str]) -> list[Paid]:
        """Answer unless it is told to fail; what it forgot to report it knows all the same."""
        self.refuse_if_failing()
        paid = DemoOrder.objects.filter(code__in=codes, paid_at__isnull=False)
        return [paid_in(order) for order in paid]


def paid_in(order: DemoOrder) -> Paid:
    assert order.paid_at is not None
    return Paid(order.code, order.paid_amount, order.reference, order.paid_at)


def signature(key: str, moment: str, body: bytes) -> str:
    """Return what the platform puts beside a report: HMAC-SHA256 of its moment and its bytes, in hexadecimal."""
    return hmac.new(key.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()


def is_signed(key: str, moment: str, body: bytes, given: str, *, now: datetime) -> bool:
    """Say whether a report comes from the platform, and from just now."""
    try:
        at = datetime.fromisoformat(moment)
        is_recent = abs(now - at) <= TOLERANCE
    except (ValueError, TypeError):
        return False
    return bool(key) and is_recent and hmac.compare_digest(signature(key, moment, body), given)
