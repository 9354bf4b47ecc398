"""Bundles for everybody: which are offered where, and the guide of one in one's own situation."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router

from tongban.bundles.api.given import answers_read
from tongban.bundles.api.shapes import BundleGuideOut, BundlesOut
from tongban.bundles.api.told import bundle_out, guide_out
from tongban.bundles.models import Bundle, BundleVersion
from tongban.bundles.queries.offered import offered_one, offered_page
from tongban.bundles.queries.plans import plan_of
from tongban.kernel.moments import local_day
from tongban.people.api import Key
from tongban.ui.api.problems import problems
from tongban.ui.api.values import After, Limit

router = Router(auth=Key("items:read"))


@router.get("/bundles", response={200: BundlesOut, **problems(422)}, summary="List bundles")
def list_bundles(request: HttpRequest, region: str = "", after: After = "", limit: Limit = 50) -> BundlesOut:
    """Several items as one thing (一件事): those offered in a region, or everywhere."""
    found = offered_page(local_day(timezone.now()), region=region, after=after or None, size=limit)
    return BundlesOut(rows=[bundle_out(in_force(bundle)) for bundle in found.rows], next=found.next)


@router.get("/bundles/{region}/{bundle}", response={200: BundleGuideOut, **problems(404)}, summary="Read a bundle")
def read_bundle(request: HttpRequest, region: str, bundle: str) -> BundleGuideOut:
    """Answers go into the address by the keys of the questions (`?signs=true&food.dishes=hot`): they choose the
    members, the one form and the one set of papers."""
    found = offered_one(region, bundle, local_day(timezone.now()))
    if found is None:
        raise Http404
    plan = plan_of(in_force(found))
    raw: dict[str, Any] = {key: request.GET.get(key, "") for key in request.GET}
    return guide_out(plan, answers_read(plan, raw))


def in_force(bundle: Bundle) -> BundleVersion:
    """Return the version of a bundle that is offered, which knows its bundle."""
    assert bundle.current is not None  # it is offered
    bundle.current.bundle = bundle
    return bundle.current
