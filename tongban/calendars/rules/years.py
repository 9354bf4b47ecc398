"""A year as it hangs on the wall: twelve months of weeks, each day with what it is."""

import calendar as wall
from dataclasses import dataclass
from datetime import date

from tongban.calendars.rules.days import Calendar, DayKind


@dataclass(frozen=True)
class WallDay:
    """One day of a month."""

    day: date
    kind: DayKind
    name: str

    @property
    def is_marked(self) -> bool:
        """Return whether a notice names the day, other than as a plain weekend or working day."""
        return self.kind in ("holiday", "make_up")


@dataclass(frozen=True)
class Month:
    """One month: weeks from Monday, None where the month has no day."""

    first: date
    weeks: list[list[WallDay | None]]
    working_days: int


def months_of(calendar: Calendar, year: int) -> list[Month]:
    """Return the twelve months of a year.

    >>> [month.working_days for month in months_of(Calendar(), 2026)][:2]
    [22, 20]
    """
    return [_month(calendar, year, number) for number in range(1, 13)]


def _month(calendar: Calendar, year: int, number: int) -> Month:
    weeks = [
        [_wall_day(calendar, day) if day.month == number else None for day in week]
        for week in wall.Calendar().monthdatescalendar(year, number)
    ]
    working = sum(calendar.is_working(cell.day) for week in weeks for cell in week if cell)
    return Month(date(year, number, 1), weeks, working)


def _wall_day(calendar: Calendar, day: date) -> WallDay:
    marked = calendar.days.get(day)
    return WallDay(day, calendar.kind_of(day), marked.name if marked else "")
