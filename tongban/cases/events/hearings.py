"""A hearing was offered, asked for, announced, held."""

from dataclasses import dataclass
from datetime import date, datetime

from tongban.cases.events.lifecycle import CaseEvent


@dataclass(frozen=True, kw_only=True)
class HearingEvent(CaseEvent):
    hearing_id: int


@dataclass(frozen=True, kw_only=True)
class HearingRightTold(HearingEvent):
    request_by: date


@dataclass(frozen=True, kw_only=True)
class HearingRequested(HearingEvent):
    hold_by: date
    person_id: int | None = None  # somebody interested; none: the applicant


@dataclass(frozen=True, kw_only=True)
class HearingAnnounced(HearingEvent):
    set_for: datetime


@dataclass(frozen=True, kw_only=True)
class HearingHeld(HearingEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class InterestedPersonTold(HearingEvent):
    person_id: int
    request_by: date


@dataclass(frozen=True, kw_only=True)
class HearingNoticeClaimed(HearingEvent):
    """Somebody who signed in used the code of their notice: from now on it lies in their space."""

    person_id: int
    party_id: int


@dataclass(frozen=True, kw_only=True)
class HearingGivenUp(HearingEvent):
    """By the applicant (no person named) or by somebody interested; a request that stood is taken back with it."""

    person_id: int | None = None
    way: str


@dataclass(frozen=True, kw_only=True)
class HearingDaysMoved(HearingEvent):
    """A calendar notice gave more days to ask, or moved the day until which it is held."""

    request_by: date
    hold_by: date | None
