"""Which days are working days, and which working day is the n-th from here?

The week is the rule (Monday to Friday); notices name the days that differ. Beyond the years whose notice is known the
calendar still answers by the week alone, and whoever asks is told that the answer is provisional.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import accumulate
from typing import Literal

from tongban.calendars.rules.hours import OfficeHours
from tongban.kernel.obstacles import Obstacle, Refused

NATIONAL = "000000"
FIRST, LAST = date(2000, 1, 1), date(2059, 12, 31)  # further away nothing sensible is due
ORIGIN = FIRST.toordinal()
SATURDAY = 5

DayKind = Literal["working", "make_up", "weekend", "holiday"]


class BeyondCalendar(Refused):
    """The day asked for, or the answer, lies outside 2000–2059."""

    def __init__(self, day: date | None = None):
        about = day.isoformat() if day else ""
        super().__init__([Obstacle("date_beyond_calendar", about, {"first": FIRST.year, "last": LAST.year})])


@dataclass(frozen=True)
class NoticeTitle:
    """The published notice (放假通知) that a day rests on."""

    region_code: str
    year: int
    title: str
    number: str = ""
    version: int = 1


@dataclass(frozen=True)
class Day:
    """A day that differs from its week: a holiday, or a make-up working day (调休上班日)."""

    kind: Literal["holiday", "working"]
    name: str = ""
    notice: NoticeTitle | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """The end of a limit. ``on`` and ``at`` are None while a pause still runs; provisional: not certain yet."""

    on: date | None
    at: datetime | None
    is_provisional: bool = False

    @property
    def is_known(self) -> bool:
        return self.on is not None


@dataclass(frozen=True, eq=False)
class Calendar:
    """The working days of one region, as known at one version.

    >>> may = Calendar(days={date(2026, 5, 1): Day("holiday", "劳动节"), date(2026, 5, 9): Day("working")})
    >>> may.is_working(date(2026, 5, 1)), may.is_working(date(2026, 5, 9))
    (False, True)
    >>> may.nth_after(date(2026, 4, 30), 1)
    datetime.date(2026, 5, 4)
    """

    days: Mapping[date, Day] = field(default_factory=dict)
    known_from: date = date(2004, 1, 1)
    known_until: date = date(2026, 12, 31)
    region_code: str = NATIONAL
    version: str = ""
    hours: OfficeHours = field(default_factory=OfficeHours)

    def kind_of(self, day: date) -> DayKind:
        """Return what the day is; a named day that agrees with its week stays what the week says or a holiday."""
        is_weekend = day.weekday() >= SATURDAY
        marked = self.days.get(day)
        if marked is None:
            return "weekend" if is_weekend else "working"
        if marked.kind == "holiday":
            return "holiday"
        return "make_up" if is_weekend else "working"

    def is_working(self, day: date) -> bool:
        marked = self.days.get(day)
        return day.weekday() < SATURDAY if marked is None else marked.kind == "working"

    def knows(self, first: date, last: date) -> bool:
        """Return whether the notices of all years from one day to another are loaded; otherwise it is provisional."""
        return self.known_from <= first and last <= self.known_until

    def close_of(self, on: date, *, since: date) -> Due:
        """Return the close of office on a day as the end of what began on another."""
        return Due(on, self.hours.closing(on), not self.knows(since, on))

    @cached_property
    def working_days(self) -> list[date]:
        """Return every working day within reach, in order."""
        every = map(date.fromordinal, range(ORIGIN, LAST.toordinal() + 1))
        return [day for day in every if self.is_working(day)]

    @cached_property
    def passed(self) -> list[int]:
        """Return, for each day from ORIGIN on, how many working days have passed by its end."""
        every = map(date.fromordinal, range(ORIGIN, LAST.toordinal() + 1))
        return list(accumulate(self.is_working(day) for day in every))

    @cached_property
    def ends(self) -> dict[int, Due]:
        """Answers given before, by place in ``working_days``, for limits that begin in known years."""
        return {}

    def nth_after(self, day: date, n: int) -> date:
        """Return the n-th working day after a day, which itself is not counted (n ≥ 1)."""
        place = self.passed_by(day) + n
        if place > len(self.working_days):
            raise BeyondCalendar
        return self.working_days[place - 1]

    def nth_before(self, day: date, n: int) -> date:
        """Return the n-th working day before a day, which itself is not counted (n ≥ 1)."""
        place = self.passed_by(day) - self.is_working(day) - n
        if place < 0:
            raise BeyondCalendar
        return self.working_days[place]

    def count(self, after: date, until: date) -> int:
        """Return the number of working days in (after, until]."""
        return self.passed_by(until) - self.passed_by(after)

    def passed_by(self, day: date) -> int:
        return self.passed[within_reach(day).toordinal() - ORIGIN]


def within_reach(day: date) -> date:
    """Return the day, or refuse one that no calendar answers for."""
    if not FIRST <= day <= LAST:
        raise BeyondCalendar(day)
    return day
