"""How items stood before a reform, kept so that reductions can be reckoned against it."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tongban.catalogue.actions.refusals import CannotKeepBaseline
from tongban.catalogue.events import BaselinesKept
from tongban.catalogue.models import Baseline, ItemFacts
from tongban.kernel.events import publish
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action

CHUNK = 500


@action
def keep_baselines(*, rows: Iterable[Baseline], by: Any, now: datetime) -> int:
    """Keep how items stood on a day; a later baseline of the same item replaces it. Returns how many."""
    rows = list(rows)
    if not rows:
        raise CannotKeepBaseline([Obstacle("nothing_to_keep")])
    if any(not row.source.strip() for row in rows):
        raise CannotKeepBaseline([Obstacle("baseline_without_source")])

    Baseline.objects.bulk_create(
        rows,
        batch_size=CHUNK,
        update_conflicts=True,
        unique_fields=["item"],
        update_fields=["taken_on", "steps", "papers", "days", "fee", "trips", "source"],
    )

    publish(BaselinesKept(subject="catalogue:baselines", items=len(rows), by=str(by.actor), at=now))
    return len(rows)


def as_they_are(items: Collection[int], *, taken_on: date, source: str) -> list[Baseline]:
    """Return the items as they stand now, as baselines to be kept: before a reform begins."""
    facts = ItemFacts.objects.filter(item__in=items, item__baseline=None)
    return [
        Baseline(
            item_id=row.item_id,
            taken_on=taken_on,
            steps=row.steps,
            papers=row.papers,
            days=Decimal(row.promised_days),
            fee=row.fee,
            trips=row.trips,
            source=source,
        )
        for row in facts
    ]
