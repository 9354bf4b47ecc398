"""Scenarios of items: what they were before, and how many texts the items have been split into (206 → 429)."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from tongban.catalogue.models import HandlingItem, Item, ItemVersion


def scenarios_before(items: Collection[int], *, excluding: Collection[int]) -> dict[int, list[dict[str, Any]]]:
    """Return name, code, number and digest of the scenarios of the newest version that was ever in force, by item."""
    seen = (
        ItemVersion.objects.filter(item__in=items).exclude(state__in=ItemVersion.UNFINISHED).exclude(pk__in=excluding)
    )
    newest: dict[int, int] = dict(seen.order_by("number").values_list("item_id", "pk"))
    rows = HandlingItem.objects.filter(version__in=newest.values()).annotate(item=F("version__item_id"))
    found: dict[int, list[dict[str, Any]]] = {}
    for item, *facts in rows.values_list("item", "name", "code", "number", "digest"):
        found.setdefault(item, []).append(dict(zip(("name", "code", "number", "digest"), facts, strict=True)))
    return found


def codes_ever_used(items: Collection[int], *, excluding: Collection[int]) -> dict[int, set[str]]:
    """Return every code that some version of an item in force once gave to a scenario."""
    rows = HandlingItem.objects.filter(version__item__in=items).exclude(version__in=excluding)
    rows = rows.exclude(version__state__in=ItemVersion.UNFINISHED)
    found: dict[int, set[str]] = {}
    for item, code in rows.values_list("version__item_id", "code"):
        found.setdefault(item, set()).add(code)
    return found


@dataclass(frozen=True)
class Split:
    """How many items in force have been split, and into how many texts of their own."""

    items: int
    texts: int


def split(offices: Q) -> Split:
    """Return the split of the items in force at some offices (``Q`` on items)."""
    current = HandlingItem.objects.filter(version__item__current=F("version"))
    wanted = current.filter(version__item__in=Item.objects.filter(offices).values("pk"))
    versions = wanted.values_list("version_id", flat=True).distinct()
    return Split(items=versions.count(), texts=wanted.count())
