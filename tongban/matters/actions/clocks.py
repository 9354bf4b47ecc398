"""Starting and stopping clocks; reckoning them anew when an input has changed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from tongban.calendars.queries import calendar_for
from tongban.calendars.rules import Calendar
from tongban.kernel.events import Event, publish, publish_all
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.statements import insert, store
from tongban.kernel.transactions import action
from tongban.matters.actions.desk import own_clocks, settle, update_alike
from tongban.matters.actions.refusals import Acting, locked, refuse_if
from tongban.matters.events import ClockStarted, ClockStopped, DueDateMoved
from tongban.matters.models import Clock, Matter, Step
from tongban.matters.queries.clocks import inputs_of
from tongban.matters.rules.deadlines import ClockPlan, Inputs, reckon


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
    running = own_clocks(matter)
    refuse_if(_already_running(matter, kind, step, running))

    clock = make_clock(matter, ClockPlan(kind, amount, unit, start, source, on_silence), step=step)
    insert([clock])
    settle(matter, running if step else {**running, kind: clock})

    publish(clock_started(clock, by, now))
    return clock


def _already_running(matter: Matter, kind: str, step: Step | None, running: Mapping[str, Clock]) -> list[Obstacle]:
    runs = step.clocks.filter(stopped_at=None).exists() if step else kind in running
    return [Obstacle("clock_already_runs", kind)] if runs else []


def begin_clocks(
    matter: Matter, running: dict[str, Clock], plans: Sequence[ClockPlan], *, by: Acting, now: datetime
) -> list[Event]:
    """Start clocks of a locked matter beside those that run; return what is to be told once the desk is settled."""
    refuse_if([Obstacle("clock_already_runs", plan.kind) for plan in plans if plan.kind in running])
    clocks = [make_clock(matter, plan) for plan in plans]
    insert(clocks)
    running |= {clock.kind: clock for clock in clocks}
    return [clock_started(clock, by, now) for clock in clocks]


def make_clock(matter: Matter, plan: ClockPlan, *, step: Step | None = None) -> Clock:
    """Return a running clock, reckoned but not yet stored."""
    calendar = calendar_for(matter.region_id)
    inputs = Inputs(kind=plan.kind, unit=plan.unit, amount=plan.amount, started_at=plan.start)
    reckoned = reckon(inputs, calendar)
    return Clock(
        matter=matter,
        step=step,
        kind=plan.kind,
        unit=plan.unit,
        amount=plan.amount,
        source=plan.source,
        on_silence=plan.on_silence,
        started_at=plan.start,
        due_at=reckoned.due_at,
        warn_at=reckoned.warn_at,
        is_provisional=reckoned.is_provisional,
        calendar_region=matter.region_id,
        calendar_version=str(calendar.version),
    )


@action
def stop_clocks(*, matter: Matter, kinds: Iterable[str], by: Acting, now: datetime) -> list[Clock]:
    """Stop the matter's own clocks of these kinds: met if their due moment was kept, else missed."""
    locked(matter)
    before = own_clocks(matter)
    running = dict(before)
    told = end_clocks(running, kinds, by=by, now=now)
    if not told:
        return []
    settle(matter, running)

    publish_all(told)
    return [clock for slot, clock in before.items() if slot not in running]


def end_clocks(
    running: dict[str, Clock],
    kinds: Iterable[str],
    *,
    by: Acting,
    now: datetime,
    in_time: str = Clock.State.MET,
) -> list[Event]:
    """Stop those of the running clocks that are of these kinds; return what is to be told once the desk is settled."""
    wanted = set(kinds)
    ended = [running.pop(slot) for slot in list(running) if slot in wanted]
    stop(ended, now=now, in_time=in_time)
    return [_clock_stopped(clock, by, now) for clock in ended]


def stop(clocks: Sequence[Clock], *, now: datetime, in_time: str = Clock.State.MET) -> None:
    for clock in clocks:
        clock.state, clock.stopped_at = final_state(clock, now, in_time), now
    update_alike(clocks, ["state", "stopped_at"])


def final_state(clock: Clock, now: datetime, in_time: str = Clock.State.MET) -> str:
    """A clock that stands still cannot be missed by the moment it would have been due at."""
    if clock.state == Clock.State.MISSED:
        return Clock.State.MISSED
    return Clock.State.MISSED if clock.state == Clock.State.RUNNING and now > clock.due_at else in_time


CAN_MOVE = ["due_at", "warn_at", "is_provisional", "calendar_version"]


def take_reckoning(clock: Clock, calendar: Calendar, inputs: Inputs | None = None) -> bool:
    """Reckon a clock from its inputs as they are now, on the object alone; return whether anything is different."""
    reckoned = reckon(inputs or inputs_of(clock), calendar)
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
    store(clock, *CAN_MOVE)
    if clock.step_id:
        Step.objects.filter(pk=clock.step_id).update(due_at=clock.due_at, warn_at=clock.warn_at)
    if clock.due_at != was:
        publish(due_date_moved(clock, was=was, cause=cause, by=by, now=now))


def due_date_moved(clock: Clock, *, was: datetime, cause: str, by: Acting, now: datetime) -> DueDateMoved:
    return DueDateMoved(**_about(clock, by, now), was=was, due_at=clock.due_at, cause=cause)


def clock_started(clock: Clock, by: Acting, now: datetime) -> ClockStarted:
    return ClockStarted(**_about(clock, by, now), due_at=clock.due_at)


def _clock_stopped(clock: Clock, by: Acting, now: datetime) -> ClockStopped:
    return ClockStopped(**_about(clock, by, now), state=clock.state)


def _about(clock: Clock, by: Acting, now: datetime) -> dict[str, Any]:
    return {
        "subject": f"matter:{clock.matter_id}",
        "by": str(by.actor),
        "at": now,
        "matter_id": clock.matter_id,
        "clock_id": clock.pk,
        "kind": clock.kind,
    }
