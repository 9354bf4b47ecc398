"""Moving a matter from state to state, by the table in the rules.

Clocks, and the steps of an acceptance, that begin with a move are handed to its verb: the desk is settled once.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from tongban.calendars.queries import ask_calendar_ahead
from tongban.kernel.events import Event, publish_all
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.matters.actions.clocks import begin_clocks, end_clocks
from tongban.matters.actions.desk import ask_desk_ahead, own_clocks, settle
from tongban.matters.actions.planning import ask_steps_ahead, begin_steps, drop_steps, pending_steps
from tongban.matters.actions.refusals import Acting, lock_ahead, locked, refuse_if
from tongban.matters.actions.steps import end_last_step
from tongban.matters.events import MatterAccepted, MatterClosed, MatterDecided, MatterMoved, PartMoved
from tongban.matters.models import Clock, Matter
from tongban.matters.rules.deadlines import ClockPlan
from tongban.matters.rules.states import obstacles_to_move
from tongban.matters.rules.steps import StepPlan
from tongban.people.models import Officer

ANSWERS = [Clock.Kind.RECEIPT, Clock.Kind.CORRECTION]
LIMITS = [Clock.Kind.PROMISED, Clock.Kind.STATUTORY, Clock.Kind.RENEWAL]
# Closing is itself the answer these ask for; what else still runs has become idle.
ANSWERED_BY_CLOSING = [*ANSWERS, Clock.Kind.DELIVERY]


@action
def move_to(
    *,
    matter: Matter,
    state: str,
    ends: Collection[str] = (),
    begins: Sequence[ClockPlan] = (),
    by: Acting,
    now: datetime,
) -> Matter:
    """Change the state, if the table allows it, with the kinds of clock that end and the clocks that begin there."""
    locked(matter)
    refuse_if(obstacles_to_move(number=matter.number, state=matter.state, to=state))

    was, matter.state = matter.state, state
    running = own_clocks(matter)
    told = end_clocks(running, ends, by=by, now=now)
    told += begin_clocks(matter, running, begins, by=by, now=now)
    settle(matter, running, changed=["state"])

    moved = MatterMoved(
        subject=matter.subject, by=str(by.actor), at=now, matter_id=matter.pk, from_state=was, to_state=state
    )
    publish_all([moved, *told])
    return matter


@action
def accept_matter(
    *,
    matter: Matter,
    begins: Sequence[ClockPlan] = (),
    steps: Sequence[StepPlan] = (),
    by: Acting,
    now: datetime,
    as_of: datetime | None = None,
) -> Matter:
    """Take the matter on: the duty to answer is met, or missed. ``as_of``: deemed accepted on receipt of the papers.

    The clocks of promise and law begin with it, and its steps are laid out, the first wave open; or the caller does
    both afterwards.
    """
    lock_ahead(matter.pk)
    ask_desk_ahead(matter.pk)
    if begins or steps:
        ask_calendar_ahead()
    locked(matter)
    refuse_if(obstacles_to_move(number=matter.number, state=matter.state, to=Matter.State.ACCEPTED))

    matter.state, matter.accepted_at = Matter.State.ACCEPTED, as_of or now
    running = own_clocks(matter)
    told = end_clocks(running, ANSWERS, by=by, now=now)
    told += begin_clocks(matter, running, begins, by=by, now=now)
    opened, begun = begin_steps(matter, steps, by=by, now=now) if steps else ([], [])
    settle(matter, running, opened, changed=["state", "accepted_at"])

    accepted = MatterAccepted(
        subject=matter.subject, by=str(by.actor), at=now, matter_id=matter.pk, accepted_at=matter.accepted_at
    )
    publish_all([accepted, *told, *begun, *_to_the_whole(matter, by, now)])
    return matter


@action
def decide_matter(
    *,
    matter: Matter,
    outcome: str,
    begins: Sequence[ClockPlan] = (),
    by: Acting,
    now: datetime,
) -> Matter:
    """Record the outcome and stop the promised and statutory clocks. Every step must have ended."""
    locked(matter)
    refuse_if(
        obstacles_to_move(number=matter.number, state=matter.state, to=Matter.State.DECIDED)
        + [Obstacle("step_still_open", step.name) for step in pending_steps(matter)]
    )

    _decide(matter, outcome, begins, [], by, now)
    return matter


@action
def decide_by_step(
    *,
    matter: Matter,
    code: str,
    outcome: str,
    opinion: str,
    begins: Sequence[ClockPlan] = (),
    by: Officer,
    now: datetime,
) -> Matter:
    """Decide by completing the last step, whose code is given; that the officer may is for the caller to ask."""
    lock_ahead(matter.pk)
    ask_steps_ahead(matter.pk)
    ask_desk_ahead(matter.pk)
    if begins:
        ask_calendar_ahead()
    locked(matter)
    refuse_if(obstacles_to_move(number=matter.number, state=matter.state, to=Matter.State.DECIDED))
    done = end_last_step(matter, code, outcome=outcome, opinion=opinion, by=by, now=now)

    _decide(matter, outcome, begins, done, by, now)
    return matter


def _decide(
    matter: Matter, outcome: str, begins: Sequence[ClockPlan], done: Sequence[Event], by: Acting, now: datetime
) -> None:
    matter.state, matter.outcome, matter.decided_at = Matter.State.DECIDED, outcome, now
    running = own_clocks(matter)
    told = end_clocks(running, LIMITS, by=by, now=now)
    told += begin_clocks(matter, running, begins, by=by, now=now)
    settle(matter, running, [], changed=["state", "outcome", "decided_at"])

    decided = MatterDecided(subject=matter.subject, by=str(by.actor), at=now, matter_id=matter.pk, outcome=outcome)
    publish_all([*done, decided, *told, *_to_the_whole(matter, by, now)])


@action
def close_matter(*, matter: Matter, outcome: str, by: Acting, now: datetime) -> Matter:
    """Close the matter for good: what still runs is stopped, steps not done are cancelled."""
    locked(matter)
    refuse_if(obstacles_to_move(number=matter.number, state=matter.state, to=Matter.State.CLOSED))

    told = drop_steps(matter, pending_steps(matter), by=by, now=now)
    matter.state, matter.outcome, matter.closed_at = Matter.State.CLOSED, outcome or matter.outcome, now
    running = own_clocks(matter)
    if any(clock.kind == Clock.Kind.PROCEDURE for clock in running.values()):
        matter.pauses.filter(to_on=None).update(to_on=local_day(now))
    told += end_clocks(running, ANSWERED_BY_CLOSING, by=by, now=now)
    told += end_clocks(running, list(running), by=by, now=now, in_time=Clock.State.CANCELLED)
    settle(matter, running, changed=["state", "outcome", "closed_at"])

    closed = MatterClosed(subject=matter.subject, by=str(by.actor), at=now, matter_id=matter.pk, outcome=matter.outcome)
    publish_all([*told, closed, *_to_the_whole(matter, by, now)])
    return matter


def _to_the_whole(matter: Matter, by: Acting, now: datetime) -> list[Event]:
    """Return what the whole is told of a part of it; nothing where the matter stands by itself."""
    if matter.parent_id is None:
        return []
    return [
        PartMoved(
            subject=f"matter:{matter.parent_id}",
            by=str(by.actor),
            at=now,
            matter_id=matter.parent_id,
            part_id=matter.pk,
            number=matter.number,
            state=matter.state,
            outcome=matter.outcome,
        )
    ]
