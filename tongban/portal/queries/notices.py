"""Notices: of a place and those above it for everybody, of the offices that one speaks for at the desk."""

from datetime import date

from django.db.models import Q, QuerySet

from tongban.catalogue.queries.items import places_of
from tongban.people.models import Office, Officer
from tongban.people.queries import accessible_offices
from tongban.portal.models import Notice


def notices_of(region: str, *, on: date) -> QuerySet[Notice]:
    """Return what is in force on a day for a region: its own notices and those of the places above; page by ``-id``."""
    in_force = Q(last_day=None) | Q(last_day__gte=on)
    rows = Notice.objects.filter(in_force, region__in=places_of(region), withdrawn_at=None)
    return rows.select_related("office", "region").defer("text")


def notice_shown(key: int) -> Notice | None:
    """Return a notice that everybody may read: one that was withdrawn is not there any more, one that ended is."""
    return Notice.objects.select_related("office", "region").filter(pk=key, withdrawn_at=None).first()


def notices_spoken_for(officer: Officer, *, on: date) -> QuerySet[Notice]:
    """Return the notices of the offices that an officer manages, withdrawn ones too; page by ``-id``."""
    rows = Notice.objects.filter(accessible_offices(officer, "manage_posts", on=on))
    return rows.select_related("office", "region", "by").defer("text")


def offices_spoken_for(officer: Officer, *, on: date) -> QuerySet[Office]:
    """Return the offices in whose name an officer may publish a notice, those of the highest level first."""
    rows = Office.objects.filter(accessible_offices(officer, "manage_posts", on=on, field="pk"))
    return rows.select_related("region").order_by("level", "pk")
