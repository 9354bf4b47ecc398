"""What waits for review or for its day, whose hands were on it."""

from datetime import date

from django.db.models import Q, QuerySet

from tongban.catalogue.models import ItemVersion
from tongban.people.models import Officer
from tongban.people.queries import accessible_offices

State = ItemVersion.State


def hands_of(version: ItemVersion) -> set[int]:
    """Return the keys of the officers who wrote in a version or handed it in."""
    hands = set(version.changes.exclude(officer=None).values_list("officer", flat=True))
    return hands | {key for key in (version.edited_by_id, version.submitted_by_id) if key}


def versions_in_review(officer: Officer, *, on: date) -> QuerySet[ItemVersion]:
    """Return what waits for review or for its day, as far as the officer approves or manages it."""
    reach = Q()
    for power in ("approve_catalogue", "manage_catalogue"):
        reach |= accessible_offices(officer, power, on=on, field="item__office")
    waiting = ItemVersion.objects.filter(reach, state__in=[State.REVIEW, State.SCHEDULED])
    return waiting.select_related("item__catalog_item", "item__office", "submitted_by", "reviewed_by")


def versions_due(on: date) -> QuerySet[ItemVersion]:
    """Return the approved versions whose day has come."""
    return ItemVersion.objects.filter(state=State.SCHEDULED, effective_on__lte=on).order_by("effective_on", "pk")
