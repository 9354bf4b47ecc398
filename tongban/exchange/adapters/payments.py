"""The platform on which fees are paid (非税收入收缴平台): it knows each payment code, and reports what was paid.

An order goes out under its code; somebody pays; the platform reports it, signed. A report that got lost is asked for.
The electronic receipt (财政电子票据) and refunds are envelopes like orders: the number in the partner's receipt is the
number of what it issued.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from tongban.exchange.adapters import Adapter, Receipt
from tongban.exchange.adapters.behaviour import Behaviour, Taken
from tongban.exchange.models import DemoOrder

ORDER, CANCEL, RECEIPT, REFUND = "order", "cancel", "receipt", "refund"  # the kinds of payload


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
