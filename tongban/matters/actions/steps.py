"""What an officer does with a step: claim, release, hand over, return, complete."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tongban.kernel.events import SYSTEM, Event, publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.statements import store
from tongban.kernel.transactions import action
from tongban.matters.actions.desk import ask_work_ahead, clear_away, lay_out, settle
from tongban.matters.actions.planning import ask_steps_ahead, open_steps, pending_steps, stop_step_clock
from tongban.matters.actions.refusals import Acting, bring_up_to_date, lock_ahead, locked_matter, refuse_if
from tongban.matters.events import (
    AllStepsDone,
    StepClaimed,
    StepCompleted,
    StepHandedOver,
    StepLaidBack,
    StepPassedOn,
    StepReleased,
    StepReturned,
    WaveEnded,
)
from tongban.matters.models import Clock, Matter, Step
from tongban.matters.queries.access import obstacles_to_working_on
from tongban.matters.rules.steps import obstacles_to_claim
from tongban.people.models import Officer
from tongban.people.queries import ask_powers_ahead

RETURNED = "return"


@action
def claim_step(*, step: Step, by: Officer, now: datetime) -> Step:
    """Take an open step up. Of two who try at once one has it; claiming one's own again changes nothing."""
    _lock(step)
    refuse_if(
        obstacles_to_working_on(step, by, on=local_day(now))
        + obstacles_to_claim(step=step.name, state=step.state, claimed_by=step.claimed_by_id, officer=by.pk)
    )
    if step.claimed_by_id == by.pk:
        return step

    _give_to(step, by)
    publish(StepClaimed(**_about(step, by, now), officer_id=by.pk))
    return step


@action
def release_step(*, step: Step, by: Officer, now: datetime) -> Step:
    """Lay a step back on the office's desk."""
    _lock(step)
    refuse_if(_obstacles_to_holder(step, by, now))

    _give_to(step, None)
    publish(StepReleased(**_about(step, by, now)))
    return step


@action
def hand_over_step(*, step: Step, to: Officer, by: Officer, now: datetime) -> Step:
    """Give a step to a colleague who may do it at the same office."""
    _lock(step)
    unfit = obstacles_to_working_on(step, to, on=local_day(now))
    refuse_if(_obstacles_to_holder(step, by, now) + ([Obstacle("colleague_may_not", step.name)] if unfit else []))

    _give_to(step, to)
    publish(StepHandedOver(**_about(step, by, now), officer_id=to.pk))
    return step


@action
def pass_on_step(*, step: Step, to: Officer, now: datetime) -> Step:
    """Give a step whose officer is away to who stands in; one that has been laid down or passed on meanwhile stays."""
    had_it = step.claimed_by_id
    _lock(step)
    if step.state != Step.State.OPEN or had_it is None or step.claimed_by_id != had_it:
        return step

    _give_to(step, to)
    publish(StepPassedOn(**_about(step, SYSTEM, now), officer_id=to.pk, instead_of_id=had_it))
    return step


@action
def lay_back_step(*, step: Step, why: str, now: datetime) -> Step:
    """Take a step from who may not or cannot do it any more: it lies on the office's desk again."""
    had_it = step.claimed_by_id
    _lock(step)
    if step.state != Step.State.OPEN or had_it is None or step.claimed_by_id != had_it:
        return step

    _give_to(step, None)
    publish(StepLaidBack(**_about(step, SYSTEM, now), officer_id=had_it, why=why))
    return step


@action
def complete_step(*, step: Step, outcome: str, opinion: str, by: Officer, now: datetime) -> Step:
    """End a step with an outcome; the last of its wave opens the next one, the last of all says so.

    Doing it twice does it once; a step that a colleague has ended, or has taken up, is refused.
    """
    lock_ahead(step.matter_id)
    ask_steps_ahead(step.matter_id, step.pk)
    ask_powers_ahead(by, on=local_day(now))
    matter, others = _lock_wave(step)
    if step.state == Step.State.DONE and (step.closed_by_id, step.outcome) == (by.pk, outcome):
        return step
    refuse_if(
        obstacles_to_working_on(step, by, on=local_day(now))
        + obstacles_to_claim(step=step.name, state=step.state, claimed_by=step.claimed_by_id, officer=by.pk)
        + ([] if outcome else [Obstacle("outcome_missing", step.name)])
    )

    clock = _close(step, outcome, opinion, by, now)
    publish(StepCompleted(**_about(step, by, now), outcome=outcome, clock=clock))
    _join(matter, step, others, by, now)
    return step


@action
def return_step(*, step: Step, to_wave: int, reason: str, by: Officer, now: datetime) -> Step:
    """Send the work back to an earlier wave, with a reason; the steps from there on are done again.

    What was done stays on record: every step to be done again gets a new row.
    """
    matter = _lock(step)
    refuse_if(
        _obstacles_to_holder(step, by, now)
        + ([] if reason.strip() else [Obstacle("reason_missing", step.name)])
        + ([] if 1 <= to_wave < step.wave else [Obstacle("not_an_earlier_wave", step.name, {"wave": to_wave})])
    )

    _close(step, RETURNED, reason, by, now)
    publish(StepReturned(**_about(step, by, now), to_wave=to_wave))
    again = _new_round(matter, to_wave, now)
    open_steps(matter, [other for other in again if other.wave == to_wave], by=by, now=now)
    settle(matter)
    return step


