"""Lend powers over an item to another office from a day to a day, and end that (委托)."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from tongban.catalogue.actions.refusals import CannotDelegate, refuse_strangers
from tongban.catalogue.events import DelegationEnded, ItemDelegated
from tongban.catalogue.models import Delegation, Item
from tongban.catalogue.queries.delegations import lender_of
from tongban.catalogue.rules.delegations import FULL, POWERS, Lent, obstacles_to_delegating
from tongban.kernel.events import publish
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Office


@action
def delegate_item(
    *,
    item: Item,
    to: Office,
    scope: str,
    powers: Collection[str],
    document: str,
    basis: str,
    since: date,
    until: date | None,
    by: Any,
    now: datetime,
) -> Delegation:
    """Lend all or some powers over an item to another office. What that office may then do is asked by its mandates."""
    item = (
        Item.objects.select_for_update(of=("self",)).select_related("office", "catalog_item", "current").get(pk=item.pk)
    )
    refuse_strangers(by, item.office, now)
    lent = Lent(to.pk, to.name, to.kind, scope, tuple(powers), document, since, until)
    others = Delegation.objects.filter(item=item, to=to).values_list("since", "until")
    if obstacles := obstacles_to_delegating(lent, lender_of(item), others):
        raise CannotDelegate(obstacles)

    delegation = Delegation.objects.create(
        item=item,
        to=to,
        scope=scope,
        powers=[] if scope == FULL else [power for power in POWERS if power in powers],
        document=document.strip(),
        basis=basis.strip(),
        since=since,
        until=until,
    )

    publish(
        ItemDelegated(
            subject=item.subject,
            item_id=item.pk,
            delegation_id=delegation.pk,
            to=to.pk,
            scope=scope,
            since=since.isoformat(),
            until=until.isoformat() if until else "",
            by=str(by.actor),
            at=now,
        )
    )
    return delegation


@action
def end_delegation(*, delegation: Delegation, last_day: date, reason: str, by: Any, now: datetime) -> Delegation:
    """Let a delegation hold no longer than a last day, with a reason; open cases stay where they are."""
    delegation = Delegation.objects.select_for_update(of=("self",)).select_related("item__office").get(pk=delegation.pk)
    refuse_strangers(by, delegation.item.office, now)
    if obstacles := _obstacles_to_ending(delegation, last_day, reason):
        raise CannotDelegate(obstacles)

    delegation.until, delegation.ended_reason = last_day, reason.strip()
    delegation.save(update_fields=["until", "ended_reason"])

    publish(
        DelegationEnded(
            subject=delegation.item.subject,
            item_id=delegation.item_id,
            delegation_id=delegation.pk,
            until=last_day.isoformat(),
            reason=delegation.ended_reason,
            by=str(by.actor),
            at=now,
        )
    )
    return delegation


def _obstacles_to_ending(delegation: Delegation, last_day: date, reason: str) -> list[Obstacle]:
    obstacles = []
    if not reason.strip():
        obstacles.append(Obstacle("reason_missing", delegation.document))
    if delegation.until and delegation.until < last_day:
        obstacles.append(Obstacle("ended_already", delegation.document))
    if last_day < delegation.since:
        obstacles.append(Obstacle("ends_before_it_begins", delegation.document))
    return obstacles
