"""Parcels: what is to be packed at a service point, what went from there, and where an applicant's is."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from tongban.cases import rules
from tongban.cases.models import Case, Parcel, ShelfEntry
from tongban.cases.queries.taken_here import taken_here
from tongban.matters.queries.access import seen_by
from tongban.people.models import Officer
from tongban.windows.models import ServicePoint

MOST_TO_PACK = 50
COURIER = "courier"


def to_pack(point: ServicePoint, officer: Officer, *, on: date) -> list[Case]:
    """Return results that lie here, or came in here, and are to go by courier; none that is on the way."""
    lying = ShelfEntry.objects.filter(case=OuterRef("pk"), left_at=None, service_point=point)
    went = Parcel.objects.filter(case=OuterRef("pk"), state__in=["packed", "on_the_way", "lost"])
    cases = Case.objects.filter(
        Q(Exists(lying)) | Q(service_point=point),
        ~Exists(went),
        deliver_way=COURIER,
        matter__state=rules.DECIDED,
    ).filter(_within_reach(officer, on))
    return list(cases.select_related("matter__office", "matter__party").order_by("pk")[:MOST_TO_PACK])


def parcels_of(point: ServicePoint) -> "QuerySet[Parcel]":
    """Return the parcels that went from a service point; page by ``("-packed_at", "-id")``."""
    return Parcel.objects.filter(service_point=point).select_related("case__matter", "packed_by")


def decided_case(officer: Officer, number: str, *, on: date) -> Case | None:
    """Return a decided case that this officer may see."""
    cases = Case.objects.filter(matter__number=number, matter__state=rules.DECIDED)
    cases = cases.filter(_within_reach(officer, on))
    return cases.select_related("matter__office", "matter__party", "version__item").first()


def _within_reach(officer: Officer, on: date) -> Q:
    return Q(matter__in=seen_by(officer, on=on).values("pk")) | taken_here(officer, on=on)


def last_parcel(matter: int) -> Parcel | None:
    """Return the parcel of a matter's case that was packed last."""
    parcels = Parcel.objects.filter(case__matter=matter).select_related("service_point")
    return parcels.order_by("-packed_at", "-pk").first()
