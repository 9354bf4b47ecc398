"""How fast an item is to be was said, or is said no more."""

from dataclasses import dataclass
from datetime import date

from tongban.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class SpeedTargetSet(Event):
    """So many working days, from a day on; its subject is the item."""

    item_id: int
    days: int
    since: date
    source: str


@dataclass(frozen=True, kw_only=True)
class SpeedTargetEnded(Event):
    """The last day on which it stands, and why; its subject is the item."""

    item_id: int
    until: date
    reason: str