def end_last_step(matter: Matter, code: str, *, outcome: str, opinion: str, by: Officer, now: datetime) -> list[Event]:
    """End the only step that is left of a locked matter; return what is to be told once the desk is settled."""
    pending = pending_steps(matter)
    last = next((step for step in pending if step.code == code), None)
    others = [step for step in pending if step is not last]
    refuse_if([Obstacle("step_still_open", step.name) for step in others])
    if last is None:
        return []
    refuse_if(obstacles_to_claim(step=last.name, state=last.state, claimed_by=last.claimed_by_id, officer=by.pk))

    clock = _close(last, outcome, opinion, by, now)
    return [
        StepCompleted(**_about(last, by, now), outcome=outcome, clock=clock),
        _wave_ended(matter, last, by, now),
        _all_done(matter, by, now),
    ]


def _lock(step: Step) -> Matter:
    """Lock the matter, then the step, and bring the given step up to date."""
    matter = locked_matter(step.matter_id)
    bring_up_to_date(step)
    step.matter = matter
    return matter


def _lock_wave(step: Step) -> tuple[Matter, list[Step]]:
    """Do the same with every step that has not ended; return the others, too."""
    matter = locked_matter(step.matter_id)
    pending = pending_steps(matter)
    bring_up_to_date(step, next((each for each in pending if each.pk == step.pk), None))
    step.matter = matter
    return matter, [each for each in pending if each.pk != step.pk]


def _obstacles_to_holder(step: Step, by: Officer, now: datetime) -> list[Obstacle]:
    """Only who has claimed a step lays it down or passes it on; an unclaimed one, whoever may claim it."""
    return obstacles_to_working_on(step, by, on=local_day(now)) + obstacles_to_claim(
        step=step.name, state=step.state, claimed_by=step.claimed_by_id, officer=by.pk
    )


def _give_to(step: Step, officer: Officer | None) -> None:
    step.claimed_by = officer
    store(step, "claimed_by")
    step.matter.work.filter(step=step).update(claimed_by=officer)


def _close(step: Step, outcome: str, opinion: str, by: Officer, now: datetime) -> str:
    step.state, step.outcome, step.opinion = Step.State.DONE, outcome, opinion
    step.closed_at, step.closed_by = now, by
    if step.claimed_by_id is None:
        step.claimed_by = by
    store(step, "state", "outcome", "opinion", "closed_at", "closed_by", "claimed_by")
    return stop_step_clock(step, now=now)


def _join(matter: Matter, step: Step, pending: Sequence[Step], by: Officer, now: datetime) -> None:
    """Under the matter's lock: if the wave has ended, open the next one or say that all is done."""
    if any(other.wave == step.wave for other in pending):
        clear_away(step)
        return

    publish(_wave_ended(matter, step, by, now))
    ask_work_ahead(matter.pk)
    if pending:
        open_steps(matter, [other for other in pending if other.wave == pending[0].wave], by=by, now=now)
    lay_out(matter, [other for other in pending if other.state == Step.State.OPEN])
    if not pending:
        publish(_all_done(matter, by, now))


def _wave_ended(matter: Matter, step: Step, by: Officer, now: datetime) -> WaveEnded:
    return WaveEnded(subject=matter.subject, by=str(by.actor), at=now, matter_id=matter.pk, wave=step.wave)


def _all_done(matter: Matter, by: Officer, now: datetime) -> AllStepsDone:
    return AllStepsDone(subject=matter.subject, by=str(by.actor), at=now, matter_id=matter.pk)


def _new_round(matter: Matter, from_wave: int, now: datetime) -> list[Step]:
    """Set aside the begun steps of these waves and return a fresh row for each; waiting ones just wait on."""
    begun = matter.steps.select_for_update().filter(wave__gte=from_wave, is_superseded=False)
    fresh = []
    for step in begun.exclude(state=Step.State.WAITING).order_by("wave", "pk"):
        if step.state == Step.State.OPEN:
            step.state, step.closed_at = Step.State.CANCELLED, now
            stop_step_clock(step, now=now, in_time=Clock.State.CANCELLED)
        step.is_superseded = True
        step.save(update_fields=["state", "closed_at", "is_superseded"])
        fresh.append(
            Step(
                matter=matter,
                code=step.code,
                name=step.name,
                wave=step.wave,
                round=step.round + 1,
                office_id=step.office_id,
                post_kind=step.post_kind,
                amount=step.amount,
                unit=step.unit,
            )
        )
    return Step.objects.bulk_create(fresh)


def _about(step: Step, by: Acting, now: datetime) -> dict[str, Any]:
    return {
        "subject": f"matter:{step.matter_id}",
        "by": str(by.actor),
        "at": now,
        "matter_id": step.matter_id,
        "step_id": step.pk,
        "code": step.code,
        "wave": step.wave,
        "office_id": step.office_id,
    }
