"""What the papers of site visits, special procedures and hearings say."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from tongban.documents.rules.papers.lifecycle import Paper


@dataclass(frozen=True, kw_only=True)
class VisitNotice(Paper):
    """现场踏勘通知书: when officers come, where to, and what will be looked at."""

    kind = "visit_notice"

    planned_for: datetime
    place: str
    offices: tuple[str, ...]
    points: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class VisitPoint:
    """One point of the checklist, as it was found."""

    point: str
    found: str  # 符合, 不符合, 未涉及
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class VisitRecord(Paper):
    """现场核查记录: who went, what they found, signed by each of them and by whom they met."""

    kind = "visit_record"
    is_internal: ClassVar[bool] = True

    place: str
    recorded_at: datetime
    step: str = ""
    officers: tuple[str, ...]
    points: tuple[VisitPoint, ...] = ()
    findings: str
    conclusion: str
    photographs: int = 0
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HearingRightNotice(Paper):
    """听证告知书: that one may ask to be heard, on what, and until when (行政许可法 art. 47)."""

    kind = "hearing_right_notice"

    matter_of: str
    request_by: date
    hold_within: str
    basis: tuple[str, ...] = ()
    code: str = ""  # by which somebody interested asks online; the applicant signs in


@dataclass(frozen=True, kw_only=True)
class HearingStatement(Paper):
    """听证回执: what somebody interested said about a hearing online, when it came, and what follows."""

    kind = "hearing_statement"

    matter_of: str
    said: str  # 要求听证 | 放弃听证
    said_at: datetime
    hold_by: date | None = None
    follows: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HearingNotice(Paper):
    """听证通知书: when and where the hearing is held, and who chairs it (art. 48)."""

    kind = "hearing_notice"

    matter_of: str
    set_for: datetime
    place: str
    chair: str
    basis: tuple[str, ...] = ()
