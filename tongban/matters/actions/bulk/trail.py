"""What the journal is told of a matter that was taken over: the events of the verbs, at their own moments."""

from collections.abc import Sequence
from datetime import datetime

from tongban.kernel.bulk.origins import Origin
from tongban.kernel.events import SYSTEM, Event
from tongban.matters.actions.bulk.past import PastMatter, PastStep
from tongban.matters.events import (
    MatterAccepted,
    MatterClosed,
    MatterDecided,
    MatterImported,
    MatterOpened,
    StepCompleted,
    StepOpened,
    StepsPlanned,
)
from tongban.matters.rules.deadlines import Reckoned


def trail_of(
    matter: PastMatter, key: int, origin: Origin, steps: Sequence[int], dues: Sequence[Reckoned | None]
) -> list[Event]:
    """Return what happened, in order: that it was taken over, then what the old system told."""
    subject, system = f"matter:{key}", str(SYSTEM)
    told: list[Event] = [
        MatterOpened(
            subject=subject,
            by=matter.received_by or system,
            at=matter.received_at,
            matter_id=key,
            kind=matter.kind,
            number=matter.number,
            subject_code=matter.subject_code,
            office_id=matter.office_id,
            channel=matter.channel,
        )
    ]
    if matter.accepted_at:
        by, at = matter.accepted_by or system, matter.accepted_at
        told.append(MatterAccepted(subject=subject, by=by, at=at, matter_id=key, accepted_at=at))
        if matter.steps:
            codes = tuple(step.plan.code for step in matter.steps)
            told.append(StepsPlanned(subject=subject, by=by, at=at, matter_id=key, codes=codes))
    for step_key, step, due in zip(steps, matter.steps, dues):
        told += _told_of_step(step, step_key, due, subject, key, system)
    if matter.decided_at:
        by = matter.decided_by or system
        told.append(MatterDecided(subject=subject, by=by, at=matter.decided_at, matter_id=key, outcome=matter.outcome))
    told += matter.told
    if matter.closed_at:
        by = matter.closed_by or system
        told.append(MatterClosed(subject=subject, by=by, at=matter.closed_at, matter_id=key, outcome=matter.outcome))
    told.sort(key=_moment)  # stable: what happened at one moment stays in its order
    return [_imported(matter, key, origin, subject, system), *told]


def _moment(event: Event) -> datetime:
    return event.at


def _told_of_step(
    step: PastStep, step_key: int, due: Reckoned | None, subject: str, matter_key: int, system: str
) -> list[Event]:
    told: list[Event] = []
    plan, by = step.plan, f"officer:{step.officer_id}" if step.officer_id else system
    if step.opened_at:
        told.append(
            StepOpened(
                subject=subject,
                by=system,
                at=step.opened_at,
                matter_id=matter_key,
                step_id=step_key,
                code=plan.code,
                wave=plan.wave,
                office_id=plan.office_id,
                due_at=due.due_at if due else None,
            )
        )
    if step.outcome and step.closed_at:
        told.append(
            StepCompleted(
                subject=subject,
                by=by,
                at=step.closed_at,
                matter_id=matter_key,
                step_id=step_key,
                code=plan.code,
                wave=plan.wave,
                office_id=plan.office_id,
                outcome=step.outcome,
                clock="" if due is None else "missed" if step.closed_at > due.due_at else "met",
            )
        )
    return told


def _imported(matter: PastMatter, key: int, origin: Origin, subject: str, system: str) -> MatterImported:
    return MatterImported(
        subject=subject,
        by=system,
        at=origin.at,
        matter_id=key,
        system=origin.system,
        old_number=matter.old_number,
        file_digest=origin.file_digest,
        line=origin.line,
    )
