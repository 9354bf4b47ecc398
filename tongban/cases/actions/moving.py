"""A result goes to another service point: it leaves the shelf on a list, and lies there once the list is signed."""

from collections.abc import Sequence
from datetime import datetime

from tongban.cases.actions.handovers import prepare_hand_over
from tongban.cases.actions.refusals import CannotShelve, locked
from tongban.cases.actions.shelf import Left, entry_of, leave_shelf
from tongban.cases.models import Case, HandOver
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Officer
from tongban.windows.models import ServicePoint


@action
def move_results(
    *, cases: Sequence[Case], from_point: ServicePoint, to_point: ServicePoint, by: Officer, now: datetime
) -> HandOver:
    """Send results that lie on one shelf to another service point."""
    if from_point.pk == to_point.pk:
        raise CannotShelve([Obstacle("already_at_this_point")])
    for case in cases:
        fresh = locked(case)
        entry_of(fresh, from_point)
        leave_shelf(fresh, left_as=Left.MOVED, now=now)
    way = HandOver.Way.OUTWARD
    return prepare_hand_over(way=way, cases=cases, from_point=from_point, to_point=to_point, by=by, now=now)
