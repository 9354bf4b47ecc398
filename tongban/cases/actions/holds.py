"""What has to be done before a case goes on: put on record, and lifted when it is done."""

from datetime import date, datetime
from typing import Any

from tongban.cases.actions.refusals import locked
from tongban.cases.events import CaseHeldBack, HoldLifted, HoldMoved
from tongban.cases.models import Case, Hold
from tongban.kernel.events import SYSTEM, publish
from tongban.kernel.moments import local_day
from tongban.kernel.statements import store
from tongban.kernel.transactions import action
from tongban.matters.actions.refusals import Acting


@action
def hold_back(
    *,
    case: Case,
    kind: str,
    blocks: str,
    about: str,
    refers_to: int | None = None,
    until_on: date | None = None,
    by: Acting,
    now: datetime,
) -> Hold:
    """Keep the decision or the issue back until this is done; the same thing twice is held back once.

    ``until_on``: it ends by itself when this day is over; said again, it takes the day that was said last.
    """
    case = locked(case)
    if known := case.holds.filter(kind=kind, refers_to=refers_to, lifted_at=None).first():
        if known.until_on != until_on:
            known.until_on = until_on
            store(known, "until_on")
            told: dict[str, Any] = {"case_id": case.pk, "hold_id": known.pk, "kind": kind, "until": until_on}
            publish(HoldMoved(subject=case.matter.subject, by=str(by.actor), at=now, **told))
        return known
    hold = Hold.objects.create(
        case=case, kind=kind, blocks=blocks, about=about, refers_to=refers_to, until_on=until_on, since=now
    )
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
    _lift(case, lifted, by, now)
    return lifted


@action
def let_holds_end(*, case: Case, now: datetime) -> Case:
    """Lift what was held back until a day that is over now; a decision asks it, too, so that it waits for no worker."""
    case = locked(case)
    over = list(case.holds.filter(lifted_at=None, until_on__lt=local_day(now)).order_by("pk"))
    _lift(case, over, SYSTEM, now)
    return case


def _lift(case: Case, holds: list[Hold], by: Acting, now: datetime) -> None:
    for hold in holds:
        hold.lifted_at = now
        store(hold, "lifted_at")
        publish(
            HoldLifted(
                subject=case.matter.subject, by=str(by.actor), at=now, case_id=case.pk, hold_id=hold.pk, kind=hold.kind
            )
        )
    if holds:
        case.open_holds -= len(holds)
        store(case, "open_holds")
