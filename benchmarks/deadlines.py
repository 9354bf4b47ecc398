"""How fast are due dates? The raw limit is a bisection of the same sorted working days, without names or proof."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta

from benchmarks.measuring import PER_SECOND, Figure, rates, take_turns
from benchmarks.options import Options
from tongban.calendars.rules import due, explain
from tongban.calendars.rules.shipped import shipped_calendar

FIRST = date(2020, 1, 1)
TABLE = [FIRST + timedelta(days=number) for number in range(2600)]


def run(options: Options) -> Iterator[Figure]:
    starts = [FIRST + timedelta(days=number % 2000) for number in range(options.scaled(100_000))]
    explained = starts[: max(1, len(starts) // 100)]
    calendar = shipped_calendar("000000")
    working = [day for day in TABLE if calendar.is_working(day)]

    def bisecting() -> None:
        for start in starts:
            working[bisect_right(working, start) + 19]

    def counting() -> None:
        for start in starts:
            due(start=start, amount=20, unit="working", calendar=calendar)

    def explaining() -> None:
        for start in explained:
            explain(start=start, amount=20, unit="working", calendar=calendar)

    bisected, counted, derived = take_turns(bisecting, counting, explaining)
    raw, raw_is = rates(bisected, len(starts)), "a bisection of sorted working days"
    figure = Figure("due dates", PER_SECOND, rates(counted, len(starts)), raw, raw_is)
    yield figure.against("≥ 1 M/s", figure.median >= 1_000_000)
    yield Figure("due dates with their derivation", PER_SECOND, rates(derived, len(explained)), raw, raw_is)
