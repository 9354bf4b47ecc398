"""Reference catalogues (参考目录): made by a county, published by a second person, adopted by towns and villages."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from tongban.catalogue.actions.listing import claim_item
from tongban.catalogue.actions.refusals import CannotList, NotYourCatalogue
from tongban.catalogue.events import (
    ReferenceEntriesAdded,
    ReferenceEntryRemoved,
    ReferenceListMade,
    ReferenceListPublished,
)
from tongban.catalogue.models import CatalogItem, Item, ReferenceEntry, ReferenceList
from tongban.catalogue.queries.references import centres_of, leads
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Office, Officer, Region


@action
def make_reference_list(*, region: Region, level: str, title: str, by: Any, now: datetime) -> ReferenceList:
    """Begin a list for the centres of one level in a place."""
    _refuse_who_does_not_lead(region, "manage_catalogue", by, now)
    if ReferenceList.objects.filter(region=region, level=level).exists():
        raise CannotList([Obstacle("reference_list_exists", region.name)])

    made = ReferenceList.objects.create(region=region, level=level, title=title.strip(), created_at=now)

    publish(ReferenceListMade(subject=made.subject, title=made.title, by=str(by.actor), at=now))
    return made


@action
def add_reference_entries(
    *, reference: ReferenceList, catalog_items: Collection[CatalogItem], note: str, by: Any, now: datetime
) -> ReferenceList:
    """Add items to a list; one that was published has to be approved anew."""
    reference = _changed(reference, by, now)
    known = set(reference.entries.values_list("catalog_item_id", flat=True))
    new = [each for each in catalog_items if each.pk not in known]
    if not new:
        raise CannotList([Obstacle("nothing_to_add")])

    ReferenceEntry.objects.bulk_create(
        ReferenceEntry(reference_list=reference, catalog_item=each, note=note.strip()) for each in new
    )

    codes = [each.code for each in new]
    publish(ReferenceEntriesAdded(subject=reference.subject, codes=codes, by=str(by.actor), at=now))
    return reference


@action
def remove_reference_entry(*, entry: ReferenceEntry, by: Any, now: datetime) -> ReferenceList:
    """Take an item out of a list that nobody has adopted from this entry."""
    reference = _changed(entry.reference_list, by, now)
    if entry.items.exists():
        raise CannotList([Obstacle("entry_is_adopted", entry.catalog_item.name)])

    code = entry.catalog_item.code
    entry.delete()

    publish(ReferenceEntryRemoved(subject=reference.subject, code=code, by=str(by.actor), at=now))
    return reference


@action
def publish_reference_list(*, reference: ReferenceList, by: Any, now: datetime) -> ReferenceList:
    """Approve a list and make it public: an act of whoever approves the catalogue, not of who makes it."""
    reference = ReferenceList.objects.select_for_update(of=("self",)).select_related("region").get(pk=reference.pk)
    _refuse_who_does_not_lead(reference.region, "approve_catalogue", by, now)
    if reference.published_at:
        raise CannotList([Obstacle("reference_list_is_public", reference.title)])
    if not reference.entries.exists():
        raise CannotList([Obstacle("reference_list_is_empty", reference.title)])

    reference.published_at = now
    reference.save(update_fields=["published_at"])

    publish(ReferenceListPublished(subject=reference.subject, title=reference.title, by=str(by.actor), at=now))
    return reference


@action
def adopt_entry(*, entry: ReferenceEntry, office: Office, by: Any, now: datetime) -> Item:
    """Take an item of a published list into the implementation list of a centre of its level and place."""
    reference = entry.reference_list
    if reference.published_at is None:
        raise CannotList([Obstacle("reference_list_not_public", reference.title)])
    if not centres_of(reference).filter(pk=office.pk).exists():
        raise CannotList([Obstacle("not_for_this_centre", office.name, {"list": reference.title})])
    return claim_item(
        catalog_item=entry.catalog_item, office=office, regulating_office=None, by=by, now=now, adopted_from=entry
    )


def _changed(reference: ReferenceList, by: Any, now: datetime) -> ReferenceList:
    """Lock a list that is about to be changed; it is not public until it has been approved again."""
    reference = ReferenceList.objects.select_for_update(of=("self",)).select_related("region").get(pk=reference.pk)
    _refuse_who_does_not_lead(reference.region, "manage_catalogue", by, now)
    if reference.published_at:
        reference.published_at = None
        reference.save(update_fields=["published_at"])
    return reference


def _refuse_who_does_not_lead(region: Region, power: str, by: Any, now: datetime) -> None:
    if isinstance(by, Officer) and not leads(by, region.pk, power, on=local_day(now)):
        raise NotYourCatalogue([Obstacle("not_your_catalogue", region.name)])
