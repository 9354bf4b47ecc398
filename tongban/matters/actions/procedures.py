"""Special procedures: those the law leaves uncounted stop the clocks, the others run beside them.

Several may be under way at once. Each has a clock of its own, which holds it to what the applicant was told; the days
on which any of those that stop was under way are left out once.
"""

from datetime import datetime

from tongban.calendars.queries import calendar_for
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.statements import insert, store
from tongban.kernel.transactions import action
from tongban.matters.actions.clocks import clock_started, end_clocks, make_clock, reckon_again
from tongban.matters.actions.desk import own_clocks, settle
from tongban.matters.actions.moves import move_to
from tongban.matters.actions.refusals import Acting, CannotAct, locked, refuse_if
from tongban.matters.events import SpecialProcedureBegun, SpecialProcedureEnded
from tongban.matters.models import Clock, Matter, Pause
from tongban.matters.queries.clocks import STOPPED_BY_PROCEDURE
from tongban.matters.rules.deadlines import ClockPlan
from tongban.matters.rules.extensions import SUSPENDING
from tongban.matters.rules.procedures import (
    keeps_last_day,
    kind_named,
    obstacles_to_special_procedure,
    stops_the_clocks,
)
from tongban.matters.rules.states import obstacles_to_move
from tongban.people.models import Officer
from tongban.people.queries import may

UNDER_WAY = (Matter.State.ACCEPTED, Matter.State.SUSPENDED)


@action
def begin_special_procedure(
    *,
    matter: Matter,
    kind: str,
    reason: str,
    basis: str,
    expected_days: int,
    counts: bool | None = None,
    by: Acting,
    now: datetime,
) -> Pause:
    """Put a procedure on record, with a clock for what was announced; it stops the others if its time does not count.

    ``counts``: what the item says of it, if it says anything.
    """
    locked(matter)
    refuse_if(_obstacles_to_suspending(matter, by, now))
    if matter.state not in UNDER_WAY:
        refuse_if(obstacles_to_move(number=matter.number, state=matter.state, to=Matter.State.SUSPENDED))
    under_way = frozenset(matter.pauses.filter(to_on=None).values_list("kind", flat=True))
    refuse_if(
        obstacles_to_special_procedure(
            kind=kind, reason=reason, basis=basis, expected_days=expected_days, under_way=under_way
        )
    )

    known = kind_named(kind)
    stops = stops_the_clocks(known, counts=counts, basis=basis)
    pause = Pause.objects.create(
        matter=matter,
        kind=kind,
        reason=reason,
        basis=basis,
        expected_days=expected_days,
        from_on=local_day(now),
        stops=stops,
        keeps_last_day=keeps_last_day(known, stops=stops, begun=now, calendar=calendar_for(matter.region_id)),
    )
    if stops and matter.state == Matter.State.ACCEPTED:
        move_to(matter=matter, state=Matter.State.SUSPENDED, by=by, now=now)
        running = matter.clocks.filter(kind__in=STOPPED_BY_PROCEDURE, state=Clock.State.RUNNING, stopped_at=None)
        running.update(state=Clock.State.PAUSED)
    clock = make_clock(matter, ClockPlan(Clock.Kind.PROCEDURE, expected_days, "working", now, source=basis))
    clock.pause = pause
    insert([clock])
    settle(matter)

    publish(clock_started(clock, by, now))
    publish(
        SpecialProcedureBegun(
            subject=matter.subject,
            by=str(by.actor),
            at=now,
            matter_id=matter.pk,
            pause_id=pause.pk,
            kind=kind,
            expected_days=expected_days,
            stops=stops,
        )
    )
    return pause


@action
def end_special_procedure(*, matter: Matter, pause: Pause | None = None, by: Acting, now: datetime) -> Pause:
    """End a procedure; with the last of those that stop the clocks they run on, each counted again.

    The one under way is meant where none is named.
    """
    locked(matter)
    refuse_if(_obstacles_to_suspending(matter, by, now))
    open_ones = list(matter.pauses.select_for_update().filter(to_on=None).order_by("pk"))
    ended = next((each for each in open_ones if pause is None or each.pk == pause.pk), None)
    if ended is None:
        raise CannotAct([Obstacle("no_special_procedure", matter.number)])
    ended.to_on = local_day(now)
    store(ended, "to_on")

    running = own_clocks(matter)
    for event in end_clocks(
        running, [f"{Clock.Kind.PROCEDURE}:{ended.pk}", Clock.Kind.PROCEDURE.value], by=by, now=now
    ):
        publish(event)
    if ended.stops and not any(each.stops for each in open_ones if each.pk != ended.pk):
        _run_on(matter, by, now)
    else:
        settle(matter)

    publish(
        SpecialProcedureEnded(
            subject=matter.subject, by=str(by.actor), at=now, matter_id=matter.pk, pause_id=ended.pk, kind=ended.kind
        )
    )
    return ended


def _run_on(matter: Matter, by: Acting, now: datetime) -> None:
    waiting = matter.clocks.select_for_update().filter(kind__in=STOPPED_BY_PROCEDURE, stopped_at=None)
    for clock in waiting.order_by("pk"):
        clock.matter = matter
        if clock.state == Clock.State.PAUSED:
            clock.state = Clock.State.RUNNING
            clock.save(update_fields=["state"])
        reckon_again(clock, cause="procedure", by=by, now=now)
    move_to(matter=matter, state=Matter.State.ACCEPTED, by=by, now=now)


def _obstacles_to_suspending(matter: Matter, by: Acting, now: datetime) -> list[Obstacle]:
    """Return the obstacle that an officer reviews and decides nothing there; the system itself may."""
    if not isinstance(by, Officer):
        return []
    holds_one = any(may(by, power, **matter.scope, on=local_day(now)) for power in SUSPENDING)
    return [] if holds_one else [Obstacle("may_not_suspend", matter.number)]
