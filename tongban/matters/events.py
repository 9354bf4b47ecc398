"""What happened to a matter. References, codes and moments only: nothing personal."""

from dataclasses import dataclass
from datetime import datetime

from tongban.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class MatterEvent(Event):
    matter_id: int


@dataclass(frozen=True, kw_only=True)
class MatterImported(MatterEvent):
    """The matter was taken over from another system; what follows is what that system told of it."""

    system: str
    old_number: str
    file_digest: str
    line: int


@dataclass(frozen=True, kw_only=True)
class MatterOpened(MatterEvent):
    is_first = True

    kind: str
    number: str
    subject_code: str
    office_id: int
    channel: str


@dataclass(frozen=True, kw_only=True)
class MatterMoved(MatterEvent):
    """The matter went from one state to another, where none of the more telling events below says so."""

    from_state: str
    to_state: str


@dataclass(frozen=True, kw_only=True)
class MatterAccepted(MatterEvent):
    accepted_at: datetime


@dataclass(frozen=True, kw_only=True)
class MatterDecided(MatterEvent):
    outcome: str


@dataclass(frozen=True, kw_only=True)
class MatterClosed(MatterEvent):
    outcome: str


@dataclass(frozen=True, kw_only=True)
class PartMoved(MatterEvent):
    """A part of this whole (``matter_id``) was accepted, decided or closed."""

    part_id: int
    number: str
    state: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class StepsPlanned(MatterEvent):
    codes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class StepEvent(MatterEvent):
    step_id: int
    code: str
    wave: int
    office_id: int


@dataclass(frozen=True, kw_only=True)
class StepOpened(StepEvent):
    """The step lies on its office's desk; its clock, if it has one, runs until ``due_at``."""

    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class StepClaimed(StepEvent):
    officer_id: int


@dataclass(frozen=True, kw_only=True)
class StepReleased(StepEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class StepHandedOver(StepEvent):
    officer_id: int


@dataclass(frozen=True, kw_only=True)
class StepReturned(StepEvent):
    """Work was sent back to an earlier wave; the reason stands in the returning step's opinion."""

    to_wave: int


@dataclass(frozen=True, kw_only=True)
class StepCompleted(StepEvent):
    """The step has ended; ``clock`` is met or missed, or empty if none ran."""

    outcome: str
    clock: str


@dataclass(frozen=True, kw_only=True)
class StepsCancelled(MatterEvent):
    codes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WaveEnded(MatterEvent):
    wave: int


@dataclass(frozen=True, kw_only=True)
class AllStepsDone(MatterEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class ClockEvent(MatterEvent):
    clock_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class ClockStarted(ClockEvent):
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class ClockStopped(ClockEvent):
    """The clock was stopped in time (``met``), too late (``missed``), or has become idle (``cancelled``)."""

    state: str


@dataclass(frozen=True, kw_only=True)
class ClockMissed(ClockEvent):
    """Published once, when the due moment has gone by; ``on_silence`` says what that means, if anything."""

    due_at: datetime
    on_silence: str = ""


@dataclass(frozen=True, kw_only=True)
class DueDateMoved(ClockEvent):
    was: datetime
    due_at: datetime
    cause: str  # extension, procedure, calendar, late_entry


@dataclass(frozen=True, kw_only=True)
class ReceiptBackdated(MatterEvent):
    """The matter had come while the system was away: its true moment of receipt was approved (补录)."""

    was: datetime
    received_at: datetime


@dataclass(frozen=True, kw_only=True)
class MatterExtended(ClockEvent):
    extension_id: int
    amount: int


@dataclass(frozen=True, kw_only=True)
class SpecialProcedureBegun(MatterEvent):
    pause_id: int
    kind: str
    expected_days: int
    stops: bool = True


@dataclass(frozen=True, kw_only=True)
class SpecialProcedureEnded(MatterEvent):
    pause_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class MatterReminded(MatterEvent):
    nudge_id: int
    clock_kind: str


@dataclass(frozen=True, kw_only=True)
class MatterUrged(MatterEvent):
    nudge_id: int


@dataclass(frozen=True, kw_only=True)
class ListExported(Event):
    """An officer took a list away as a file; ``narrowed_by`` names the kinds of filters, never what was typed."""

    what: str
    rows: int
    narrowed_by: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RecomputationBegun(Event):
    region_code: str
    year: int


@dataclass(frozen=True, kw_only=True)
class RecomputationAdvanced(Event):
    seen: int
    moved: int
    is_finished: bool


@dataclass(frozen=True, kw_only=True)
class StepPassedOn(StepEvent):
    """Its officer is away when it falls due: holder B of the post has it now."""

    officer_id: int
    instead_of_id: int


@dataclass(frozen=True, kw_only=True)
class StepLaidBack(StepEvent):
    """Who had it may not, or cannot, do it any more: it lies on the office's desk again."""

    officer_id: int
    why: str
