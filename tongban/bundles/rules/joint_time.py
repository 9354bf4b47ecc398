"""How long several parts took together: the union of the days on which at least one of them ran, never their sum.

A part runs over (begun_on, ended_on]: the day on which it was accepted does not count, as for every limit. While its
clocks stand still it does not run. Days are working days of the region's calendar.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tongban.calendars.rules.days import Calendar


@dataclass(frozen=True)
class Run:
    """When a part ran: from the day on which it began until it ended, or still runs; ``pauses`` in between."""

    begun_on: date
    ended_on: date | None = None
    pauses: tuple[tuple[date, date | None], ...] = ()


@dataclass(frozen=True)
class JointTime:
    """Working days used together, those that the parts used added up, and the calendar days from first to last."""

    used: int
    added_up: int
    span: int


def joint_time(runs: Iterable[Run], calendar: Calendar, *, on: date) -> JointTime:
    """Return the time used by a day; what still runs ran until then."""
    begun = [run for run in runs if run.begun_on <= on]
    if not begun:
        return JointTime(0, 0, 0)
    running = [_running(run, on) for run in begun]
    together = _union(interval for intervals in running for interval in intervals)
    last = max(min(run.ended_on or on, on) for run in begun)
    return JointTime(
        used=_days(together, calendar),
        added_up=sum(_days(intervals, calendar) for intervals in running),
        span=(last - min(run.begun_on for run in begun)).days,
    )


Interval = tuple[date, date]  # (after, until]


def _running(run: Run, on: date) -> list[Interval]:
    """Return when a part ran, without its pauses."""
    left = [(run.begun_on, min(run.ended_on or on, on))]
    for begun_on, ended_on in run.pauses:
        until = on if ended_on is None else min(ended_on, on)
        left = [rest for interval in left for rest in _without(interval, (begun_on, until))]
    return left


def _without(interval: Interval, gap: Interval) -> list[Interval]:
    rests = [(interval[0], min(interval[1], gap[0])), (max(interval[0], gap[1]), interval[1])]
    if gap[0] >= gap[1]:
        return [interval]
    return [(after, until) for after, until in rests if after < until]


def _union(intervals: Iterable[Interval]) -> list[Interval]:
    """Return the same days as intervals that do not overlap.

    >>> _union([(date(2026, 3, 2), date(2026, 3, 5)), (date(2026, 3, 4), date(2026, 3, 9))])
    [(datetime.date(2026, 3, 2), datetime.date(2026, 3, 9))]
    """
    found: list[Interval] = []
    for after, until in sorted(intervals):
        if found and after <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], until))
        else:
            found.append((after, until))
    return found


def _days(intervals: Sequence[Interval], calendar: Calendar) -> int:
    return sum(calendar.count(after, until) for after, until in intervals)
