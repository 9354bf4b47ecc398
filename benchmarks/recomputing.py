"""How long until every open deadline is right again after a calendar notice? Checked against the oracle afterwards.

A notice makes a week of working days free, the next one takes them back: twice every open clock is looked at.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from benchmarks.measuring import PER_SECOND, SECONDS, Figure, Spent, cpu_ms, rates, timed
from benchmarks.options import Options
from tongban.calendars.actions import load_notice
from tongban.calendars.queries import calendar_for
from tongban.calendars.rules.notices import NoticeDay
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.matters import reactions
from tongban.matters.models import Clock, Recomputation
from tongban.matters.queries.clocks import derivation

REGION = "000000"
FREE = "临时放假"
WHAT = "open clocks reckoned anew after a notice"
WHOLE_CITY = 60_000  # open clocks of a million cases
BAR = "60,000 in < 60 s"
LOOKED_AT = 300


def run(options: Options) -> Iterator[Figure]:
    turns, seen, moved = list[Spent](), 0, 0
    for is_free in (True, False):
        turn, walk = _after_notice(is_free)
        turns.append(turn)
        seen, moved = walk.seen, walk.moved
    if not seen:
        return
    _agree_with_oracle()
    note = f"{seen:,} clocks, {moved:,} moved"
    figure = Figure(WHAT, PER_SECOND, rates(turns, seen), cpu_ms=cpu_ms(turns, seen), note=note)
    yield figure
    whole = [turn.seconds / seen * WHOLE_CITY for turn in turns]
    is_met = max(whole) < 60
    yield Figure(f"the same for {WHOLE_CITY:,} clocks", SECONDS, whole).against(BAR, is_met)


def _after_notice(is_free: bool) -> tuple[Spent, Recomputation]:
    """Load a notice for this year; time the walk that follows, as the worker does it."""
    now = timezone.now()
    today = local_day(now)
    calendar = calendar_for(REGION)
    known = [NoticeDay(on, day.kind, day.name) for on, day in calendar.days.items() if on.year == today.year]
    coming = (today + timedelta(days=n) for n in range(3, 31))
    free = [NoticeDay(day, "holiday", FREE) for day in coming if calendar.is_working(day) and day.year == today.year][
        :5
    ]
    days = [*known, *free] if is_free else [day for day in known if day.name != FREE]
    load_notice(
        region_code=REGION,
        year=today.year,
        title=f"{today.year} 年临时调整 {now:%H%M%S%f}",
        source="benchmarks",
        days=days,
        by=SYSTEM,
        now=now,
    )
    return timed(lambda: reactions.recompute(now)), Recomputation.objects.latest("pk")


def _agree_with_oracle() -> None:
    """A walk day by day must come to the stored due day: for some clocks from everywhere."""
    open_clocks = Clock.objects.filter(stopped_at=None).exclude(unit="hour").order_by("pk")
    step = max(1, open_clocks.count() // LOOKED_AT)
    for clock in open_clocks.select_related("matter")[::step]:
        if derivation(clock).due.on != local_day(clock.due_at):
            raise AssertionError(f"clock {clock.pk} does not agree with the oracle")
