"""What a hall manager keeps, so that every address of a hall names something: a batch, a queue, a visit set aside."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.people.models import Officer
from tongban.windows.actions import begin_visit, draft_batch, park_visit, register_arrival, seat_officer, set_pool
from tongban.windows.models import Visit, Window


def things_of_the_hall(visit: Visit, manager: Officer, now: datetime) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what stands in the hall where a clerk serves, by its name in the table."""
    point = visit.window.service_point
    pool = set_pool(service_point=point, name="综合", windows=[visit.window], by=manager, now=now)
    yield "a queue", {"pk": pool.pk}
    yield "somebody who waits", {"pk": register_arrival(pool=pool, by=manager, now=now).pk}
    yield "a visit set aside", {"pk": _parked(visit, now).pk}
    yield "a window", {"pk": visit.window_id}
    told = {"title": "第一批", "document": "", "since": local_day(now)}
    yield "a batch", {"pk": draft_batch(service_point=point, **told, by=manager, now=now).pk}
    yield "a clerk at a window", {"pk": visit.officer_id}
    yield "a competence", {"pk": visit.officer.competences.order_by("pk")[0].pk}


def _parked(visit: Visit, now: datetime) -> Visit:
    """Set a visit aside at a window beside, where the clerk sits no longer."""
    aside = Window.objects.create(service_point=visit.window.service_point, number="90", name="综合", kind="any")
    seat = seat_officer(window=aside, officer=visit.officer, since=local_day(now), by=SYSTEM, now=now)
    begun = begin_visit(window=aside, party=visit.party, by=visit.officer, now=now)
    parked = park_visit(visit=begun, reason="paper", by=visit.officer, now=now)
    seat.delete()
    return parked
