"""The rounds of correction: an earlier notice is kept when another follows, and what came too late is on record."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from tongban.cases import rules
from tongban.cases.events import ViolationRecorded
from tongban.cases.models import Case, CorrectionNotice, EarlierNotice, Violation
from tongban.kernel.events import publish
from tongban.people.models import Officer

KEPT = ("round", "gaps", "due_on", "issued_at", "issued_by", "answered_at", "answered")


def told_so_far(case: Case) -> rules.Told | None:
    """Return what the notices of a case have named and brought; None where there was none yet."""
    if not hasattr(case, "correction"):
        return None
    notices: list[Any] = [case.correction, *case.earlier_notices.all()]
    return rules.Told(
        named=frozenset(gap["about"] for notice in notices for gap in notice.gaps),
        brought=frozenset(code for notice in notices for code in notice.answered),
    )


def put_on_record(
    case: Case, *, gaps: Sequence[rules.Gap], due_on: Any, told: rules.Told | None, by: Officer, now: datetime
) -> CorrectionNotice:
    """Write the notice within an act; the one before it becomes an earlier one."""
    written: dict[str, Any] = {
        "gaps": [gap.as_data() for gap in gaps],
        "due_on": due_on,
        "issued_at": now,
        "issued_by": by,
    }
    if told is None:
        return CorrectionNotice.objects.create(case=case, **written)
    notice = case.correction
    EarlierNotice.objects.create(case=case, **{name: getattr(notice, name) for name in KEPT})
    fresh: dict[str, Any] = {"round": notice.round + 1, "answered_at": None, "answered": []}
    for name, value in (written | fresh | {"keeps_the_clock": rules.keeps_the_clock(gaps, told)}).items():
        setattr(notice, name, value)
    notice.case = case
    notice.save()
    return notice


def record_late_gaps(case: Case, gaps: Iterable[rules.Gap], *, by: Officer, now: datetime) -> None:
    """Put on record for supervision what was asked though it could have been asked first."""
    for gap in gaps:
        violation = Violation.objects.create(
            case=case,
            kind=Violation.Kind.LATE_GAP,
            officer=by,
            about=f"{gap.name}：{gap.what}"[:300],
            basis=rules.LATE_GAP_BASIS,
            at=now,
        )
        publish(
            ViolationRecorded(
                subject=case.matter.subject,
                by=str(by.actor),
                at=now,
                case_id=case.pk,
                violation_id=violation.pk,
                kind=violation.kind,
                officer_id=by.pk,
            )
        )
