"""The two lists: enter an item into the basic catalogue, take it on in an office."""

from datetime import datetime
from typing import Any

from tongban.catalogue.actions.refusals import CannotList, refuse_strangers
from tongban.catalogue.events import CatalogItemListed, ItemCreated
from tongban.catalogue.models import CatalogItem, Item
from tongban.catalogue.rules.codes import basic_code_errors, item_code, item_code_errors
from tongban.kernel.events import publish
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
