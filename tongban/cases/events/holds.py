"""Something was put on record that has to be done before a case goes on, or it was done."""

from dataclasses import dataclass
from datetime import date

from tongban.cases.events.lifecycle import CaseEvent


@dataclass(frozen=True, kw_only=True)
class CaseHeldBack(CaseEvent):
    hold_id: int
    kind: str
    blocks: str


@dataclass(frozen=True, kw_only=True)
class HoldLifted(CaseEvent):
    hold_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class HoldMoved(CaseEvent):
    """It ends with another day, or with none by itself."""

    hold_id: int
    kind: str
    until: date | None
