"""What was received on paper while the system was away is entered afterwards (补录).

The case opens at the moment of entry; its true times are taken over when a second officer approves them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from tongban.cases import rules
from tongban.cases.actions.acceptance import take_on
from tongban.cases.actions.intake import receive_at_window
from tongban.cases.actions.opening import receipt_clock
from tongban.cases.actions.refusals import CannotEnterLate, locked
from tongban.cases.events import EnteredLate, LateEntryApproved, LateEntryRefused
from tongban.cases.models import Case, LateEntry
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.matters.actions import backdate_receipt
from tongban.people.models import Officer
from tongban.people.queries import not_allowed
from tongban.windows.models import Visit
from tongban.windows.queries import outage_at, pad_of
from tongban.windows.rules import hand_number, read_hand_number


@dataclass(frozen=True)
class OnPaper:
    """What the slip of the pad says: its number, when it was received and, if so, accepted."""

    number: str
    received_at: datetime
    accepted_at: datetime | None = None


@action
def receive_late(*, on_paper: OnPaper, visit: Visit, key: str, by: Officer, now: datetime, **sheet: Any) -> Case:
    """Receive at a window what came in an outage. ``sheet``: what ``receive_at_window`` takes beside these."""
    case = receive_at_window(visit=visit, key=key, by=by, now=now, **sheet)
    if LateEntry.objects.filter(case=case).exists():
        return case
    entry = _entry(on_paper, case, visit, by, now)
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError as error:  # a colleague enters the same slip at this moment
        raise CannotEnterLate([Obstacle("hand_number_used", entry.hand_number)]) from error

    publish(
        EnteredLate(
            subject=case.matter.subject,
            by=str(by.actor),
            at=now,
            case_id=case.pk,
            hand_number=entry.hand_number,
            outage_id=entry.outage_id,
            received_at=entry.received_at,
            accepted_at=entry.accepted_at,
        )
    )
    return case


def _entry(on_paper: OnPaper, case: Case, visit: Visit, by: Officer, now: datetime) -> LateEntry:
    point = visit.window.service_point
    read = read_hand_number(on_paper.number)
    number = hand_number(*read) if read else on_paper.number
    outage = outage_at(point, on_paper.received_at)
    accepted = on_paper.accepted_at
    obstacles = rules.obstacles_to_late_entry(
        number=number,
        is_on_a_pad=pad_of(number, point) is not None,
        is_used=LateEntry.objects.filter(hand_number=number).exists(),
        in_outage=outage is not None
        and max(on_paper.received_at, accepted or on_paper.received_at) <= (outage.ended_at or now),
        received_at=on_paper.received_at,
        accepted_at=accepted,
    )
    if accepted:
        obstacles += not_allowed(by, "accept", **case.matter.scope, on=local_day(now))
    if obstacles or outage is None:
        raise CannotEnterLate(obstacles)
    return LateEntry(
        case=case,
        outage=outage,
        hand_number=number,
        received_at=on_paper.received_at,
        accepted_at=accepted,
        entered_by=by,
        entered_at=now,
    )


@action
def approve_late_entry(*, entry: LateEntry, by: Officer, now: datetime) -> LateEntry:
    """Take the true times over: the receipt moves there and, if it was accepted on paper, the limits run from then."""
    entry, case = _to_judge(entry, by, now)
    takes_on = entry.accepted_at is not None and case.matter.state in rules.BEFORE_ACCEPTANCE
    entry = _answer(entry, LateEntry.State.APPROVED, by, now)
    case.late_entry = entry
    if takes_on and (obstacles := rules.obstacles_to_accepting(case.dossier())):
        raise CannotEnterLate(obstacles)

    counted_from = receipt_clock(case.version, entry.received_at).start
    backdate_receipt(matter=case.matter, received_at=entry.received_at, counted_from=counted_from, by=by, now=now)
    if takes_on and entry.accepted_at:
        case.accepted_by = entry.entered_by
        case.save(update_fields=["accepted_by"])
        take_on(case, by=entry.entered_by, now=now, as_of=entry.accepted_at)

    publish(
        LateEntryApproved(
            subject=case.matter.subject, by=str(by.actor), at=now, case_id=case.pk, hand_number=entry.hand_number
        )
    )
    return entry


@action
def refuse_late_entry(*, entry: LateEntry, remark: str, by: Officer, now: datetime) -> LateEntry:
    """Let the times of the entry stand, and say why. The application itself goes on."""
    entry, case = _to_judge(entry, by, now)
    if not remark.strip():
        raise CannotEnterLate([Obstacle("reasons_missing")])
    entry = _answer(entry, LateEntry.State.REFUSED, by, now, remark.strip())

    publish(
        LateEntryRefused(
            subject=case.matter.subject, by=str(by.actor), at=now, case_id=case.pk, hand_number=entry.hand_number
        )
    )
    return entry


def _to_judge(entry: LateEntry, by: Officer, now: datetime) -> tuple[LateEntry, Case]:
    case = locked(entry.case)
    entry = case.late_entry
    obstacles = not_allowed(by, "supervise", office=entry.outage.service_point.office, on=local_day(now))
    obstacles += rules.obstacles_to_judging_late_entry(
        is_waiting=entry.state == LateEntry.State.WAITING, is_own=entry.entered_by_id == by.pk
    )
    if obstacles:
        raise CannotEnterLate(obstacles)
    return entry, case


def _answer(entry: LateEntry, state: str, by: Officer, now: datetime, remark: str = "") -> LateEntry:
    entry.state, entry.answered_by, entry.answered_at, entry.remark = state, by, now, remark
    entry.save(update_fields=["state", "answered_by", "answered_at", "remark"])
    return entry
