"""How a demo partner behaves when it is told to: it fails, is slow, loses its receipt, or answers twice."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tongban.exchange import rules
from tongban.exchange.adapters import PartnerUnavailable, Receipt
from tongban.exchange.models import Envelope, Partner

SLOW_SECONDS = 2.0


@dataclass(frozen=True)
class Taken:
    """What a partner has under a key, and whether it is there for the first time."""

    number: str
    payload: dict[str, Any]
    is_new: bool


@dataclass(frozen=True)
class Behaviour:
    """One way to take an envelope, whatever the partner does with it."""

    mode: str = Partner.Mode.NORMAL
    slow_seconds: float = SLOW_SECONDS

    def answer(self, take: Callable[[], Taken]) -> list[Receipt]:
        """Have the envelope taken, or not, and return the receipts."""
        self.refuse_if_failing()
        if self.mode == Partner.Mode.SLOW:
            time.sleep(self.slow_seconds)

        taken = take()

        if self.mode == Partner.Mode.LOSES_RECEIPTS and taken.is_new:
            raise PartnerUnavailable(Envelope.Fault.RECEIPT_LOST)
        receipt = Receipt(number=taken.number, digest=rules.digest(taken.payload))
        return [receipt, receipt] if self.mode == Partner.Mode.ANSWERS_TWICE else [receipt]

    def refuse_if_failing(self) -> None:
        if self.mode == Partner.Mode.FAILING:
            raise PartnerUnavailable(Envelope.Fault.UNREACHABLE)
