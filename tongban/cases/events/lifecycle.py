"""What happened to a case, past tense. References, codes and days only; never a personal value."""

from dataclasses import dataclass
from datetime import date, datetime

from tongban.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class CaseEvent(Event):
    """Something that happened to one case; its subject is the matter."""

    case_id: int


@dataclass(frozen=True, kw_only=True)
class CaseSubmitted(CaseEvent):
    item_code: str
    version: int
    channel: str
    papers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CaseAccepted(CaseEvent):
    is_deemed: bool


@dataclass(frozen=True, kw_only=True)
class CorrectionNotified(CaseEvent):
    gaps: tuple[str, ...]
    due_on: date


@dataclass(frozen=True, kw_only=True)
class CorrectionAnswered(CaseEvent):
    papers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CorrectedOnSpot(CaseEvent):
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AcceptanceRefused(CaseEvent):
    """Not needed, or refused acceptance: ``outcome`` tells which."""

    outcome: str
    ground: str
    right_office_id: int | None


@dataclass(frozen=True, kw_only=True)
class CaseReturned(CaseEvent):
    """The correction did not come, or did not close the gaps."""

    open_gaps: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class OpinionGiven(CaseEvent):
    step_id: int
    outcome: str
    opinion_digest: str


@dataclass(frozen=True, kw_only=True)
class CaseDecided(CaseEvent):
    outcome: str
    document_id: int | None


@dataclass(frozen=True, kw_only=True)
class CaseWithdrawn(CaseEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class CaseDelivered(CaseEvent):
    way: str
    checked_by: str


@dataclass(frozen=True, kw_only=True)
class ResultHandedOutForAnother(CaseEvent):
    """The service point that took the case for another office handed the result out, of its own right."""

    service_point_id: int
    office_id: int


@dataclass(frozen=True, kw_only=True)
class DraftStarted(Event):
    item_code: str
    version: int


@dataclass(frozen=True, kw_only=True)
class DraftDiscarded(Event):
    pass


@dataclass(frozen=True, kw_only=True)
class DraftExpiryTold(Event):
    """Whoever began the draft was told on which day it will be removed."""

    ends_on: date


@dataclass(frozen=True, kw_only=True)
class DraftExpired(Event):
    """Nobody had touched the draft for as long as drafts are kept; it is gone with its files."""


@dataclass(frozen=True, kw_only=True)
class PaperAttached(Event):
    """A file was put to a draft as one of its papers."""

    paper: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class PaperTakenBack(Event):
    paper: str


@dataclass(frozen=True, kw_only=True)
class AnswerRevealed(CaseEvent):
    """Somebody looked at one personal answer of the form, and said what for."""

    field: str
    purpose: str


@dataclass(frozen=True, kw_only=True)
class EnteredLate(CaseEvent):
    """Received on paper in an outage and entered afterwards; the true times wait for approval."""

    hand_number: str
    outage_id: int
    received_at: datetime
    accepted_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class LateEntryApproved(CaseEvent):
    hand_number: str


@dataclass(frozen=True, kw_only=True)
class LateEntryRefused(CaseEvent):
    """The true times were not believed: those of the entry stand."""

    hand_number: str
