"""The two lists: enter an item into the basic catalogue and end it there, take it on in an office (认领)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from tongban.catalogue.actions.refusals import CannotList, NotYourCatalogue, refuse_strangers
from tongban.catalogue.actions.versions import draft_version
from tongban.catalogue.events import CatalogItemEnded, CatalogItemListed, ItemCreated
from tongban.catalogue.models import CatalogItem, Item, ReferenceEntry
from tongban.catalogue.rules.codes import basic_code_errors, item_code, item_code_errors, local_basic_code
from tongban.catalogue.rules.contents import Content
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Office, Officer
from tongban.people.queries import may_everywhere

Bases = list[dict[str, Any]]


@action
def list_catalog_item(
    *,
    code: str,
    name: str,
    item_type: str,
    legal_bases: Bases,
    by: Any,
    now: datetime,
    origin: str = CatalogItem.Origin.HANDED_DOWN,
) -> CatalogItem:
    """Enter an item into the basic catalogue."""
    if obstacles := basic_code_errors(code):
        raise CannotList(obstacles)

    listed = CatalogItem.objects.create(
        code=code, name=name, item_type=item_type, legal_bases=legal_bases, origin=origin
    )

    publish(CatalogItemListed(subject=listed.subject, code=code, by=str(by.actor), at=now))
    return listed


@action
def enter_local_item(
    *, name: str, item_type: str, group: str, legal_bases: Bases, office: Office, by: Any, now: datetime
) -> Item:
    """Enter an item that a place adds itself (本地增加), under a code of its own, and take it on in the office."""
    refuse_strangers(by, office, now)
    if obstacles := _obstacles_to_adding(name, legal_bases):
        raise CannotList(obstacles)

    region = office.region_id
    taken = set(CatalogItem.objects.filter(code__startswith=region[:2]).values_list("code", flat=True))
    code = local_basic_code(region=region, item_type=item_type, group=group, taken=taken)
    local = CatalogItem.Origin.LOCAL
    listed = list_catalog_item(
        code=code, name=name, item_type=item_type, legal_bases=legal_bases, origin=local, by=by, now=now
    )
    return claim_item(catalog_item=listed, office=office, regulating_office=None, by=by, now=now)


@action
def claim_item(
    *,
    catalog_item: CatalogItem,
    office: Office,
    regulating_office: Office | None,
    by: Any,
    now: datetime,
    adopted_from: ReferenceEntry | None = None,
) -> Item:
    """Take an entry into the implementation list of an office (认领) and begin its first draft from the parent."""
    item = create_item(
        catalog_item=catalog_item,
        office=office,
        regulating_office=regulating_office,
        by=by,
        now=now,
        adopted_from=adopted_from,
    )
    elements = {
        "legal_bases": catalog_item.legal_bases,
        "contacts": {"consult": office.phone, "place": office.address},
    }
    first = Content(fields={"title": catalog_item.name, "elements": elements})
    draft_version(item=item, content=first, by=by, now=now)
    return item


@action
def create_item(
    *,
    catalog_item: CatalogItem,
    office: Office,
    regulating_office: Office | None,
    by: Any,
    now: datetime,
    adopted_from: ReferenceEntry | None = None,
) -> Item:
    """Take a catalogue item into the implementation list of an office, under its 31-digit code, nothing written yet."""
    refuse_strangers(by, office, now)
    parts = {"uscc": office.uscc, "level": office.level, "basic_code": catalog_item.code}
    code = item_code(**parts)
    if obstacles := item_code_errors(code, **parts) + _obstacles_to_claiming(catalog_item, office, local_day(now)):
        raise CannotList(obstacles)

    item = Item.objects.create(
        catalog_item=catalog_item,
        office=office,
        regulating_office=regulating_office,
        code=code,
        adopted_from=adopted_from,
    )

    publish(ItemCreated(subject=item.subject, item_id=item.pk, code=code, by=str(by.actor), at=now))
    return item


@action
def end_catalog_item(*, catalog_item: CatalogItem, ended_on: date, reason: str, by: Any, now: datetime) -> CatalogItem:
    """End an entry from a day on: nobody claims it any more; offices cancel the items made of it."""
    if isinstance(by, Officer) and not may_everywhere(by, "manage_catalogue", on=local_day(now)):
        raise NotYourCatalogue([Obstacle("not_your_catalogue", catalog_item.name)])
    catalog_item = CatalogItem.objects.select_for_update().get(pk=catalog_item.pk)
    if catalog_item.ended_on:
        raise CannotList([Obstacle("entry_has_ended", catalog_item.name, {"on": catalog_item.ended_on.isoformat()})])
    if not reason.strip():
        raise CannotList([Obstacle("reason_missing", catalog_item.code)])

    catalog_item.ended_on, catalog_item.ended_reason = ended_on, reason.strip()
    catalog_item.save(update_fields=["ended_on", "ended_reason"])

    publish(
        CatalogItemEnded(
            subject=catalog_item.subject,
            code=catalog_item.code,
            on=ended_on,
            reason=catalog_item.ended_reason,
            by=str(by.actor),
            at=now,
        )
    )
    return catalog_item


def _obstacles_to_claiming(catalog_item: CatalogItem, office: Office, today: date) -> list[Obstacle]:
    if catalog_item.ended_on and catalog_item.ended_on <= today:
        return [Obstacle("entry_has_ended", catalog_item.name, {"on": catalog_item.ended_on.isoformat()})]
    if Item.objects.filter(catalog_item=catalog_item, office=office).exists():
        return [Obstacle("claimed_already", catalog_item.name, {"office": office.name})]
    return []


def _obstacles_to_adding(name: str, legal_bases: Sequence[Any]) -> list[Obstacle]:
    obstacles = []
    if not legal_bases:
        obstacles.append(Obstacle("no_legal_basis", name))
    if CatalogItem.objects.filter(name=name, ended_on=None).exists():
        obstacles.append(Obstacle("entry_of_this_name", name))
    return obstacles
