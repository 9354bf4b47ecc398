"""Saying in how many working days an item is to be done (提速目标), from which day on, and until when."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from tongban.cases.actions.refusals import CannotSetSpeed
from tongban.cases.events import SpeedTargetEnded, SpeedTargetSet
from tongban.cases.models import SpeedTarget
from tongban.cases.rules.speed import obstacles_to_ending, obstacles_to_speed
from tongban.catalogue.models import Item
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Officer
from tongban.people.queries import not_allowed

MANAGES = "manage_catalogue"
DAY = timedelta(days=1)


@action
def set_speed_target(*, item: Item, days: int, since: date, source: str, by: Officer, now: datetime) -> SpeedTarget:
    """Say in how many working days an item is to be done from a day on; an earlier target ends the day before."""
    obstacles = not_allowed(by, MANAGES, office=item.office, on=local_day(now))
    last = SpeedTarget.objects.select_for_update().filter(item=item).order_by("-since").first()
    obstacles += obstacles_to_speed(days=days, since=since, source=source, standing=last.since if last else None)
    if obstacles:
        raise CannotSetSpeed(obstacles)

    if last and (last.until is None or last.until >= since):
        last.until = since - DAY
        last.save(update_fields=["until"])
    target = SpeedTarget.objects.create(item=item, days=days, since=since, source=source.strip(), set_by=by)
    publish(
        SpeedTargetSet(
            subject=item.subject,
            by=str(by.actor),
            at=now,
            item_id=item.pk,
            days=days,
            since=since,
            source=target.source,
        )
    )
    return target


@action
def set_speed_targets(
    *, items: Sequence[Item], days: int, since: date, source: str, by: Officer, now: datetime
) -> list[SpeedTarget]:
    """Set one target for several items of an office: all of them, or none."""
    if not items:
        raise CannotSetSpeed([Obstacle("no_items_for_speed")])
    return [set_speed_target(item=item, days=days, since=since, source=source, by=by, now=now) for item in items]


@action
def end_speed_target(*, target: SpeedTarget, until: date, reason: str, by: Officer, now: datetime) -> SpeedTarget:
    """Let a target stand until a day, that day included, and none after it; what was counted by it stays."""
    target = SpeedTarget.objects.select_for_update(of=("self",)).select_related("item__office").get(pk=target.pk)
    obstacles = not_allowed(by, MANAGES, office=target.item.office, on=local_day(now))
    obstacles += obstacles_to_ending(
        since=target.since, ends=target.until, until=until, reason=reason, today=local_day(now)
    )
    if obstacles:
        raise CannotSetSpeed(obstacles)

    target.until, target.ended_by, target.end_reason = until, by, reason.strip()
    target.save(update_fields=["until", "ended_by", "end_reason"])
    publish(
        SpeedTargetEnded(
            subject=target.item.subject,
            by=str(by.actor),
            at=now,
            item_id=target.item_id,
            until=until,
            reason=target.end_reason,
        )
    )
    return target
