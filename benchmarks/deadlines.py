"""How fast are due dates? The raw limit is a bisection of the same sorted working days, without names or proof."""

from bisect import bisect_right
from datetime import date, timedelta

from benchmarks.measuring import per_second, tell
from tongban.calendars.rules import due, explain
from tongban.calendars.rules.shipped import shipped_calendar

FIRST = date(2020, 1, 1)
STARTS = [FIRST + timedelta(days=number % 2000) for number in range(100_000)]
TABLE = [FIRST + timedelta(days=number) for number in range(2600)]


def run() -> None:
    calendar = shipped_calendar("000000")
    working = [day for day in TABLE if calendar.is_working(day)]

    def bisecting() -> None:
        for start in STARTS:
            working[bisect_right(working, start) + 19]

    def counting() -> None:
        for start in STARTS:
            due(start=start, amount=20, unit="working", calendar=calendar)

    def explaining() -> None:
        for start in STARTS[:1000]:
            explain(start=start, amount=20, unit="working", calendar=calendar)

    raw = per_second(bisecting, times=len(STARTS))
    tell("due dates", per_second(counting, times=len(STARTS)), raw)
    tell("due dates with their derivation", per_second(explaining, times=1000), raw)
