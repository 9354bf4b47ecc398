"""Couriers (寄递企业): each takes a parcel under a key, once, and says how far the parcels are that it has.

The demo courier carries nothing: what becomes of its parcels is said on a page, or they are signed for after an hour.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from tongban.exchange.adapters import Adapter, Receipt
from tongban.exchange.adapters.behaviour import Behaviour, Taken
from tongban.exchange.models import DemoParcel
from tongban.kernel.ids import new_id

SIGNED_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class Tracked:
    """How a parcel ended: signed, returned or lost, when, and who signed."""

    number: str
    fate: str
    at: datetime
    signed_by: str = ""


class Courier(Adapter, Protocol):
    """A partner that carries parcels; the number in its receipt is that of the parcel."""

    def ended(self, numbers: Collection[str], *, now: datetime) -> list[Tracked]:
        """Return those of these parcels that are not on the way any more. Raises PartnerUnavailable."""


@dataclass(frozen=True)
class DemoCourier(Behaviour):
    """A courier inside the house."""

    def send(self, *, key: str, payload: dict[str, Any], now: datetime) -> list[Receipt]:
        """Take a parcel, once per key."""

        def take() -> Taken:
            parcel, is_new = DemoParcel.objects.get_or_create(
                key=key, defaults={"number": f"YZ{new_id() % 10**10:010d}", "label": payload, "taken_at": now}
            )
            return Taken(number=parcel.number, payload=payload, is_new=is_new)

        return self.answer(take)

    def ended(self, numbers: Collection[str], *, now: datetime) -> list[Tracked]:
        self.refuse_if_failing()
        return [
            Tracked(
                number=parcel.number,
                fate=parcel.fate or DemoParcel.Fate.SIGNED,
                at=parcel.fated_at or parcel.taken_at + SIGNED_AFTER,
                signed_by=parcel.label.clear()["receiver"] if parcel.fate in ("", DemoParcel.Fate.SIGNED) else "",
            )
            for parcel in DemoParcel.objects.filter(number__in=list(numbers))
            if parcel.fate or parcel.taken_at + SIGNED_AFTER <= now
        ]
