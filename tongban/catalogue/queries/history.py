"""Which version of an item was in force on an earlier day? Asked for what an old system brings."""

from collections.abc import Collection
from datetime import datetime

from tongban.catalogue.models import ItemVersion


def versions_of(codes: Collection[str]) -> dict[str, list[ItemVersion]]:
    """Return every published version of these items, oldest first, with all that a case takes from it."""
    found: dict[str, list[ItemVersion]] = {}
    versions = ItemVersion.objects.filter(item__code__in=codes).exclude(state__in=ItemVersion.UNFINISHED)
    versions = versions.select_related("item__office").prefetch_related("steps", "handling_items", "materials")
    for version in versions.order_by("number"):
        found.setdefault(version.item.code, []).append(version)
    return found


def in_force_at(versions: list[ItemVersion], moment: datetime) -> ItemVersion | None:
    """Return the version under which something received at a moment is led; None if the item had been retired.

    What came before the item was first published here is led under its first version.
    """
    published = [version for version in versions if version.published_at and version.published_at <= moment]
    version = published[-1] if published else versions[0]
    is_over = version.item.retired_at is not None and version.item.retired_at <= moment
    return None if is_over else version
