"""Whose items an officer looks after: those they manage, and those they approve."""

from datetime import date

from django.db.models import Q

from tongban.people.models import Officer
from tongban.people.queries import accessible_offices


def looked_after(officer: Officer, on: date, *, field: str = "office") -> Q:
    """Return the filter that keeps what belongs to an office whose catalogue the officer manages or approves."""
    managed, approved = (
        accessible_offices(officer, power, on=on, field=field) for power in ("manage_catalogue", "approve_catalogue")
    )
    return managed | approved
