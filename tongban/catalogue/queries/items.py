"""Items in force."""

from django.db.models import F, QuerySet

from tongban.catalogue.models import Item, ItemVersion


def items_in_force() -> QuerySet[Item]:
    """Return the items that take new cases, with their version and office."""
    return Item.objects.filter(current__isnull=False).select_related("current", "office__region", "catalog_item")


def current_version(code: str) -> ItemVersion | None:
    """Return the version in force of the item with this code; None when it is unknown or retired."""
    return (
        ItemVersion.objects.filter(item__code=code, item__current=F("pk"))
        .select_related("item__office__region", "item__regulating_office", "item__catalog_item")
        .first()
    )
