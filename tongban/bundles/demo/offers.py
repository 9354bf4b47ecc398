"""The shipped bundles, at every place of their levels that can offer them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from tongban.bundles.actions.loading import load_design, shipped_designs
from tongban.bundles.actions.refusals import CannotDesign
from tongban.bundles.actions.switching import switch_everywhere
from tongban.bundles.models import Bundle
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.people.models import Region

PILOT, PILOT_AT = "hotel", "江湾区"


def load_bundles(*, now: datetime, codes: Collection[str] = (), places: Collection[str] = ()) -> list[Bundle]:
    """Publish the shipped bundles; a place where an item of one is handled by nobody does not offer it."""
    regions = Region.objects.filter(level__in=["city", "county"], valid_to=None).select_related("parent__parent")
    found = []
    for design in shipped_designs().values():
        if codes and design.code not in codes:
            continue
        for region in regions:
            if region.level in design.levels and (not places or region.name in places):
                try:
                    found.append(load_design(design=design, region=region, by=SYSTEM, now=now))
                except CannotDesign as refused:
                    if {obstacle.code for obstacle in refused.obstacles} != {"bundle_item_not_here"}:
                        raise
    return found


def pilot_one(*, now: datetime) -> None:
    """Let one county try a bundle before the others (试点), as a city would."""
    county = Region.objects.select_related("parent").get(name=PILOT_AT, level="county")
    assert county.parent  # it belongs to the city
    told: dict[str, Any] = {"code": PILOT, "since": local_day(now), "by": SYSTEM, "now": now}
    switch_everywhere(region=county.parent, is_on=False, reason=f"先在{PILOT_AT}试点三个月，再看要不要全市开通", **told)
    switch_everywhere(region=county, is_on=True, reason="“开办宾馆”试点（示例）：一次查验、一次发证", **told)
