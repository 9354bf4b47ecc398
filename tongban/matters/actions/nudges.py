"""Reminding and urging (催办): a note on the desk and a line in the trail, never a change of the clock."""

from datetime import datetime

from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.matters.actions.refusals import locked, refuse_if
from tongban.matters.events import MatterUrged
from tongban.matters.models import Matter, Nudge
from tongban.people.models import Officer
from tongban.people.queries import may


@action
def urge(*, matter: Matter, text: str, by: Officer, now: datetime) -> Nudge:
    """Let a supervisor of the responsible office press for an open matter."""
    locked(matter)
    refuse_if(
        ([] if matter.is_open else [Obstacle("matter_closed", matter.number)])
        + ([] if text.strip() else [Obstacle("reason_missing", matter.number)])
        + ([] if may(by, "supervise", **matter.scope, on=local_day(now)) else [Obstacle("may_not_urge")])
    )

    nudge = Nudge.objects.create(matter=matter, kind=Nudge.Kind.URGE, text=text, by=str(by.actor), at=now)
    publish(MatterUrged(subject=matter.subject, by=str(by.actor), at=now, matter_id=matter.pk, nudge_id=nudge.pk))
    return nudge
