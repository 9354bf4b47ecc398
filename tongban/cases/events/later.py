"""What was done with a licence after it was granted, what was made public, what came back."""

from dataclasses import dataclass
from datetime import date

from tongban.cases.events.lifecycle import CaseEvent
from tongban.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class LaterActAnnounced(CaseEvent):
    """The party was told that a licence is to be revoked or withdrawn, and may state its case."""

    later_id: int
    kind: str
    ground: str
    answer_by: date


@dataclass(frozen=True, kw_only=True)
class LaterActAnswered(CaseEvent):
    """The party stated its case."""

    later_id: int
    statement_digest: str


@dataclass(frozen=True, kw_only=True)
class LaterActDropped(CaseEvent):
    later_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class LaterActDecided(CaseEvent):
    """A licence was revoked, withdrawn, cancelled, corrected or reissued."""

    later_id: int
    kind: str
    ground: str
    document_id: int


@dataclass(frozen=True, kw_only=True)
class CommitmentChecked(CaseEvent):
    """What a check of a commitment found: met, ordered to be put right, corrected, or not."""

    commitment_id: int
    state: str
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class RegulatorReported(CaseEvent):
    report_id: int
    kind: str
    found_a_fault: bool


@dataclass(frozen=True, kw_only=True)
class DecisionPublished(CaseEvent):
    publication_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class PublicationCorrected(CaseEvent):
    publication_id: int
    corrects: int


@dataclass(frozen=True, kw_only=True)
class CollectingReminded(CaseEvent):
    """A result that nobody collected has come to its next stage: reminded, again, left lying."""

    stage: int


@dataclass(frozen=True, kw_only=True)
class FilePrinted(CaseEvent):
    """Cover, contents and closing sheet of a file were printed."""

    document_id: int
    papers: int


@dataclass(frozen=True, kw_only=True)
class CreditBatchSent(Event):
    number: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class CreditBatchReceived(Event):
    number: str
    receipt: str
