"""Bundles of the demo city: the shipped files, at every place of their levels that can offer them."""

from collections.abc import Collection
from datetime import datetime

from tongban.bundles.actions.loading import load_design, shipped_designs
from tongban.bundles.actions.refusals import CannotDesign
from tongban.bundles.models import Bundle
from tongban.kernel.events import SYSTEM
from tongban.people.models import Region


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
