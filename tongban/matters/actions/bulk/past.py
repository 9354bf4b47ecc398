"""A matter and its steps as an old system tells of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tongban.kernel.events import Event
from tongban.matters.models import Clock
from tongban.matters.rules.deadlines import ClockPlan
from tongban.matters.rules.steps import StepPlan

ANSWERED, LIMITS = (Clock.Kind.RECEIPT.value,), (Clock.Kind.PROMISED.value, Clock.Kind.STATUTORY.value)
DELIVERY = Clock.Kind.DELIVERY.value


@dataclass(slots=True)
class PastStep:
    """A step as far as it went: not opened yet, opened, or completed with an outcome."""

    plan: StepPlan
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    officer_id: int | None = None
    outcome: str = ""
    opinion: str = ""

    @property
    def state(self) -> str:
        if self.outcome:
            return "done"
        if self.closed_at:
            return "cancelled"
        return "open" if self.opened_at else "waiting"


@dataclass(slots=True)
class PastMatter:
    """A matter with its four moments and its outcome; actors are written as the journal has them (``officer:4``)."""

    kind: str
    old_number: str
    number: str
    subject_code: str
    subject_title: str
    subject_version: int
    party_id: int
    handler_id: int | None
    office_id: int
    regulating_office_id: int | None
    region_id: str
    channel: str
    received_at: datetime
    accepted_at: datetime | None = None
    decided_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: str = ""
    received_by: str = ""
    accepted_by: str = ""
    decided_by: str = ""
    closed_by: str = ""
    clocks: Sequence[ClockPlan] = ()
    steps: Sequence[PastStep] = ()
    told: Sequence[Event] = field(default_factory=list)  # what its own module adds to the trail

    @property
    def state(self) -> str:
        if self.closed_at:
            return "closed"
        if self.decided_at:
            return "decided"
        return "accepted" if self.accepted_at else "received"

    def stopped_at(self, kind: str) -> datetime | None:
        """Return when a clock of the matter itself stopped: at what it was waiting for, or when all was over."""
        if kind in ANSWERED:
            return self.accepted_at or self.closed_at
        return (self.decided_at or self.closed_at) if kind in LIMITS else self.closed_at

    def was_idle(self, kind: str) -> bool:
        """Say whether the clock was not answered but became idle: the matter was closed before a decision."""
        return kind in LIMITS and self.decided_at is None
