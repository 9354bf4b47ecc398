"""Which bundles are offered where: published, in a region where they are switched on."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from tongban.bundles.models import Bundle, BundleVersion, Switch
from tongban.kernel.paging import Page, page
from tongban.people.models import Region


def offered(on: date, *, region: Region | None = None) -> list[Bundle]:
    """Return the bundles that are offered on a day, in one region or everywhere: two statements."""
    bundles = published()
    if region is not None:
        bundles = bundles.filter(region=region)
    rows = list(bundles.order_by("current__theme", "region__code", "code"))
    switches = _switches(on)
    return [bundle for bundle in rows if is_switched_on(bundle, switches)]


def found_by(text: str, on: date) -> list[list[Bundle]]:
    """Return the bundles that somebody means by what they typed, each with the places that offer it."""
    found: dict[str, list[Bundle]] = defaultdict(list)
    for bundle in offered(on):
        if bundle.current and is_meant(text, [bundle.current.title, bundle.current.title_en, *bundle.current.words]):
            found[bundle.code].append(bundle)
    return list(found.values())


def is_meant(text: str, names: Iterable[str]) -> bool:
    """Say whether one of the names stands in what was typed, or what was typed in one of them.

    >>> is_meant("我要开饭店", ["开饭店"]), is_meant("饭店", ["开饭店"]), is_meant("店", ["开饭店"])
    (True, True, False)
    """
    typed = text.strip().casefold()
    folded = (name.casefold() for name in names if name)
    return any(name in typed or (len(typed) > 1 and typed in name) for name in folded)


def offered_page(on: date, *, region: str = "", after: str | None = None, size: int = 50) -> Page[Bundle]:
    """Return a page of the bundles that are offered on a day, in one region or everywhere: two statements.

    A page may hold fewer than ``size``: what is switched off is left out of it.
    """
    bundles = published().filter(region__code=region) if region else published()
    found = page(bundles, keys=("id",), after=after, size=size)
    switches = _switches(on)
    return replace(found, rows=[bundle for bundle in found.rows if is_switched_on(bundle, switches)])


def offered_one(region_code: str, code: str, on: date) -> Bundle | None:
    """Return a bundle that is offered in a region on a day: two statements."""
    bundle = published().filter(region__code=region_code, code=code).first()
    return bundle if bundle and is_switched_on(bundle, _switches(on)) else None


def is_offered(bundle: Bundle, on: date) -> bool:
    """Say whether a bundle takes new applications on a day, by the switches of its region."""
    return bundle.current_id is not None and is_switched_on(bundle, _switches(on))


def deciding(bundle: Bundle, switches: Iterable[Switch]) -> Switch | None:
    """Return the switch that decides: of the nearest region, one for this bundle before one for all, the latest day."""
    by_region: dict[str, list[Switch]] = defaultdict(list)
    for switch in switches:
        if switch.bundle_id in (None, bundle.pk):
            by_region[switch.region_id].append(switch)
    region: Region | None = bundle.region
    while region is not None:
        if found := by_region.get(region.pk):
            return max(found, key=lambda each: (each.bundle_id is not None, each.since, each.at))
        region = region.parent
    return None


def is_switched_on(bundle: Bundle, switches: Iterable[Switch]) -> bool:
    """Say what the switches decide; without any a bundle is offered where it was published."""
    switch = deciding(bundle, switches)
    return switch is None or switch.is_on


@dataclass(frozen=True)
class Elsewhere:
    """Where the same bundle is offered, beside a place that offers it or does not (yet)."""

    offered: list[Bundle]
    switch: Switch | None  # what decides at the place itself
    opens_on: date | None

    @property
    def is_pilot(self) -> bool:
        return self.switch is not None and self.switch.is_on


def published_one(region_code: str, code: str) -> Bundle | None:
    """Return a bundle as a region has published it, offered or not."""
    return published().filter(region__code=region_code, code=code).first()


def elsewhere(bundle: Bundle, on: date) -> Elsewhere:
    """Return where a bundle is offered, and from when it will be here: two statements."""
    switches = list(Switch.objects.all())
    past = [each for each in switches if each.since <= on]
    same = [each for each in published().filter(code=bundle.code).order_by("region_id") if is_switched_on(each, past)]
    opens_on = None
    if not is_switched_on(bundle, past):
        days = sorted({each.since for each in switches if each.since > on})
        opens = (day for day in days if is_switched_on(bundle, [each for each in switches if each.since <= day]))
        opens_on = next(opens, None)
    return Elsewhere(same, deciding(bundle, past), opens_on)


def _switches(on: date) -> list[Switch]:
    return list(Switch.objects.filter(since__lte=on))


def published() -> QuerySet[Bundle]:
    """Return the bundles in force, wherever they are switched on."""
    in_force = Q(current__state=BundleVersion.State.PUBLISHED)
    return Bundle.objects.filter(in_force).select_related("current", "region__parent__parent", "lead_office", "owner")
