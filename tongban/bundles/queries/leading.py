"""Who leads a whole: whoever accepts, decides or supervises at its lead office. Who only receives does not."""

from datetime import date

from django.db.models import Q, QuerySet

from tongban.bundles.models import Whole
from tongban.matters.models import Matter
from tongban.people.models import Officer
from tongban.people.queries import accessible_offices, may

LEADING = ("accept", "decide", "supervise")


def may_lead(officer: Officer, matter: Matter, *, on: date) -> bool:
    return any(may(officer, power, **matter.scope, on=on) for power in LEADING)


def wholes_led(officer: Officer, *, on: date) -> QuerySet[Whole]:
    """Return the wholes that an officer leads; page by ``-id``."""
    led = Q()
    for power in LEADING:
        led |= accessible_offices(officer, power, on=on, field="matter__office")
    return Whole.objects.filter(led).select_related("matter__office", "matter__party")
