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


@dataclass(frozen=True, kw_only=True)
class HearingAnnounced(HearingEvent):
    set_for: datetime


@dataclass(frozen=True, kw_only=True)
class HearingHeld(HearingEvent):
    pass
