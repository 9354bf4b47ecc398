"""Decisions that left the rules of discretion, for those who supervise."""

from datetime import date

from django.db.models import QuerySet

from tongban.cases.models import DiscretionLeft
from tongban.people.models import Officer
from tongban.people.queries import accessible_offices


def discretion_left(officer: Officer, *, on: date) -> QuerySet[DiscretionLeft]:
    """Return what was decided beside the rules in the officer's reach of supervision."""
    rows = DiscretionLeft.objects.filter(accessible_offices(officer, "supervise", on=on))
    return rows.select_related("office", "decision__by", "decision__case__matter")
