"""Versions of an item: begun as a draft, published by the system, put in force."""

from datetime import datetime
from typing import Any

from django.db.models import Max

from tongban.catalogue.actions.parts import index_items, write_parts
from tongban.catalogue.actions.refusals import CannotDraft, CannotPublish, refuse_strangers
from tongban.catalogue.events import ItemPublished, VersionDrafted
from tongban.catalogue.models import Item, ItemVersion
from tongban.catalogue.queries import content_of, obstacles_to_publishing
from tongban.catalogue.rules.contents import Content
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Officer


@action
def draft_version(*, item: Item, content: Content, by: Any, now: datetime) -> ItemVersion:
    """Begin the next version of an item as a draft; an item has one draft at a time."""
    item = Item.objects.select_for_update().select_related("office").get(pk=item.pk)
    refuse_strangers(by, item.office, now)
    if item.versions.filter(state__in=ItemVersion.UNFINISHED).exists():
        raise CannotDraft([Obstacle("draft_exists", item.code)])

    number = (item.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    edited = {"edited_at": now, "edited_by": by} if isinstance(by, Officer) else {}
    version = ItemVersion.objects.create(item=item, number=number, created_at=now, **edited, **content.fields)
    write_parts([(version, content)])

    tell_drafted(version, item, by, now)
    return version


@action
def draft_from_current(*, item: Item, by: Any, now: datetime) -> ItemVersion:
    """Begin a new version with the words of the one in force."""
    if item.current is None:
        raise CannotDraft([Obstacle("nothing_in_force", item.code)])
    return draft_version(item=item, content=content_of(item.current), by=by, now=now)


@action
def publish_version(*, version: ItemVersion, by: Any, now: datetime) -> ItemVersion:
    """Put a draft in force without review: for what the system itself brings, as imports and demo data do.

    What an officer wrote is approved by another one: ``reviews.approve_version``.
    """
    version = lock_version(version)
    if isinstance(by, Officer):
        raise CannotPublish([Obstacle("second_person_needed", version.title)])
    if obstacles := obstacles_to_publishing(version, on=local_day(now)):
        raise CannotPublish(obstacles)

    return put_in_force(version, by=by, now=now)


def lock_version(version: ItemVersion) -> ItemVersion:
    """Lock an item and then its version: the one order in which acts take them."""
    item = Item.objects.select_for_update().select_related("office", "catalog_item").get(pk=version.item_id)
    locked = ItemVersion.objects.select_for_update().get(pk=version.pk)
    locked.item = item
    return locked


def put_in_force(version: ItemVersion, *, by: Any, now: datetime) -> ItemVersion:
    """Freeze a version within an act that has locked it and asked who may; the one before is retired, cases keep it."""
    item = version.item
    if item.current_id:
        ItemVersion.objects.filter(pk=item.current_id).update(state=ItemVersion.State.RETIRED, retired_at=now)
    ItemVersion.objects.filter(pk=version.pk).update(state=ItemVersion.State.PUBLISHED, published_at=now)
    version.refresh_from_db(fields=["state", "published_at"])
    item.current, item.retired_at = version, None
    item.save(update_fields=["current", "retired_at"])
    version.changes.all().delete()
    index_items([(item, version)])

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


def tell_drafted(version: ItemVersion, item: Item, by: Any, now: datetime) -> None:
    """Tell that a draft was begun or changed as a whole."""
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
