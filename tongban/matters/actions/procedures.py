"""Extensions, which move a due date, and special procedures, which stop the clocks: two different mechanics."""

from datetime import datetime

from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.matters.actions.clocks import reckon_again
from tongban.matters.actions.desk import settle
from tongban.matters.actions.moves import move_to
from tongban.matters.actions.refusals import Acting, CannotAct, locked, refuse_if
from tongban.matters.events import MatterExtended, SpecialProcedureBegun, SpecialProcedureEnded
from tongban.matters.models import Clock, Extension, Matter, Pause
from tongban.matters.queries.clocks import STOPPED_BY_PROCEDURE
from tongban.matters.rules.deadlines import ClockPlan
from tongban.matters.rules.extensions import SUSPENDING, obstacles_to_extending, obstacles_to_special_procedure
from tongban.people.models import Officer
from tongban.people.queries import may


@action
def extend(
    *,
    matter: Matter,
    amount: int,
    reason: str,
    basis: str,
    approved_by: Officer,
    by: Acting | None = None,
    kind: str = Clock.Kind.PROMISED,
    times_allowed: int = 1,
    now: datetime,
) -> Clock:
    """Move the due day of a matter's clock by ``amount`` of its units: once, unless told otherwise."""
    by = by or approved_by
    locked(matter)
    if not may(approved_by, "decide", office=matter.office, on=local_day(now)):
        refuse_if([Obstacle("may_not_extend", matter.number)])
    clock = matter.clocks.select_for_update().filter(kind=kind, step=None, stopped_at=None).first()
    if clock is None:
        raise CannotAct([Obstacle("no_such_clock", kind)])
    refuse_if(
        obstacles_to_extending(
            state=clock.state,
            due_at=clock.due_at,
            amount=amount,
            reason=reason,
            basis=basis,
            times=clock.extensions.count(),
            times_allowed=times_allowed,
            now=now,
        )
    )

    extension = Extension.objects.create(
        matter=matter, clock=clock, amount=amount, reason=reason, basis=basis, approved_by=approved_by, at=now
    )
    clock.matter = matter
    reckon_again(clock, cause="extension", by=by, now=now)
    settle(matter)

    publish(
        MatterExtended(
            subject=matter.subject,
            by=str(by.actor),
            at=now,
            matter_id=matter.pk,
            clock_id=clock.pk,
            kind=kind,
            extension_id=extension.pk,
            amount=amount,
        )
    )
    return clock


@action
def begin_special_procedure(
    *, matter: Matter, kind: str, reason: str, basis: str, expected_days: int, by: Acting, now: datetime
) -> Pause:
    """Stop the clocks for a procedure the law leaves uncounted; a clock of its own holds it to what was announced."""
    locked(matter)
    refuse_if(_obstacles_to_suspending(matter, by, now))
    refuse_if(obstacles_to_special_procedure(reason=reason, basis=basis, expected_days=expected_days))
    procedure = ClockPlan(Clock.Kind.PROCEDURE, expected_days, "working", now, source=basis)
    move_to(matter=matter, state=Matter.State.SUSPENDED, begins=[procedure], by=by, now=now)

    pause = Pause.objects.create(
        matter=matter, kind=kind, reason=reason, basis=basis, expected_days=expected_days, from_on=local_day(now)
    )
    running = matter.clocks.filter(kind__in=STOPPED_BY_PROCEDURE, state=Clock.State.RUNNING, stopped_at=None)
    running.update(state=Clock.State.PAUSED)

    publish(
        SpecialProcedureBegun(
            subject=matter.subject,
            by=str(by.actor),
            at=now,
            matter_id=matter.pk,
            pause_id=pause.pk,
            kind=kind,
            expected_days=expected_days,
        )
    )
    return pause


@action
def end_special_procedure(*, matter: Matter, by: Acting, now: datetime) -> Pause:
    """Let the clocks run on; the days that stood still are added to each by counting again."""
    locked(matter)
    refuse_if(_obstacles_to_suspending(matter, by, now))
    pause = matter.pauses.filter(to_on=None).first()
    if pause is None:
        raise CannotAct([Obstacle("no_special_procedure", matter.number)])
    pause.to_on = local_day(now)
    pause.save(update_fields=["to_on"])
    waiting = matter.clocks.select_for_update().filter(kind__in=STOPPED_BY_PROCEDURE, stopped_at=None)
    for clock in waiting.order_by("pk"):
        clock.matter = matter
        if clock.state == Clock.State.PAUSED:
            clock.state = Clock.State.RUNNING
            clock.save(update_fields=["state"])
        reckon_again(clock, cause="procedure", by=by, now=now)
    move_to(matter=matter, state=Matter.State.ACCEPTED, ends=[Clock.Kind.PROCEDURE], by=by, now=now)

    publish(
        SpecialProcedureEnded(
            subject=matter.subject, by=str(by.actor), at=now, matter_id=matter.pk, pause_id=pause.pk, kind=pause.kind
        )
    )
    return pause


def _obstacles_to_suspending(matter: Matter, by: Acting, now: datetime) -> list[Obstacle]:
    """Return the obstacle that an officer reviews and decides nothing there; the system itself may."""
    if not isinstance(by, Officer):
        return []
    holds_one = any(may(by, power, office=matter.office, on=local_day(now)) for power in SUSPENDING)
    return [] if holds_one else [Obstacle("may_not_suspend", matter.number)]
