"""Something was put on record that has to be done before a case goes on, or it was done."""

from dataclasses import dataclass

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
