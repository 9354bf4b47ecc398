"""Reading outages, pads and what was entered afterwards."""

from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from tongban.cases.models import LateEntry
from tongban.people.models import Officer
from tongban.people.queries import accessible_offices
from tongban.windows.models import HandNumberPad, Outage, ServicePoint, Window
from tongban.windows.queries import outages_since

REMEMBERED = timedelta(days=30)  # how long after an outage the sheet still asks for slips; a house rule


def may_have_slips(window: Window, *, now: datetime) -> bool:
    """Return whether slips of a recent outage may still lie at this window."""
    return outages_since(window.service_point, now - REMEMBERED).exists()


def points_supervised(officer: Officer, *, on: date) -> QuerySet[ServicePoint]:
    """Return the service points whose outages the officer records."""
    held = accessible_offices(officer, "supervise", on=on)
    return ServicePoint.objects.filter(held).select_related("office").order_by("office__path", "name")


def outages_of(points: QuerySet[ServicePoint]) -> QuerySet[Outage]:
    """Return outages of these service points; page by ``("-began_at", "-id")``."""
    shown = Outage.objects.filter(service_point__in=points.values("pk"))
    return shown.select_related("service_point", "declared_by").order_by("-began_at", "-id")


def pads_of(points: QuerySet[ServicePoint]) -> QuerySet[HandNumberPad]:
    return (
        HandNumberPad.objects.filter(service_point__in=points.values("pk"))
        .select_related("service_point")
        .order_by("-serial")
    )


def late_entries_of(points: QuerySet[ServicePoint]) -> QuerySet[LateEntry]:
    """Return what was entered afterwards at these service points; page by ``("-entered_at", "-id")``."""
    entries = LateEntry.objects.filter(outage__service_point__in=points.values("pk"))
    return entries.select_related("case__matter", "outage__service_point", "entered_by", "answered_by").order_by(
        "-entered_at", "-id"
    )
