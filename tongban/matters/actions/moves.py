"""Moving a matter from state to state, by the table in the rules."""

from datetime import datetime

from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.matters.actions.clocks import cancel_clocks, stop_clocks
from tongban.matters.actions.desk import settle
from tongban.matters.actions.planning import cancel_steps
from tongban.matters.actions.refusals import Acting, locked, refuse_if
from tongban.matters.events import MatterAccepted, MatterClosed, MatterDecided, MatterMoved
from tongban.matters.models import Clock, Matter, Step
from tongban.matters.rules.states import obstacles_to_move

# Closing is itself the answer these ask for; what else still runs has become idle.
ANSWERED_BY_CLOSING = [Clock.Kind.RECEIPT, Clock.Kind.CORRECTION, Clock.Kind.DELIVERY]


@action
def move_to(*, matter: Matter, state: str, by: Acting, now: datetime) -> Matter:
    """Change the state alone, if the table allows it; clocks are the caller's."""
    locked(matter)
    refuse_if(obstacles_to_move(number=matter.number, state=matter.state, to=state))

    was, matter.state = matter.state, state
    matter.save(update_fields=["state"])
    settle(matter)

    publish(_moved(matter, was, by, now))
    return matter


@action
def accept_matter(*, matter: Matter, by: Acting, now: datetime, as_of: datetime | None = None) -> Matter:
    """Take the matter on: the duty to answer is met, or missed. ``as_of``: deemed accepted on receipt of the papers.

    Promised and statutory clocks are started by the caller.
    """
    locked(matter)
    refuse_if(obstacles_to_move(number=matter.number, state=matter.state, to=Matter.State.ACCEPTED))

    was, matter.state = matter.state, Matter.State.ACCEPTED
    matter.accepted_at = as_of or now
    matter.save(update_fields=["state", "accepted_at"])
    stop_clocks(matter=matter, kinds=[Clock.Kind.RECEIPT, Clock.Kind.CORRECTION], by=by, now=now)
    settle(matter)

    publish(_moved(matter, was, by, now))
    publish(
        MatterAccepted(
            subject=matter.subject, by=str(by.actor), at=now, matter_id=matter.pk, accepted_at=matter.accepted_at
        )
    )
    return matter


@action
def decide_matter(*, matter: Matter, outcome: str, by: Acting, now: datetime) -> Matter:
    """Record the outcome and stop the promised and statutory clocks. Every step must have ended."""
    locked(matter)
    open_steps = matter.steps.filter(state__in=[Step.State.WAITING, Step.State.OPEN])
    refuse_if(
        obstacles_to_move(number=matter.number, state=matter.state, to=Matter.State.DECIDED)
        + [Obstacle("step_still_open", step.name) for step in open_steps]
    )

    was, matter.state = matter.state, Matter.State.DECIDED
    matter.outcome, matter.decided_at = outcome, now
    matter.save(update_fields=["state", "outcome", "decided_at"])
    stop_clocks(matter=matter, kinds=[Clock.Kind.PROMISED, Clock.Kind.STATUTORY], by=by, now=now)
    settle(matter)

    publish(_moved(matter, was, by, now))
    publish(MatterDecided(subject=matter.subject, by=str(by.actor), at=now, matter_id=matter.pk, outcome=outcome))
    return matter


@action
def close_matter(*, matter: Matter, outcome: str, by: Acting, now: datetime) -> Matter:
    """Close the matter for good: what still runs is stopped, steps not done are cancelled."""
    locked(matter)
    refuse_if(obstacles_to_move(number=matter.number, state=matter.state, to=Matter.State.CLOSED))

    cancel_steps(matter=matter, by=by, now=now)
    was, matter.state = matter.state, Matter.State.CLOSED
    matter.outcome, matter.closed_at = outcome or matter.outcome, now
    matter.save(update_fields=["state", "outcome", "closed_at"])
    matter.pauses.filter(to_on=None).update(to_on=local_day(now))
    stop_clocks(matter=matter, kinds=ANSWERED_BY_CLOSING, by=by, now=now)
    cancel_clocks(matter=matter, by=by, now=now)
    settle(matter)

    publish(_moved(matter, was, by, now))
    publish(MatterClosed(subject=matter.subject, by=str(by.actor), at=now, matter_id=matter.pk, outcome=matter.outcome))
    return matter


def _moved(matter: Matter, was: str, by: Acting, now: datetime) -> MatterMoved:
    return MatterMoved(
        subject=matter.subject,
        by=str(by.actor),
        at=now,
        matter_id=matter.pk,
        from_state=was,
        to_state=matter.state,
    )
