"""What happened to a joint site visit; the subject is the matter of the whole."""

from dataclasses import dataclass
from datetime import datetime

from tongban.bundles.events.running import WholeEvent


@dataclass(frozen=True, kw_only=True)
class JointVisitEvent(WholeEvent):
    joint_id: int


@dataclass(frozen=True, kw_only=True)
class JointVisitProposed(JointVisitEvent):
    planned_for: datetime
    offices: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class JointVisitJoined(JointVisitEvent):
    """An office comes, with officers of its own."""

    office_id: int


@dataclass(frozen=True, kw_only=True)
class JointVisitDeclined(JointVisitEvent):
    office_id: int


@dataclass(frozen=True, kw_only=True)
class JointVisitSet(JointVisitEvent):
    """Every office has answered; the applicant was told once who comes when."""

    planned_for: datetime
    offices: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class JointVisitMoved(JointVisitEvent):
    planned_for: datetime


@dataclass(frozen=True, kw_only=True)
class JointVisitLeft(JointVisitEvent):
    """An office need not come any more: its members have ended, or it called its visit off."""

    office_id: int


@dataclass(frozen=True, kw_only=True)
class JointVisitLapsed(JointVisitEvent):
    """Its day is over, and not every office had answered: the proposal falls away, nobody was told of it."""

    planned_for: datetime


@dataclass(frozen=True, kw_only=True)
class JointVisitCalledOff(JointVisitEvent):
    """No office comes."""
