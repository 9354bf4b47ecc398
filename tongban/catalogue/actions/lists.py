"""Public lists: let items enter and leave them as their facts say, for many items at once."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from tongban.catalogue.models import Item, ListMembership
from tongban.catalogue.queries.lists import facts_for_lists
from tongban.catalogue.rules.lists import lists_of
from tongban.kernel.transactions import action

CHUNK = 500
Reason = ListMembership.Reason


@action(silent="the rows are themselves the log of who entered and left when; what caused it is told of the item")
def settle_lists(*, items: Collection[int], now: datetime) -> int:
    """Let each of these items stand in exactly the public lists whose rule it meets; return how many entered or left.

    An item that is suspended or retired stands in none. Each five hundred take four statements.
    """
    keys = sorted(items)
    return sum(_settle(keys[at : at + CHUNK], now) for at in range(0, len(keys), CHUNK))


def _settle(items: list[int], now: datetime) -> int:
    facts = facts_for_lists(items, now)
    wanted = {(item, code): row for item, row in facts.items() for code in lists_of(row)}
    standing = {
        (each.item_id, each.list_code): each
        for each in ListMembership.objects.select_for_update().filter(item__in=items, left_at=None)
    }
    entering = [
        ListMembership(item_id=item, list_code=code, entered_at=now, entered_with_id=row["version"])
        for (item, code), row in wanted.items()
        if (item, code) not in standing
    ]
    leaving = [each for place, each in standing.items() if place not in wanted]

    ListMembership.objects.bulk_create(entering, batch_size=CHUNK)
    _leave(leaving, facts, now)
    return len(entering) + len(leaving)


def _leave(leaving: list[ListMembership], facts: dict[int, dict[str, Any]], now: datetime) -> None:
    gone = {each.item_id for each in leaving} - facts.keys()
    suspended = (
        set(Item.objects.filter(pk__in=gone, current__isnull=False).values_list("pk", flat=True)) if gone else set()
    )
    together: dict[tuple[Reason, int | None], list[int]] = defaultdict(list)
    for each in leaving:
        row = facts.get(each.item_id)
        if row is None:
            why: tuple[Reason, int | None] = (Reason.SUSPENDED if each.item_id in suspended else Reason.RETIRED, None)
        elif row["version"] != each.entered_with_id:
            why = (Reason.VERSION, row["version"])
        else:
            why = (Reason.RULE, None)
        together[why].append(each.pk)
    for (reason, version), keys in together.items():
        ListMembership.objects.filter(pk__in=keys).update(left_at=now, left_reason=reason, left_with=version)
