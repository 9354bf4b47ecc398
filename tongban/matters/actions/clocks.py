"""Starting and stopping clocks; reckoning them anew when an input has changed."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from tongban.calendars.queries import calendar_for
from tongban.calendars.rules import Calendar
from tongban.kernel.events import publish
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.matters.actions.desk import settle
from tongban.matters.actions.refusals import Acting, locked, refuse_if
from tongban.matters.events import ClockStarted, ClockStopped, DueDateMoved
from tongban.matters.models import Clock, Matter, Step
from tongban.matters.queries.clocks import inputs_of
from tongban.matters.rules.deadlines import Inputs, reckon


@action
def start_clock(
    *,
    matter: Matter,
    kind: str,
    amount: int,
    unit: str,
    start: datetime,
    source: str = "",
    on_silence: str = "",
    step: Step | None = None,
    by: Acting,
    now: datetime,
) -> Clock:
    """Start a limit of ``amount`` units after ``start``. ``on_silence``: what it means if nobody answers in time."""
    locked(matter)
    refuse_if(_already_running(matter, kind, step))

    clock = make_clock(
        matter=matter, kind=kind, amount=amount, unit=unit, start=start, source=source, on_silence=on_silence, step=step
    )
    clock.save(force_insert=True)
    settle(matter)

    publish(
        ClockStarted(
            subject=matter.subject,
            by=str(by.actor),
            at=now,
            matter_id=matter.pk,
            clock_id=clock.pk,
            kind=kind,
            due_at=clock.due_at,
        )
    )
    return clock


def _already_running(matter: Matter, kind: str, step: Step | None) -> list[Obstacle]:
    running = matter.clocks.filter(kind=kind, step=step, stopped_at=None).exists()
    return [Obstacle("clock_already_runs", kind)] if running else []


def make_clock(
    *,
    matter: Matter,
    kind: str,
    amount: int,
    unit: str,
    start: datetime,
    source: str = "",
    on_silence: str = "",
    step: Step | None = None,
) -> Clock:
    """Return a running clock, reckoned but not yet stored."""
    calendar = calendar_for(matter.region_id)
    reckoned = reckon(Inputs(kind=kind, unit=unit, amount=amount, started_at=start), calendar)
    return Clock(
        matter=matter,
        step=step,
        kind=kind,
        unit=unit,
        amount=amount,
        source=source,
        on_silence=on_silence,
        started_at=start,
        due_at=reckoned.due_at,
        warn_at=reckoned.warn_at,
        is_provisional=reckoned.is_provisional,
        calendar_region=matter.region_id,
        calendar_version=str(calendar.version),
    )


@action
def stop_clocks(*, matter: Matter, kinds: Iterable[str], by: Acting, now: datetime) -> list[Clock]:
    """Stop the matter's own clocks of these kinds: met if their due moment was kept, else missed."""
    return _stop(matter, matter.clocks.filter(kind__in=list(kinds), step=None, stopped_at=None), by=by, now=now)


@action
def cancel_clocks(*, matter: Matter, by: Acting, now: datetime) -> list[Clock]:
    """Stop whatever still runs on the matter as idle: nothing was owed any more. What was missed stays missed."""
    return _stop(matter, matter.clocks.filter(stopped_at=None), by=by, now=now, in_time=Clock.State.CANCELLED)


def _stop(
    matter: Matter, clocks: QuerySet[Clock], *, by: Acting, now: datetime, in_time: str = Clock.State.MET
) -> list[Clock]:
    locked(matter)
    stopped = list(clocks.select_for_update().order_by("pk"))
    if not stopped:
        return []
    for clock in stopped:
        clock.state, clock.stopped_at = final_state(clock, now, in_time), now
        clock.save(update_fields=["state", "stopped_at"])
    settle(matter)

    for clock in stopped:
        publish(
            ClockStopped(
                subject=matter.subject,
                by=str(by.actor),
                at=now,
                matter_id=matter.pk,
                clock_id=clock.pk,
                kind=clock.kind,
                state=clock.state,
            )
        )
    return stopped


def final_state(clock: Clock, now: datetime, in_time: str = Clock.State.MET) -> str:
    """A clock that stands still cannot be missed by the moment it would have been due at."""
    if clock.state == Clock.State.MISSED:
        return Clock.State.MISSED
    return Clock.State.MISSED if clock.state == Clock.State.RUNNING and now > clock.due_at else in_time


CAN_MOVE = ["due_at", "warn_at", "is_provisional", "calendar_version"]


def take_reckoning(clock: Clock, calendar: Calendar) -> bool:
    """Reckon a clock from its inputs as they are now, on the object alone; return whether anything is different."""
    reckoned = reckon(inputs_of(clock), calendar)
    values = (reckoned.due_at, reckoned.warn_at, reckoned.is_provisional, str(calendar.version))
    is_different = values != tuple(getattr(clock, name) for name in CAN_MOVE)
    for name, value in zip(CAN_MOVE, values, strict=True):
        setattr(clock, name, value)
    return is_different


def reckon_again(clock: Clock, *, cause: str, by: Acting, now: datetime) -> None:
    """Reckon a clock anew; store it, and tell if its due moment has moved."""
    was = clock.due_at
    if not take_reckoning(clock, calendar_for(clock.calendar_region)):
        return
    clock.save(update_fields=CAN_MOVE)
    if clock.step_id:
        Step.objects.filter(pk=clock.step_id).update(due_at=clock.due_at, warn_at=clock.warn_at)
    if clock.due_at != was:
        publish(due_date_moved(clock, was=was, cause=cause, by=by, now=now))


def due_date_moved(clock: Clock, *, was: datetime, cause: str, by: Acting, now: datetime) -> DueDateMoved:
    return DueDateMoved(
        subject=clock.matter.subject,
        by=str(by.actor),
        at=now,
        matter_id=clock.matter_id,
        clock_id=clock.pk,
        kind=clock.kind,
        was=was,
        due_at=clock.due_at,
        cause=cause,
    )
