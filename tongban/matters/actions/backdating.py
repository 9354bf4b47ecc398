"""Putting the receipt of a matter where it was in truth: it came while the system was away."""

from datetime import datetime

from tongban.calendars.queries import calendar_for
from tongban.kernel.events import Event, publish_all
from tongban.kernel.transactions import action
from tongban.matters.actions.clocks import CAN_MOVE, due_date_moved, take_reckoning
from tongban.matters.actions.desk import settle
from tongban.matters.actions.refusals import Acting, locked
from tongban.matters.events import ReceiptBackdated
from tongban.matters.models import Clock, Matter

CAUSE = "late_entry"


@action
def backdate_receipt(
    *, matter: Matter, received_at: datetime, counted_from: datetime, by: Acting, now: datetime
) -> Matter:
    """Move the receipt to an earlier moment; the duty to answer is reckoned from there, also where it has ended."""
    locked(matter)
    backdated = ReceiptBackdated(
        subject=matter.subject,
        by=str(by.actor),
        at=now,
        matter_id=matter.pk,
        was=matter.received_at,
        received_at=received_at,
    )
    matter.received_at = received_at
    clocks = matter.clocks.select_for_update().filter(kind=Clock.Kind.RECEIPT, step=None).order_by("pk")
    moved = _begin_at(clocks[0], counted_from, by, now) if clocks else []
    settle(matter, changed=["received_at"])

    publish_all([backdated, *moved])
    return matter


def _begin_at(clock: Clock, start: datetime, by: Acting, now: datetime) -> list[Event]:
    was, clock.started_at = clock.due_at, start
    take_reckoning(clock, calendar_for(clock.calendar_region))
    if clock.stopped_at and clock.stopped_at > clock.due_at:
        clock.state = Clock.State.MISSED
    clock.save(update_fields=["started_at", "state", *CAN_MOVE])
    return [due_date_moved(clock, was=was, cause=CAUSE, by=by, now=now)] if clock.due_at != was else []
