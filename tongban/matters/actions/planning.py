"""Laying out a matter's steps and opening them, wave by wave."""

from collections.abc import Sequence
from datetime import datetime

from tongban.kernel.events import publish
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.matters.actions.clocks import final_state, make_clock
from tongban.matters.actions.desk import settle
from tongban.matters.actions.refusals import Acting, locked, refuse_if
from tongban.matters.events import StepOpened, StepsCancelled, StepsPlanned
from tongban.matters.models import Clock, Matter, Step
from tongban.matters.rules.steps import StepPlan, obstacles_to_plan


@action
def plan_steps(*, matter: Matter, steps: Sequence[StepPlan], by: Acting, now: datetime) -> list[Step]:
    """Lay out the steps of a matter, all waiting. Open them with ``open_next_wave``."""
    locked(matter)
    already = [Obstacle("steps_already_planned", matter.number)] if matter.steps.exists() else []
    refuse_if(already or obstacles_to_plan(steps))

    planned = Step.objects.bulk_create(
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
        for plan in steps
    )

    codes = tuple(step.code for step in planned)
    publish(StepsPlanned(subject=matter.subject, by=str(by.actor), at=now, matter_id=matter.pk, codes=codes))
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
    for step in steps:
        step.matter = matter
        step.state, step.opened_at = Step.State.OPEN, now
        if step.amount is not None:
            clock = make_clock(
                matter=matter, kind=Clock.Kind.STEP, amount=step.amount, unit=step.unit, start=now, step=step
            )
            if matter.state == Matter.State.SUSPENDED:
                clock.state = Clock.State.PAUSED
            clock.save(force_insert=True)
            step.due_at, step.warn_at = clock.due_at, clock.warn_at
        step.save(update_fields=["state", "opened_at", "due_at", "warn_at"])
    for step in steps:
        publish(
            StepOpened(
                subject=matter.subject,
                by=str(by.actor),
                at=now,
                matter_id=matter.pk,
                step_id=step.pk,
                code=step.code,
                wave=step.wave,
                office_id=step.office_id,
                due_at=step.due_at,
            )
        )


@action
def cancel_steps(*, matter: Matter, by: Acting, now: datetime) -> list[Step]:
    """Cancel every step that has not ended, with its clock. Nothing happens where all have."""
    locked(matter)
    pending = [Step.State.WAITING, Step.State.OPEN]
    steps = list(matter.steps.select_for_update().filter(state__in=pending).order_by("pk"))
    if not steps:
        return []

    for step in steps:
        step.state, step.closed_at = Step.State.CANCELLED, now
        step.save(update_fields=["state", "closed_at"])
        stop_step_clock(step, now=now, in_time=Clock.State.CANCELLED)
    settle(matter)

    codes = tuple(step.code for step in steps)
    publish(StepsCancelled(subject=matter.subject, by=str(by.actor), at=now, matter_id=matter.pk, codes=codes))
    return steps


def stop_step_clock(step: Step, *, now: datetime, in_time: str = Clock.State.MET) -> str:
    """Stop the clock of a step and return the state it ended in; empty if none ran."""
    clock = step.clocks.select_for_update().filter(stopped_at=None).first()
    if clock is None:
        return ""
    clock.state, clock.stopped_at = final_state(clock, now, in_time), now
    clock.save(update_fields=["state", "stopped_at"])
    return clock.state
