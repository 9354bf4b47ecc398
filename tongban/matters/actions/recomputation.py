"""Recomputing the open clocks after a calendar notice: a walk in batches whose place is kept.

Each batch is one transaction with the place it has come to, so that a walk cut short anywhere is taken up where
the last batch ended, and no date is moved twice.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from tongban.calendars.queries import calendar_for
from tongban.kernel.bulk.updates import update_each
from tongban.kernel.events import SYSTEM, publish, publish_all
from tongban.kernel.moments import BEIJING
from tongban.kernel.transactions import action
from tongban.matters.actions.clocks import CAN_MOVE, due_date_moved, take_reckoning
from tongban.matters.actions.desk import TIMES, settle_many, update_alike
from tongban.matters.events import RecomputationAdvanced, RecomputationBegun
from tongban.matters.models import Clock, Extension, Matter, Pause, Recomputation, Step
from tongban.matters.queries.clocks import inputs_from

BATCH = 1000  # some hundred milliseconds: nobody at a desk waits longer
CAUSE = "calendar"
READ = ("matter_id", "step_id", "kind", "unit", "amount", "started_at", "stopped_at", "calendar_region", *CAN_MOVE)


@action
def begin_recomputation(*, region_code: str, year: int, version: str, now: datetime) -> Recomputation:
    """Note down that the open clocks that reach into a year must be reckoned anew; a periodic job does it."""
    recomputation = Recomputation.objects.create(
        region_code=region_code, year=year, calendar_version=version, created_at=now
    )
    publish(
        RecomputationBegun(subject=recomputation.subject, by=str(SYSTEM), at=now, region_code=region_code, year=year)
    )
    return recomputation


@action
def recompute_batch(*, recomputation: Recomputation, now: datetime, size: int = BATCH) -> Recomputation:
    """Reckon the next clocks anew, tell of each that moved, and keep the place."""
    recomputation = Recomputation.objects.select_for_update().get(pk=recomputation.pk)
    if recomputation.finished_at:
        return recomputation
    clocks = _next_clocks(recomputation, size)

    moved = _reckon(clocks)
    recomputation.cursor = clocks[-1].pk if clocks else recomputation.cursor
    recomputation.seen += len(clocks)
    recomputation.moved += len(moved)
    recomputation.finished_at = now if len(clocks) < size else None
    recomputation.save()

    publish_all([due_date_moved(clock, was=was, cause=CAUSE, by=SYSTEM, now=now) for clock, was in moved])
    publish(
        RecomputationAdvanced(
            subject=recomputation.subject,
            by=str(SYSTEM),
            at=now,
            seen=recomputation.seen,
            moved=recomputation.moved,
            is_finished=recomputation.finished_at is not None,
        )
    )
    return recomputation


def _next_clocks(recomputation: Recomputation, size: int) -> list[Clock]:
    """Return the next open clocks whose end the year can touch, their matters locked first."""
    touched = Clock.objects.filter(
        stopped_at=None,
        due_at__gte=datetime(recomputation.year, 1, 1, tzinfo=BEIJING),
        pk__gt=recomputation.cursor,
    ).order_by("pk")
    pairs = list(touched.values_list("pk", "matter_id")[:size])
    matters = Matter.objects.filter(pk__in={matter for _, matter in pairs}).order_by("pk")
    list(matters.select_for_update().values_list("pk"))
    clocks = Clock.objects.select_for_update().filter(pk__in=[pk for pk, _ in pairs], stopped_at=None)
    return list(clocks.only(*READ).order_by("pk"))


def _reckon(clocks: Sequence[Clock]) -> list[tuple[Clock, datetime]]:
    """Reckon the clocks, store what has changed, and return those whose due moment moved, with what it was."""
    before = {clock.pk: (clock.due_at, clock.warn_at, clock.is_provisional) for clock in clocks}
    _take_reckonings(clocks)
    seen_otherwise = [
        clock for clock in clocks if before[clock.pk] != (clock.due_at, clock.warn_at, clock.is_provisional)
    ]
    moved = [clock for clock in clocks if clock.due_at != before[clock.pk][0]]
    shown = {clock.pk for clock in seen_otherwise}

    update_each(seen_otherwise, CAN_MOVE)
    update_alike([clock for clock in clocks if clock.pk not in shown], ["calendar_version"])
    steps = [Step(pk=clock.step_id, due_at=clock.due_at, warn_at=clock.warn_at) for clock in moved if clock.step_id]
    update_each(steps, TIMES)
    settle_many({clock.matter_id for clock in seen_otherwise})
    return [(clock, before[clock.pk][0]) for clock in moved]


def _take_reckonings(clocks: Sequence[Clock]) -> None:
    """Reckon clocks from their inputs as they are now, on the objects alone."""
    calendars = {code: calendar_for(code) for code in {clock.calendar_region for clock in clocks}}
    extended: dict[int, int] = defaultdict(int)
    for clock_id, amount in Extension.objects.filter(clock__in=clocks).values_list("clock", "amount"):
        extended[clock_id] += amount
    pauses: dict[int, list[Pause]] = defaultdict(list)
    for pause in Pause.objects.filter(
        matter__in={clock.matter_id for clock in clocks}, to_on__isnull=False, stops=True
    ):
        pauses[pause.matter_id].append(pause)
    for clock in clocks:
        inputs = inputs_from(clock, pauses.get(clock.matter_id, ()), extended.get(clock.pk, 0))
        take_reckoning(clock, calendars[clock.calendar_region], inputs)
