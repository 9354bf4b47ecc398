"""Reminding of results that nobody collected: once, again, and then marked as left lying."""

from datetime import datetime

from tongban.cases.actions.refusals import locked
from tongban.cases.actions.telling import tell_uncollected
from tongban.cases.events.later import CollectingReminded
from tongban.cases.models import Case, Uncollected
from tongban.cases.rules import DECIDED
from tongban.kernel.events import SYSTEM, publish
from tongban.kernel.transactions import action

LEFT_LYING = 3


@action
def remind_of_collecting(*, case: Case, stage: int, now: datetime) -> Uncollected | None:
    """Take a result to its next stage: the applicant is reminded, at the last one it is marked; each once."""
    case = locked(case)
    if case.matter.state != DECIDED:
        return None
    known, _ = Uncollected.objects.get_or_create(case=case, defaults={"reminded_at": now})
    if known.reminders >= stage:
        return known
    known.reminders, known.reminded_at = stage, now
    if stage >= LEFT_LYING:
        known.marked_at = now
    known.save()
    publish(CollectingReminded(subject=case.matter.subject, by=str(SYSTEM), at=now, case_id=case.pk, stage=stage))
    if stage < LEFT_LYING:
        tell_uncollected(case, now=now, occasion=str(stage))
    return known
