"""A matter that somebody else decides was taken, forwarded, or told of."""

from dataclasses import dataclass
from datetime import date

from tongban.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class TakenForElsewhere(Event):
    elsewhere_id: int
    mode: str
    item_code: str
    papers: int


@dataclass(frozen=True, kw_only=True)
class ElsewhereNoted(Event):
    """What the other side told: its number is no personal value, what it wrote stays in the row."""

    elsewhere_id: int
    status: str
    outside_number: str
    due_on: date | None


@dataclass(frozen=True, kw_only=True)
class ElsewhereForwarded(Event):
    elsewhere_id: int
    on: date
