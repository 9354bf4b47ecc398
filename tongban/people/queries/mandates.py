"""Mandates as the desk lists and shows them."""

from datetime import date

from django.db.models import Q

from tongban.kernel.paging import Page, page
from tongban.people.models import Mandate, Officer
from tongban.people.queries.powers import accessible_offices, may

SIZE = 30


def mandates_seen(
    officer: Officer, *, on: date, state: str, kind: str, text: str, after: str | None, size: int = SIZE
) -> Page[Mandate]:
    """Return a page of the mandates of the offices an officer sees, and of their own, the latest first."""
    rows = Mandate.objects.filter(accessible_offices(officer, "see", on=on) | Q(officer=officer))
    if state == "open":
        rows = rows.filter(Q(until=None) | Q(until__gte=on))
    if state == "over":
        rows = rows.filter(until__lt=on)
    if kind:
        rows = rows.filter(kind=kind)
    if text:
        named = Q(office__name__contains=text) | Q(officer__name__contains=text) | Q(document__contains=text)
        rows = rows.filter(named | Q(office__short_name__contains=text) | Q(officer__staff_number=text))
    return page(rows.select_related("office", "officer__office"), keys=("-since", "-id"), after=after, size=size)


def mandate_seen(key: int, officer: Officer, *, on: date) -> Mandate | None:
    """Return a mandate if the officer sees its office, or it is their own."""
    mandate = Mandate.objects.filter(pk=key).select_related("office__region", "officer__office").first()
    if mandate is None:
        return None
    is_seen = mandate.officer_id == officer.pk or may(officer, "see", office=mandate.office, on=on)
    return mandate if is_seen else None
