"""Cancel an item (取消): at once, or after a last day; open cases keep their version."""

from datetime import date, datetime
from typing import Any

from tongban.catalogue.actions.refusals import CannotRetire, refuse_strangers
from tongban.catalogue.events import ItemKept, ItemRetired, ItemRetirementPlanned
from tongban.catalogue.models import Item, ItemVersion
from tongban.kernel.events import SYSTEM, publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action

AT_MOST = 200  # items in one go of the job
PLANNED_END = "计划取消日期已到"  # where the version itself was handed in with its last day


@action
def retire_item(*, item: Item, reason: str, by: Any, now: datetime, last_day: date | None = None) -> Item:
    """Cancel an item with a reason: no new case begins, or none after its last day."""
    item = _locked(item.pk)
    refuse_strangers(by, item.office, now)
    if obstacles := _obstacles(item, reason, last_day, local_day(now)):
        raise CannotRetire(obstacles)

    assert item.current is not None  # else it were refused
    item.retired_reason = reason.strip()
    if last_day is None:
        return _retired(item, item.current, by, now)
    ItemVersion.objects.filter(pk=item.current.pk).update(retires_on=last_day)
    item.save(update_fields=["retired_reason"])
    publish(
        ItemRetirementPlanned(
            subject=item.subject,
            item_id=item.pk,
            code=item.code,
            last_day=last_day,
            reason=item.retired_reason,
            by=str(by.actor),
            at=now,
        )
    )
    return item


@action
def keep_item(*, item: Item, by: Any, now: datetime) -> Item:
    """Call a planned cancellation off."""
    item = _locked(item.pk)
    refuse_strangers(by, item.office, now)
    if item.current is None or item.current.retires_on is None:
        raise CannotRetire([Obstacle("no_cancellation_planned", item.code)])

    ItemVersion.objects.filter(pk=item.current.pk).update(retires_on=None)
    item.retired_reason = ""
    item.save(update_fields=["retired_reason"])

    publish(ItemKept(subject=item.subject, item_id=item.pk, code=item.code, by=str(by.actor), at=now))
    return item


def retire_items_due(now: datetime) -> int:
    """Cancel the items whose last day has passed, each in a transaction of its own; return how many.

    One whose next version begins today does not end.
    """
    today = local_day(now)
    begins = ItemVersion.objects.filter(state=ItemVersion.State.SCHEDULED, effective_on__lte=today).values("item")
    due = Item.objects.filter(current__retires_on__lt=today).exclude(pk__in=begins).order_by("pk")
    return sum(_retire_due(pk, now) for pk in list(due.values_list("pk", flat=True)[:AT_MOST]))


@action
def _retire_due(pk: int, now: datetime) -> bool:
    item = _locked(pk)
    if item.current is None or item.current.retires_on is None or item.current.retires_on >= local_day(now):
        return False  # somebody was faster
    item.retired_reason = item.retired_reason or PLANNED_END
    _retired(item, item.current, SYSTEM, now)
    return True


def carry_plan_over(*, version_id: int, now: datetime) -> None:
    """Let a version that has just been published end on the day that was planned for the one before it."""
    version = ItemVersion.objects.select_related("item").get(pk=version_id)
    before = version.item.versions.filter(state=ItemVersion.State.RETIRED).order_by("-number").first()
    is_planned = before and before.retired_at == now and before.retires_on and before.retires_on >= local_day(now)
    if before and is_planned and version.retires_on is None:
        ItemVersion.objects.filter(pk=version_id).update(retires_on=before.retires_on)
    elif version.item.retired_reason and not is_planned:
        Item.objects.filter(pk=version.item_id).update(retired_reason="")


def _locked(pk: int) -> Item:
    return Item.objects.select_for_update(of=("self",)).select_related("office", "current").get(pk=pk)


def _retired(item: Item, version: ItemVersion, by: Any, now: datetime) -> Item:
    ItemVersion.objects.filter(pk=version.pk).update(state=ItemVersion.State.RETIRED, retired_at=now)
    item.current, item.retired_at = None, now
    item.save(update_fields=["current", "retired_at", "retired_reason"])
    item.terms.all().delete()

    publish(
        ItemRetired(
            subject=item.subject,
            item_id=item.pk,
            code=item.code,
            reason=item.retired_reason,
            by=str(by.actor),
            at=now,
        )
    )
    return item


def _obstacles(item: Item, reason: str, last_day: date | None, today: date) -> list[Obstacle]:
    obstacles = []
    if item.current_id is None:
        obstacles.append(Obstacle("nothing_in_force", item.code))
    if last_day and last_day < today:
        obstacles.append(Obstacle("retiring_in_the_past"))
    if not reason.strip():
        obstacles.append(Obstacle("reason_missing", item.code))
    return obstacles
