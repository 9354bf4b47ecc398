"""Verbs of the catalogue: take an item on, draft a version, publish it, retire it."""

from datetime import datetime
from typing import Any

from django.db.models import Max

from tongban.catalogue.events import CatalogItemListed, ItemCreated, ItemPublished, ItemRetired, VersionDrafted
from tongban.catalogue.models import (
    CatalogItem,
    HandlingItem,
    Item,
    ItemVersion,
    MaterialSpec,
    Placement,
    SearchTerm,
    StepSpec,
)
from tongban.catalogue.queries import content_of, obstacles_to_publishing
from tongban.catalogue.rules.codes import basic_code_errors, handling_code, item_code, item_code_errors
from tongban.catalogue.rules.contents import Content
from tongban.catalogue.rules.words import Term, index_terms
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.transactions import action
from tongban.people.models import Office, Officer
from tongban.people.queries import may


class CannotList(Refused):
    """The catalogue item or the item cannot be created."""


class CannotDraft(Refused):
    """The draft cannot be begun or changed."""


class CannotPublish(Refused):
    """The version may not be published: the findings say why."""


class CannotRetire(Refused):
    """The item cannot be retired."""


class NotYourCatalogue(Refused):
    """The officer does not manage the catalogue of this office."""


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
    _refuse_strangers(by, office, now)
    parts = {"uscc": office.uscc, "level": office.level, "basic_code": catalog_item.code}
    code = item_code(**parts)
    if obstacles := item_code_errors(code, **parts):
        raise CannotList(obstacles)

    item = Item.objects.create(catalog_item=catalog_item, office=office, regulating_office=regulating_office, code=code)

    publish(ItemCreated(subject=item.subject, item_id=item.pk, code=code, by=str(by.actor), at=now))
    return item


@action
def draft_version(*, item: Item, content: Content, by: Any, now: datetime) -> ItemVersion:
    """Begin the next version of an item as a draft; an item has one draft at a time."""
    item = Item.objects.select_for_update().select_related("office").get(pk=item.pk)
    _refuse_strangers(by, item.office, now)
    if item.versions.filter(state=ItemVersion.State.DRAFT).exists():
        raise CannotDraft([Obstacle("draft_exists", item.code)])

    number = (item.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = ItemVersion.objects.create(item=item, number=number, created_at=now, **content.fields)
    _write_parts(version, item.code, content)

    _tell_drafted(version, item, by, now)
    return version


@action
def draft_from_current(*, item: Item, by: Any, now: datetime) -> ItemVersion:
    """Begin a new version with the words of the one in force."""
    if item.current is None:
        raise CannotDraft([Obstacle("nothing_in_force", item.code)])
    return draft_version(item=item, content=content_of(item.current), by=by, now=now)


@action
def edit_draft(*, version: ItemVersion, content: Content, by: Any, now: datetime) -> ItemVersion:
    """Replace the whole text of a draft."""
    version = ItemVersion.objects.select_for_update().select_related("item__office").get(pk=version.pk)
    _refuse_strangers(by, version.item.office, now)
    if version.state != ItemVersion.State.DRAFT:
        raise CannotDraft([Obstacle("version_is_published", version.title)])

    for parts in (version.handling_items, version.materials, version.steps, version.placements):
        parts.all().delete()
    for name, value in content.fields.items():
        setattr(version, name, value)
    version.save()
    _write_parts(version, version.item.code, content)

    _tell_drafted(version, version.item, by, now)
    return version


@action
def publish_version(*, version: ItemVersion, by: Any, now: datetime) -> ItemVersion:
    """Freeze a draft and put it in force; the version before it is retired, cases that began with it keep it."""
    item = Item.objects.select_for_update().select_related("office", "catalog_item").get(pk=version.item_id)
    version = ItemVersion.objects.select_for_update().get(pk=version.pk)
    version.item = item
    _refuse_strangers(by, item.office, now)
    if obstacles := obstacles_to_publishing(version, on=local_day(now)):
        raise CannotPublish(obstacles)

    if item.current_id:
        ItemVersion.objects.filter(pk=item.current_id).update(state=ItemVersion.State.RETIRED, retired_at=now)
    ItemVersion.objects.filter(pk=version.pk).update(state=ItemVersion.State.PUBLISHED, published_at=now)
    version.refresh_from_db(fields=["state", "published_at"])
    item.current, item.retired_at = version, None
    item.save(update_fields=["current", "retired_at"])
    _index(item, version)

    publish(
        ItemPublished(
            subject=item.subject,
            item_id=item.pk,
            version_id=version.pk,
            code=item.code,
            number=version.number,
            by=str(by.actor),
            at=now,
        )
    )
    return version


@action
def retire_item(*, item: Item, reason: str, by: Any, now: datetime) -> Item:
    """Cancel an item with a reason: no new case begins, open ones keep their version."""
    item = Item.objects.select_for_update().select_related("office").get(pk=item.pk)
    _refuse_strangers(by, item.office, now)
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


def _refuse_strangers(by: Any, office: Office, now: datetime) -> None:
    """The system itself may; an officer needs the power over the office."""
    if isinstance(by, Officer) and not may(by, "manage_catalogue", office=office, on=local_day(now)):
        raise NotYourCatalogue([Obstacle("not_your_catalogue", office.name)])


def _write_parts(version: ItemVersion, code: str, content: Content) -> None:
    HandlingItem.objects.bulk_create(
        HandlingItem(version=version, position=position, code=handling_code(code, position), **scenario)
        for position, scenario in enumerate(content.scenarios, start=1)
    )
    MaterialSpec.objects.bulk_create(
        MaterialSpec(version=version, position=position, **paper)
        for position, paper in enumerate(content.materials, start=1)
    )
    StepSpec.objects.bulk_create(
        StepSpec(version=version, office_id=step["office"], **{k: v for k, v in step.items() if k != "office"})
        for step in content.steps
    )
    Placement.objects.bulk_create(
        Placement(version=version, kind=kind, code=place) for kind, place in content.placements
    )


def _index(item: Item, version: ItemVersion) -> None:
    """Rebuild the words by which the item is found."""
    own = tuple(version.elements.get("own_words", ()))
    departments = tuple(version.elements.get("department_words", ()))
    terms: list[Term] = index_terms(title=version.title, own_words=own, department_words=departments)
    item.terms.all().delete()
    SearchTerm.objects.bulk_create(
        SearchTerm(item=item, token=term.token, kind=term.kind, weight=term.weight) for term in terms
    )


def _tell_drafted(version: ItemVersion, item: Item, by: Any, now: datetime) -> None:
    publish(
        VersionDrafted(
            subject=item.subject,
            item_id=item.pk,
            version_id=version.pk,
            number=version.number,
            by=str(by.actor),
            at=now,
        )
    )
