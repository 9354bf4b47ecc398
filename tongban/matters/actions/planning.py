"""Laying out a matter's steps and opening them, wave by wave."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db.models import Max, QuerySet

from tongban.kernel.events import Event, publish, publish_all
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.statements import insert, prepared
from tongban.kernel.transactions import action
from tongban.matters.actions.clocks import begin_clocks, end_clocks, make_clock, stop
from tongban.matters.actions.desk import own_clocks, settle, update_alike
from tongban.matters.actions.refusals import Acting, locked, refuse_if
from tongban.matters.events import StepOpened, StepsCancelled, StepsPlanned
from tongban.matters.models import Clock, Matter, Step
from tongban.matters.rules.deadlines import ClockPlan
from tongban.matters.rules.steps import StepPlan, obstacles_to_plan

PENDING = (Step.State.WAITING, Step.State.OPEN)


@action
def plan_steps(*, matter: Matter, steps: Sequence[StepPlan], by: Acting, now: datetime) -> list[Step]:
    """Lay out the steps of a matter, all waiting. Open them with ``open_next_wave``."""
    locked(matter)
    already = [Obstacle("steps_already_planned", matter.number)] if matter.steps.exists() else []
    refuse_if(already or obstacles_to_plan(steps))

    planned = _rows(matter, steps)
    insert(planned)

    publish(_steps_planned(matter, planned, by, now))
    return planned


def begin_steps(
    matter: Matter, plans: Sequence[StepPlan], *, by: Acting, now: datetime
) -> tuple[list[Step], list[Event]]:
    """Lay out the steps of a locked matter, the first wave open.

    Return the open ones, and what is to be told once the desk is settled.
    """
    refuse_if(obstacles_to_plan(plans))
    steps = _rows(matter, plans)
    first = [step for step in steps if step.wave == 1]
    clocks = _put_on_desks(matter, first, now)
    insert(steps)
    insert(clocks)
    return first, [_steps_planned(matter, steps, by, now), *(_step_opened(step, by, now) for step in first)]


def _rows(matter: Matter, plans: Iterable[StepPlan]) -> list[Step]:
    return [
        Step(
            matter=matter,
            code=plan.code,
            name=plan.name,
            wave=plan.wave,
            office_id=plan.office_id,
            post_kind=plan.post_kind,
            amount=plan.amount,
            unit=plan.unit,
        )
        for plan in plans
    ]


@action
def plan_anew(
    *,
    matter: Matter,
    ends: Collection[str],
    begins: Sequence[ClockPlan],
    steps: Sequence[StepPlan],
    by: Acting,
    now: datetime,
) -> list[Step]:
    """Let what is left of a matter go another way: steps that have not ended and clocks are replaced by others."""
    locked(matter)
    refuse_if(obstacles_to_plan(steps))
    told = drop_steps(matter, pending_steps(matter), by=by, now=now)
    matter.steps.update(is_superseded=True)
    rounds = dict(matter.steps.values_list("code").annotate(Max("round")))
    planned = _rows(matter, steps)
    for step in planned:
        step.round = rounds.get(step.code, 0) + 1
    insert(planned)
    running = own_clocks(matter)
    told += end_clocks(running, ends, by=by, now=now, in_time=Clock.State.CANCELLED)
    told += begin_clocks(matter, running, begins, by=by, now=now)
    open_steps(matter, [step for step in planned if step.wave == 1], by=by, now=now)
    settle(matter, running)

    publish_all([*told, _steps_planned(matter, planned, by, now)])
    return planned


@action
def open_next_wave(*, matter: Matter, by: Acting, now: datetime) -> list[Step]:
    """Open the first wave that waits, unless one is still open. Returns the steps opened: none if none was left."""
    locked(matter)
    steps = list(matter.steps.select_for_update().order_by("wave", "pk"))
    if any(step.state == Step.State.OPEN for step in steps):
        return []
    waiting = [step for step in steps if step.state == Step.State.WAITING]
    opened = [step for step in waiting if step.wave == waiting[0].wave]

    open_steps(matter, opened, by=by, now=now)
    settle(matter)
    return opened


def open_steps(matter: Matter, steps: Sequence[Step], *, by: Acting, now: datetime) -> None:
    """Put steps on their offices' desks and start their clocks, standing still if the matter does."""
    clocks = _put_on_desks(matter, steps, now)
    update_alike(steps, ["state", "opened_at", "due_at", "warn_at"])
    insert(clocks)
    publish_all([_step_opened(step, by, now) for step in steps])


