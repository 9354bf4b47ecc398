"""Results come back to a window: laid on the shelf, moved to another point, taken away."""

from collections.abc import Iterable
from datetime import datetime

from tongban.cases import rules
from tongban.cases.actions.refusals import CannotShelve, locked
from tongban.cases.events import ResultShelved
from tongban.cases.models import Bag, Case, HandOver, ShelfEntry
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.matters.actions.refusals import Acting
from tongban.people.models import Office, Officer
from tongban.people.queries import not_allowed
from tongban.windows.models import ServicePoint

Left = ShelfEntry.Left


@action
def shelve_result(*, case: Case, point: ServicePoint, place: str = "", by: Officer, now: datetime) -> ShelfEntry:
    """Lay a result on the shelf of a service point, in the place named or the first free one."""
    case = locked(case)
    if obstacles := not_allowed(by, "deliver", office=point.office, on=local_day(now)):
        raise CannotShelve(obstacles)
    return lay_down(case, point, place=place, came_from=case.matter.office, hand_over=None, by=by, now=now)


def shelve_arrived(hand_over: HandOver, bags: Iterable[Bag], *, by: Officer, now: datetime) -> None:
    """Lay what a list brought on the shelf; what was collected meanwhile, or lies there already, stays as it is."""
    assert hand_over.to_point
    for bag in bags:
        case = locked(bag.case)
        if case.matter.state == rules.DECIDED and not _lying(case):
            origin = hand_over.from_office or case.matter.office
            lay_down(case, hand_over.to_point, place="", came_from=origin, hand_over=hand_over, by=by, now=now)


def lay_down(
    case: Case,
    point: ServicePoint,
    *,
    place: str,
    came_from: Office | None,
    hand_over: HandOver | None,
    by: Acting,
    now: datetime,
) -> ShelfEntry:
    ServicePoint.objects.select_for_update().get(pk=point.pk)  # of two who look for a free place, one after the other
    taken = set(ShelfEntry.objects.filter(service_point=point, left_at=None).values_list("place", flat=True))
    place, lying = place.strip().upper() or rules.free_place(taken), _lying(case)
    where = f"{lying.service_point.name} {lying.place}" if lying else ""
    if obstacles := rules.obstacles_to_shelving(
        state=case.matter.state, place=place, lies_already=where, is_taken=place in taken
    ):
        raise CannotShelve(obstacles)

    entry = ShelfEntry.objects.create(
        case=case,
        service_point=point,
        place=place,
        arrived_from=came_from,
        hand_over=hand_over,
        put_by=by if isinstance(by, Officer) else None,
        since=now,
    )
    publish(
        ResultShelved(
            subject=case.matter.subject,
            by=str(by.actor),
            at=now,
            case_id=case.pk,
            service_point_id=point.pk,
            place=place,
            arrived_from=came_from.pk if came_from else None,
            hand_over_id=hand_over.pk if hand_over else None,
        )
    )
    return entry


def leave_shelf(case: Case, *, left_as: str, now: datetime) -> None:
    """Note that a result does not lie on a shelf any more, if it did; the act that takes it tells the journal."""
    ShelfEntry.objects.filter(case=case, left_at=None).update(left_at=now, left_as=left_as)


def entry_of(case: Case, point: ServicePoint) -> ShelfEntry:
    """Return where a result lies at a service point. Raises CannotShelve if it does not."""
    entry = _lying(case)
    if entry is None or entry.service_point_id != point.pk:
        raise CannotShelve([Obstacle("not_on_the_shelf")])
    return entry


def _lying(case: Case) -> ShelfEntry | None:
    return ShelfEntry.objects.select_related("service_point").filter(case=case, left_at=None).first()
