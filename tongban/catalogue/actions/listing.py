"""The two lists: enter an item into the basic catalogue, take it on in an office, retire it."""

from datetime import datetime
from typing import Any

from tongban.catalogue.actions.refusals import CannotList, CannotRetire, refuse_strangers
from tongban.catalogue.events import CatalogItemListed, ItemCreated, ItemRetired
from tongban.catalogue.models import CatalogItem, Item, ItemVersion
from tongban.catalogue.rules.codes import basic_code_errors, item_code, item_code_errors
from tongban.kernel.events import publish
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Office


@action
def list_catalog_item(
    *, code: str, name: str, item_type: str, legal_bases: list[dict[str, Any]], by: Any, now: datetime
) -> CatalogItem:
    """Enter an item into the basic catalogue."""
    if obstacles := basic_code_errors(code):
        raise CannotList(obstacles)

    listed = CatalogItem.objects.create(code=code, name=name, item_type=item_type, legal_bases=legal_bases)

    publish(CatalogItemListed(subject=f"catalog-item:{listed.pk}", code=code, by=str(by.actor), at=now))
    return listed


@action
def create_item(
    *, catalog_item: CatalogItem, office: Office, regulating_office: Office | None, by: Any, now: datetime
) -> Item:
    """Take a catalogue item into the implementation list of an office (认领), under its 31-digit code."""
    refuse_strangers(by, office, now)
    parts = {"uscc": office.uscc, "level": office.level, "basic_code": catalog_item.code}
    code = item_code(**parts)
    if obstacles := item_code_errors(code, **parts):
        raise CannotList(obstacles)

    item = Item.objects.create(catalog_item=catalog_item, office=office, regulating_office=regulating_office, code=code)

    publish(ItemCreated(subject=item.subject, item_id=item.pk, code=code, by=str(by.actor), at=now))
    return item


@action
def retire_item(*, item: Item, reason: str, by: Any, now: datetime) -> Item:
    """Cancel an item with a reason: no new case begins, open ones keep their version."""
    item = Item.objects.select_for_update().select_related("office").get(pk=item.pk)
    refuse_strangers(by, item.office, now)
    if item.current_id is None:
        raise CannotRetire([Obstacle("nothing_in_force", item.code)])
    if not reason.strip():
        raise CannotRetire([Obstacle("reason_missing", item.code)])

    ItemVersion.objects.filter(pk=item.current_id).update(state=ItemVersion.State.RETIRED, retired_at=now)
    item.current, item.retired_at = None, now
    item.save(update_fields=["current", "retired_at"])
    item.terms.all().delete()

    publish(ItemRetired(subject=item.subject, item_id=item.pk, code=item.code, reason=reason, by=str(by.actor), at=now))
    return item
