"""What a service point took for another office of the city (全市通办), and may hand out of its own right."""

from datetime import date

from django.db.models import Q

from tongban.cases.models import Case
from tongban.kernel.obstacles import Obstacle
from tongban.people.models import Officer
from tongban.people.queries import accessible_offices, may, not_allowed
from tongban.windows.models import ServicePoint
from tongban.windows.queries import windows_of

HANDS_OUT = "deliver"


def taken_here(officer: Officer, *, on: date) -> Q:
    """Return the filter that keeps the cases taken for other offices at the points where this officer hands out."""
    seats = windows_of(officer, on).values("service_point")
    own = accessible_offices(officer, HANDS_OUT, on=on, field="service_point__office")
    return own & Q(cross_mode=Case.CrossMode.JOINT, service_point__in=seats)


def was_taken_by(case: Case, officer: Officer, *, on: date) -> bool:
    """Whether the point where this officer sits, and hands results out, took the case for the office that decided."""
    if case.cross_mode != Case.CrossMode.JOINT or case.service_point_id is None:
        return False
    if not windows_of(officer, on).filter(service_point=case.service_point_id).exists():
        return False
    point = ServicePoint.objects.select_related("office").get(pk=case.service_point_id)
    return may(officer, HANDS_OUT, office=point.office, on=on)


def obstacles_to_handing_out(case: Case, officer: Officer, *, on: date) -> list[Obstacle]:
    """Return why an officer may not hand a result out: neither the office's, nor of the point that took the case."""
    obstacles = not_allowed(officer, HANDS_OUT, **case.matter.scope, on=on)
    return [] if obstacles and was_taken_by(case, officer, on=on) else obstacles
