"""What was told at a window without a case, and what an office did that the rules do not allow."""

from dataclasses import dataclass

from tongban.cases.events.lifecycle import CaseEvent
from tongban.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ViolationRecorded(CaseEvent):
    violation_id: int
    kind: str
    officer_id: int | None


@dataclass(frozen=True, kw_only=True)
class ToldWhatToBring(Event):
    """Somebody who asked was told on paper everything to bring (一次性告知单); the subject is the visit."""

    told_id: int
    item_code: str
    version: int
    missing: tuple[str, ...]
