"""The switches of bundles per region (试点), as those see them who set them: where each is offered, since when, why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from tongban.bundles.models import Bundle, Switch
from tongban.bundles.queries.designing import with_those_above
from tongban.bundles.queries.offered import deciding, is_switched_on, published
from tongban.kernel.paging import Page, page
from tongban.people.models import Region

LATEST = 20


@dataclass(frozen=True)
class Standing:
    """Whether a bundle is offered in its region, and what says so; ``coming``: the first that will change it."""

    bundle: Bundle
    is_on: bool
    by: Switch | None
    coming: Switch | None
    becomes: bool | None = None  # what a switch that is only thought of would make of it


def standings(
    on: date, *, region: Region | None = None, after: str | None = None, size: int = 25
) -> tuple[Page[Bundle], list[Standing]]:
    """Return a page of published bundles, of a region and what lies below it, and how each stands: two statements."""
    found = page(_within(published(), region), keys=("region_id", "code", "id"), after=after, size=size)
    switches = list(switches_of())
    return found, [_standing(bundle, switches, on) for bundle in found.rows]


def foreseen(switch: Switch, bundles: Sequence[Bundle]) -> list[Standing]:
    """Return how bundles stand on the day of a switch that nobody has set yet, and what it would make of them.

    ``switch`` for one bundle stands here for the same switch of each of them.
    """
    others = list(switches_of())
    found = []
    for bundle in bundles:
        thought = Switch(
            bundle_id=bundle.pk if switch.bundle_id else None,
            region_id=switch.region_id,
            is_on=switch.is_on,
            since=switch.since,
            at=switch.at,
        )
        known = [each for each in others if each.since <= switch.since]
        stands = _standing(bundle, others, switch.since)
        found.append(replace(stands, becomes=is_switched_on(bundle, [*known, thought])))
    return found


def bundles_under(region: Region, code: str = "") -> list[Bundle]:
    """Return the published bundles, or those of one code, of a region and what lies below it."""
    bundles = _within(published(), region).order_by("region_id", "code")
    return list(bundles.filter(code=code) if code else bundles)


def switches_of() -> QuerySet[Switch]:
    """Return the switches, the latest first."""
    return Switch.objects.select_related("region", "bundle__current", "bundle__region", "by").order_by("-at", "-pk")


def bundle_names() -> list[tuple[str, str]]:
    """Return the published bundles by code, each once, with a title."""
    names = published().order_by("code", "region_id").values_list("code", "current__title")
    return list({code: (code, title) for code, title in names}.values())


def regions_with_bundles() -> list[Region]:
    """Return the regions that publish any bundle, and those above them: a switch set there reaches them."""
    found = {place.pk: place for region in _publishing() for place in with_those_above(region)}
    return [found[code] for code in sorted(found)]


def _within(bundles: QuerySet[Bundle], region: Region | None) -> QuerySet[Bundle]:
    if region is None:
        return bundles
    return bundles.filter(region__in=[each for each in _publishing() if region in with_those_above(each)])


def _publishing() -> QuerySet[Region]:
    return Region.objects.filter(bundles__current__isnull=False).select_related("parent__parent__parent").distinct()


def _standing(bundle: Bundle, switches: Iterable[Switch], on: date) -> Standing:
    past = [each for each in switches if each.since <= on]
    by, is_on = deciding(bundle, past), is_switched_on(bundle, past)
    later = sorted((each for each in switches if each.since > on), key=lambda each: (each.since, each.at))
    for switch in later:
        known = [each for each in switches if each.since <= switch.since]
        if deciding(bundle, known) == switch and switch.is_on != is_on:
            return Standing(bundle, is_on, by, switch)
    return Standing(bundle, is_on, by, None)
