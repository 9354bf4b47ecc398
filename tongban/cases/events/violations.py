"""An office did what the rules do not allow."""

from dataclasses import dataclass

from tongban.cases.events.lifecycle import CaseEvent


@dataclass(frozen=True, kw_only=True)
class ViolationRecorded(CaseEvent):
    violation_id: int
    kind: str
    officer_id: int | None
