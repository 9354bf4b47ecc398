"""Counting cases by day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from tongban.calendars.queries import calendar_for
from tongban.cases import rules
from tongban.cases.models import Case, SpeedTarget, Tally
from tongban.cases.rules.speed import working_days
from tongban.kernel.moments import BEIJING, local_day
from tongban.kernel.transactions import action
from tongban.matters.models import Clock

CHUNK = 500
KEY = ("item", "channel", "is_instant")
Counts = dict[tuple[date, int, str, bool], dict[str, int]]


@action(silent="counts follow from cases, which are told of")
def count_days(*, first: date, last: date) -> int:
    """Count the cases of some days anew, both included; return how many rows there are of them."""
    found: Counts = defaultdict(dict)
    for day, item, channel, is_instant, received in _by_day("matter__received_at", first, last, received=Count("pk")):
        found[day, item, channel, is_instant]["received"] = received
    for *key, accepted, tolerant, committed in _by_day(
        "matter__accepted_at",
        first,
        last,
        accepted=Count("pk"),
        tolerant=Count("pk", filter=Q(terms=Case.Terms.TOLERANT)),
        by_commitment=Count("pk", filter=Q(terms=Case.Terms.COMMITMENT)),
    ):
        found[tuple(key)] |= {"accepted": accepted, "tolerant": tolerant, "by_commitment": committed}
    for *key, completed, granted, on_time in _by_day(
        Coalesce("matter__decided_at", "matter__closed_at"),
        first,
        last,
        completed=Count("pk"),
        granted=Count("pk", filter=Q(matter__outcome=rules.GRANTED)),
        on_time=Count("pk", filter=~Exists(_missed())),
    ):
        found[tuple(key)] |= {"completed": completed, "granted": granted, "on_time": on_time}
    _add_targets(found, first, last)
    Tally.objects.filter(day__gte=first, day__lte=last).delete()
    rows = [
        Tally(day=day, item_id=item, channel=channel, is_instant=is_instant, **counts)
        for (day, item, channel, is_instant), counts in found.items()
    ]
    Tally.objects.bulk_create(rows, batch_size=CHUNK)
    return len(rows)


def _missed() -> QuerySet[Clock]:
    return Clock.objects.filter(
        matter=OuterRef("matter"), kind=Clock.Kind.PROMISED, step=None, state=Clock.State.MISSED
    )


def _by_day(moment: Any, first: date, last: date, **counted: Any) -> Iterable[tuple[Any, ...]]:
    """Yield day, item, channel, kind and the counts of the cases whose moment lies in these days: one statement."""
    begins = datetime.combine(first, time(), BEIJING)
    ends = datetime.combine(last + timedelta(days=1), time(), BEIJING)
    cases = Case.objects.alias(moment=moment if not isinstance(moment, str) else Coalesce(moment, moment))
    cases = cases.filter(moment__gte=begins, moment__lt=ends).annotate(day=TruncDate("moment", tzinfo=BEIJING))
    grouped = cases.values_list("day", "version__item", "matter__channel", "version__is_instant").annotate(**counted)
    return grouped.order_by().iterator()


def _add_targets(found: Counts, first: date, last: date) -> None:
    """Say of the completed cases whose item has a target whether they were done in that many working days."""
    targets = list(SpeedTarget.objects.filter(Q(until=None) | Q(until__gte=first), since__lte=last))
    if not targets:
        return
    begins = datetime.combine(first, time(), BEIJING)
    ends = datetime.combine(last + timedelta(days=1), time(), BEIJING)
    decided = Case.objects.filter(matter__decided_at__gte=begins, matter__decided_at__lt=ends)
    decided = decided.filter(version__item__in={target.item_id for target in targets})
    for item, channel, is_instant, region, accepted_at, decided_at in decided.values_list(
        "version__item",
        "matter__channel",
        "version__is_instant",
        "matter__region",
        "matter__accepted_at",
        "matter__decided_at",
    ).iterator():
        assert accepted_at
        assert decided_at
        day = local_day(decided_at)
        target = next((each for each in targets if each.item_id == item and _holds(each, day)), None)
        if target:
            taken = working_days(calendar_for(region), local_day(accepted_at), day)
            name = "within_target" if taken <= target.days else "beyond_target"
            counts = found[day, item, channel, is_instant]
            counts[name] = counts.get(name, 0) + 1


def _holds(target: SpeedTarget, day: date) -> bool:
    return target.since <= day and (target.until is None or day <= target.until)
