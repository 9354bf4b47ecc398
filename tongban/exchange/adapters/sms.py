"""SMS gateways (短信通道): the demo partner delivers into ``/demo/inbox/``.

It behaves as partners do when they are told to: it fails, is slow, takes the message and loses the receipt, or
answers twice. It never delivers one key twice.
"""

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tongban.exchange import rules
from tongban.exchange.adapters import PartnerUnavailable, Receipt
from tongban.exchange.models import DemoMessage, Envelope, Partner

SLOW_SECONDS = 2.0


@dataclass(frozen=True)
class DemoSms:
    """A gateway inside the house whose phones are rows that anyone can read."""

    mode: str = Partner.Mode.NORMAL
    slow_seconds: float = SLOW_SECONDS

    def send(self, *, key: str, payload: dict[str, Any], now: datetime) -> list[Receipt]:
        """Deliver the text once per key."""
        if self.mode == Partner.Mode.FAILING:
            raise PartnerUnavailable(Envelope.Fault.UNREACHABLE)
        if self.mode == Partner.Mode.SLOW:
            time.sleep(self.slow_seconds)

        message, is_new = DemoMessage.objects.get_or_create(
            key=key,
            defaults={
                "phone": payload["phone"],
                "template": payload["template"],
                "text": payload["text"],
                "at": now,
            },
        )

        if self.mode == Partner.Mode.LOSES_RECEIPTS and is_new:
            raise PartnerUnavailable(Envelope.Fault.RECEIPT_LOST)
        receipt = Receipt(number=f"demo-{message.pk}", digest=rules.digest(payload))
        return [receipt, receipt] if self.mode == Partner.Mode.ANSWERS_TWICE else [receipt]