def _put_on_desks(matter: Matter, steps: Iterable[Step], now: datetime) -> list[Clock]:
    """Open steps on the objects alone; return the clocks that begin with them, not yet stored."""
    clocks = []
    for step in steps:
        step.matter, step.state, step.opened_at = matter, Step.State.OPEN, now
        if step.amount is not None:
            clock = make_clock(matter, ClockPlan(Clock.Kind.STEP, step.amount, step.unit, now), step=step)
            if matter.state == Matter.State.SUSPENDED:
                clock.state = Clock.State.PAUSED
            step.due_at, step.warn_at = clock.due_at, clock.warn_at
            clocks.append(clock)
    return clocks


@action
def cancel_steps(*, matter: Matter, by: Acting, now: datetime) -> list[Step]:
    """Cancel every step that has not ended, with its clock. Nothing happens where all have."""
    locked(matter)
    steps = pending_steps(matter)
    if not steps:
        return []

    told = drop_steps(matter, steps, by=by, now=now)
    settle(matter)

    publish_all(told)
    return steps


def pending_steps(matter: Matter) -> list[Step]:
    """Return the steps that have not ended, locked."""
    steps = _pending(matter.pk)
    for step in steps:
        step.matter = matter
    return steps


@prepared
def _pending(matter: int) -> "QuerySet[Step]":
    return Step.objects.select_for_update().filter(matter=matter, state__in=PENDING).order_by("wave", "pk")


def ask_steps_ahead(matter: int, step: int | None = None) -> None:
    """Have the steps that have not ended locked, and the clock of one of them, with what an act asks next."""
    _pending.ahead(matter)
    if step is not None:
        _running_of.ahead(step)


def drop_steps(matter: Matter, steps: Sequence[Step], *, by: Acting, now: datetime) -> list[Event]:
    """Cancel steps of a locked matter with their clocks; return what is to be told once the desk is settled."""
    if not steps:
        return []
    for step in steps:
        step.state, step.closed_at = Step.State.CANCELLED, now
    update_alike(steps, ["state", "closed_at"])
    clocks = matter.clocks.select_for_update().filter(step__in=steps, stopped_at=None)
    stop(list(clocks.order_by("pk")), now=now, in_time=Clock.State.CANCELLED)
    codes = tuple(step.code for step in steps)
    return [StepsCancelled(subject=matter.subject, by=str(by.actor), at=now, matter_id=matter.pk, codes=codes)]


def stop_step_clock(step: Step, *, now: datetime, in_time: str = Clock.State.MET) -> str:
    """Stop the clock of a step and return the state it ended in; empty if none ran."""
    clocks = _running_of(step.pk)
    stop(clocks, now=now, in_time=in_time)
    return clocks[0].state if clocks else ""


@prepared
def _running_of(step: int) -> "QuerySet[Clock]":
    return Clock.objects.select_for_update().filter(step=step, stopped_at=None)


def _steps_planned(matter: Matter, steps: Iterable[Step], by: Acting, now: datetime) -> StepsPlanned:
    codes = tuple(step.code for step in steps)
    return StepsPlanned(subject=matter.subject, by=str(by.actor), at=now, matter_id=matter.pk, codes=codes)


def _step_opened(step: Step, by: Acting, now: datetime) -> StepOpened:
    return StepOpened(
        subject=f"matter:{step.matter_id}",
        by=str(by.actor),
        at=now,
        matter_id=step.matter_id,
        step_id=step.pk,
        code=step.code,
        wave=step.wave,
        office_id=step.office_id,
        due_at=step.due_at,
    )
