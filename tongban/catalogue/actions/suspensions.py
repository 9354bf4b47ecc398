"""Suspend an item for a time (暂停): no new case begins, open ones go on; it resumes by itself after the last day."""

from datetime import date, datetime
from typing import Any

from tongban.catalogue.actions.refusals import CannotSuspend, refuse_strangers
from tongban.catalogue.events import ItemResumed, ItemSuspended
from tongban.catalogue.models import Item
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action


@action
def suspend_item(*, item: Item, since: date, until: date | None, reason: str, by: Any, now: datetime) -> Item:
    """Suspend an item from a day to its last day, or without a last day until somebody resumes it."""
    item = _locked(item)
    refuse_strangers(by, item.office, now)
    if obstacles := _obstacles(item, since, until, reason, local_day(now)):
        raise CannotSuspend(obstacles)

    item.suspended_from, item.suspended_until, item.suspension_reason = since, until, reason.strip()
    item.save(update_fields=["suspended_from", "suspended_until", "suspension_reason"])

    publish(
        ItemSuspended(
            subject=item.subject,
            item_id=item.pk,
            code=item.code,
            since=since,
            until=until.isoformat() if until else "",
            reason=item.suspension_reason,
            by=str(by.actor),
            at=now,
        )
    )
    return item


@action
def resume_item(*, item: Item, by: Any, now: datetime) -> Item:
    """End a suspension at once; one that has not begun is called off."""
    item = _locked(item)
    refuse_strangers(by, item.office, now)
    if not item.is_suspension_on_record(local_day(now)):
        raise CannotSuspend([Obstacle("not_suspended", item.catalog_item.name)])

    item.suspended_from, item.suspended_until, item.suspension_reason = None, None, ""
    item.save(update_fields=["suspended_from", "suspended_until", "suspension_reason"])

    publish(ItemResumed(subject=item.subject, item_id=item.pk, code=item.code, by=str(by.actor), at=now))
    return item


def _locked(item: Item) -> Item:
    return Item.objects.select_for_update(of=("self",)).select_related("office", "catalog_item").get(pk=item.pk)


def _obstacles(item: Item, since: date, until: date | None, reason: str, today: date) -> list[Obstacle]:
    obstacles = []
    if item.current_id is None:
        obstacles.append(Obstacle("nothing_in_force", item.code))
    if item.is_suspension_on_record(today):
        obstacles.append(Obstacle("already_suspended", item.catalog_item.name))
    if since < today:
        obstacles.append(Obstacle("suspension_in_the_past"))
    if until and until < since:
        obstacles.append(Obstacle("suspension_ends_before_it_begins"))
    if not reason.strip():
        obstacles.append(Obstacle("reason_missing", item.code))
    return obstacles
