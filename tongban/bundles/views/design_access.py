"""Whose design a bundle is: bundles are public, so who may not is refused by 403."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from tongban.bundles.models import Bundle, BundleVersion
from tongban.bundles.queries.designing import POWERS, draft_of
from tongban.kernel.moments import local_day
from tongban.people.access import OfficerRequest, kept_for, require
from tongban.people.queries import may


def seen(request: OfficerRequest, region: str, code: str, *powers: str) -> Bundle:
    """Return a bundle whose design the officer may see, or change by one of these powers at its owner."""
    places = Bundle.objects.select_related("region__parent__parent", "owner", "lead_office", "current")
    bundle = get_object_or_404(places, region__code=region, code=code)
    if powers:
        require(request, *powers, office=bundle.owner)
        return bundle
    today = local_day(timezone.now())
    offices = {bundle.owner, bundle.lead_office}
    if not any(may(request.officer, power, office=office, on=today) for office in offices for power in POWERS):
        raise kept_for(*POWERS)
    return bundle


def of_writer(request: OfficerRequest, region: str, code: str) -> tuple[Bundle, BundleVersion | None]:
    """Return a bundle that the officer designs, and its draft."""
    bundle = seen(request, region, code, "manage_catalogue")
    return bundle, draft_of(bundle)


def page_of(bundle: Bundle, place: str = "") -> str:
    """Return the address of the designer's page, or of a place on it."""
    address = reverse("bundles:design", args=[bundle.region.code, bundle.code])
    return f"{address}#{place}" if place else address
