"""Which items have the most cases? Powers alone, as reforms rank them: public services are left out."""

from django.db.models import Q, QuerySet

from tongban.cases.models import ItemVolume
from tongban.catalogue.indicators import Scope
from tongban.catalogue.models import CatalogItem
from tongban.kernel.ratios import Ratio

FIRST = 100


def busiest(scope: Scope, first: int = FIRST) -> list[ItemVolume]:
    """Return the items with the most cases over the last year, the busiest first. One statement."""
    rows = _powers(scope).order_by("-cases", "item").select_related("item__catalog_item", "item__office", "item__facts")
    return list(rows[:first])


def online_among(rows: list[ItemVolume]) -> Ratio:
    """Return how many of these can be applied for online."""
    return Ratio(sum(row.item.facts.is_online for row in rows), len(rows))


def _powers(scope: Scope) -> QuerySet[ItemVolume]:
    chosen = Q(item__facts__in=scope.facts())
    return ItemVolume.objects.filter(chosen).exclude(item__catalog_item__item_type=CatalogItem.Type.SERVICE)
