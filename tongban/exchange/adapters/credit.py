"""Credit sites (信用网站): the demo site keeps each file of the 双公示 once, under its batch number."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tongban.exchange.adapters import PartnerUnavailable, Receipt
from tongban.exchange.adapters.behaviour import Behaviour, Taken
from tongban.exchange.models import DemoCreditFile, Envelope


@dataclass(frozen=True)
class DemoCreditSite(Behaviour):
    """A credit site inside the house."""

    def send(self, *, key: str, payload: dict[str, Any], now: datetime) -> list[Receipt]:
        """Keep the file, once."""
        if not payload.get("rows"):
            raise PartnerUnavailable(Envelope.Fault.RECEIPT_DIFFERS)

        def take() -> Taken:
            held, is_new = DemoCreditFile.objects.get_or_create(
                batch=payload["batch"], defaults={"payload": payload, "at": now}
            )
            return Taken(number=f"credit-{held.batch}", payload=held.payload, is_new=is_new)

        return self.answer(take)
