"""What has to be done before a case goes on: put on record, and lifted when it is done."""

from datetime import datetime

from tongban.cases.actions.refusals import locked
from tongban.cases.events import CaseHeldBack, HoldLifted
from tongban.cases.models import Case, Hold
from tongban.kernel.events import publish
from tongban.kernel.statements import store
from tongban.kernel.transactions import action
from tongban.matters.actions.refusals import Acting


@action
def hold_back(
    *, case: Case, kind: str, blocks: str, about: str, refers_to: int | None = None, by: Acting, now: datetime
) -> Hold:
    """Keep the decision or the issue back until this is done; the same thing twice is held back once."""
    case = locked(case)
    if known := case.holds.filter(kind=kind, refers_to=refers_to, lifted_at=None).first():
        return known
    hold = Hold.objects.create(case=case, kind=kind, blocks=blocks, about=about, refers_to=refers_to, since=now)
    case.open_holds += 1
    store(case, "open_holds")
    publish(
        CaseHeldBack(
            subject=case.matter.subject,
            by=str(by.actor),
            at=now,
            case_id=case.pk,
            hold_id=hold.pk,
            kind=kind,
            blocks=blocks,
        )
    )
    return hold


@action
def lift_holds(*, case: Case, kind: str, refers_to: int | None = None, by: Acting, now: datetime) -> list[Hold]:
    """Say that it is done: the case may go on as far as this is concerned. What was lifted before stays as it is."""
    case = locked(case)
    lifted = list(case.holds.filter(kind=kind, refers_to=refers_to, lifted_at=None).order_by("pk"))
    for hold in lifted:
        hold.lifted_at = now
        store(hold, "lifted_at")
        publish(
            HoldLifted(
                subject=case.matter.subject, by=str(by.actor), at=now, case_id=case.pk, hold_id=hold.pk, kind=kind
            )
        )
    if lifted:
        case.open_holds -= len(lifted)
        store(case, "open_holds")
    return lifted
