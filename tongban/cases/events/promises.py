"""Something was promised in writing for a case, and what became of it."""

from dataclasses import dataclass
from datetime import date

from tongban.cases.events.lifecycle import CaseEvent
from tongban.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PromiseSigned(CaseEvent):
    """Somebody signed: papers will follow, or conditions are met (``kind``), on paper, a pad or by account."""

    promise_id: int
    kind: str
    way: str


@dataclass(frozen=True, kw_only=True)
class PromiseTakenBack(CaseEvent):
    promise_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class AcceptedWithGaps(CaseEvent):
    """Accepted while secondary papers lack (容缺受理): which, and until which day they come."""

    papers: tuple[str, ...]
    due_on: date


@dataclass(frozen=True, kw_only=True)
class GapFilled(CaseEvent):
    paper: str
    way: str
    arrived_on: date
    left: int  # how many are still open


@dataclass(frozen=True, kw_only=True)
class GapsMoved(CaseEvent):
    """The day until which papers come is another one now."""

    due_on: date


@dataclass(frozen=True, kw_only=True)
class CaseLapsed(CaseEvent):
    """What was promised did not come: treated as withdrawn."""

    papers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PromiseBroken(Event):
    """The subject is the party."""

    promise_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class BrokenPromiseRepaired(Event):
    promise_id: int


@dataclass(frozen=True, kw_only=True)
class DecidedOnCommitment(CaseEvent):
    """Granted at once on a promise (告知承诺): by when it is checked."""

    commitment_id: int
    check_due_on: date


@dataclass(frozen=True, kw_only=True)
class PreReviewed(CaseEvent):
    """Looked at on a credit promise while main papers are still to come (信用承诺预审)."""

    document_id: int
