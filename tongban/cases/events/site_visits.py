"""Site visits were planned, put off, called off, made; references and moments only."""

from dataclasses import dataclass
from datetime import datetime

from tongban.cases.events.lifecycle import CaseEvent


@dataclass(frozen=True, kw_only=True)
class SiteVisitEvent(CaseEvent):
    visit_id: int


@dataclass(frozen=True, kw_only=True)
class SiteVisitPlanned(SiteVisitEvent):
    planned_for: datetime
    officer_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class SiteVisitPostponed(SiteVisitEvent):
    planned_for: datetime


@dataclass(frozen=True, kw_only=True)
class SiteVisitCancelled(SiteVisitEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class SiteVisitRecorded(SiteVisitEvent):
    """A report came from the spot: the record of the case, or kept beside it (``beside`` says why)."""

    report_id: int
    conclusion: str
    photographs: int
    beside: str
