"""SMS gateways (短信通道): the demo partner delivers into ``/demo/inbox/``, and never one key twice."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tongban.exchange.adapters import Receipt
from tongban.exchange.adapters.behaviour import Behaviour, Taken
from tongban.exchange.models import DemoMessage


@dataclass(frozen=True)
class DemoSms(Behaviour):
    """A gateway inside the house whose phones are rows that anyone can read."""

    def send(self, *, key: str, payload: dict[str, Any], now: datetime) -> list[Receipt]:
        """Deliver the text once per key."""

        def take() -> Taken:
            message, is_new = DemoMessage.objects.get_or_create(
                key=key,
                defaults={
                    "phone": payload["phone"],
                    "template": payload["template"],
                    "text": payload["text"],
                    "at": now,
                },
            )
            return Taken(number=f"demo-{message.pk}", payload=payload, is_new=is_new)

        return self.answer(take)
