"""What does a notice of holidays say, is it sound, and what would it change?

A notice is written as TOML, the way the official text is put ("from … to … off, … worked"), or as lines of CSV
(``2027-02-05,holiday,春节``). A notice for one year may name days of the December before it.
"""

import csv
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from tongban.calendars.rules.days import FIRST, LAST, NATIONAL, SATURDAY, Calendar, Day, NoticeTitle
from tongban.kernel.obstacles import Obstacle, Refused

MOST_DAYS = 120  # no notice yet has named more than 43 days
REGION_LENGTHS = (2, 4, 6, 9, 12)


class CannotReadNotice(Refused):
    """The text is neither a notice in TOML nor lines of CSV."""


@dataclass(frozen=True)
class NoticeDay:
    """One line of a notice: this day is off, or is worked."""

    on: date
    kind: Literal["holiday", "working"]
    name: str = ""


@dataclass(frozen=True)
class Notice:
    """A notice and its days."""

    heading: NoticeTitle
    days: tuple[NoticeDay, ...]


@dataclass(frozen=True)
class Difference:
    """What a notice would make of a day: ``before`` and ``after`` are kinds of day."""

    on: date
    before: str
    after: str
    name: str = ""


def canonical_region(code: str) -> str:
    """Return the short form of a region code: 990102000000 is 990102.

    >>> canonical_region("990102000000"), canonical_region("990102001000")
    ('990102', '990102001')
    """
    for length in (6, 9):
        if len(code) > length and not code[length:].strip("0"):
            return code[:length]
    return code


def lineage(region_code: str) -> list[str]:
    """Return the regions whose notices hold for a region, from the nation down to itself.

    >>> lineage("990102001")
    ['000000', '990000', '990100', '990102', '990102001']
    """
    code = canonical_region(region_code)
    prefixes = (code[:length].ljust(6, "0") for length in REGION_LENGTHS if length <= len(code))
    return list(dict.fromkeys([NATIONAL, *prefixes]))


def calendar_of(notices: Iterable[Notice], *, region_code: str = NATIONAL, version: str = "") -> Calendar:
    """Return the calendar of a region: the latest version of each notice, nearer regions over the nation.

    The years are known as far as national notices go without a gap.
    """
    order = lineage(region_code)
    latest: dict[tuple[int, int], Notice] = {}
    for notice in notices:
        if notice.heading.region_code not in order:
            continue
        place = order.index(notice.heading.region_code), notice.heading.year
        if place not in latest or latest[place].heading.version <= notice.heading.version:
            latest[place] = notice

    days: dict[date, Day] = {}
    for _, notice in sorted(latest.items(), key=lambda item: item[0]):
        days |= {day.on: Day(day.kind, day.name, notice.heading) for day in notice.days}
    first, last = _known_years({year for depth, year in latest if depth == 0})
    return Calendar(days, date(first, 1, 1), date(last, 12, 31), region_code, version)


def read_notice(text: str) -> tuple[dict[str, Any], tuple[NoticeDay, ...]]:
    """Return what a text says: title, number, source and year where given, and its days.

    Raises CannotReadNotice with an obstacle for each line that is no day.

    >>> read_notice("2027-01-01,holiday,元旦")[1]
    (NoticeDay(on=datetime.date(2027, 1, 1), kind='holiday', name='元旦'),)
    """
    if "[[holiday]]" in text or "[[working]]" in text:
        try:
            table = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise CannotReadNotice([Obstacle("notice_unreadable", str(error))]) from error
        return {key: table[key] for key in ("year", "title", "number", "source") if key in table}, _days_of(table)
    return {}, _days_of_lines(text)


def obstacles_to_notice(
    *, region_code: str, year: int, title: str, source: str, days: Iterable[NoticeDay], current: Calendar
) -> list[Obstacle]:
    """Return every reason why a notice cannot be loaded; ``current`` is the calendar it would be laid over."""
    days = list(days)
    found = [Obstacle(f"notice_without_{name}") for name, text in (("title", title), ("source", source)) if not text]
    if not region_code.isdigit() or len(region_code) not in (6, 9, 12):
        found.append(Obstacle("region_code_malformed", region_code))
    if not FIRST.year < year <= LAST.year:
        found.append(Obstacle("notice_year_out_of_reach", str(year), {"first": FIRST.year + 1, "last": LAST.year}))
    if not days:
        found.append(Obstacle("notice_has_no_days"))
    if len(days) > MOST_DAYS:
        found.append(Obstacle("notice_has_too_many_days", str(len(days)), {"most": MOST_DAYS}))
    return found + list(_obstacles_in_days(year, days, current, is_national=region_code == NATIONAL))


def differences(current: Calendar, proposed: Calendar, year: int) -> list[Difference]:
    """Return the days that a new notice for a year would change, in order."""
    first, last = date(year - 1, 12, 1), date(year, 12, 31)
    span = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [
        Difference(day, current.kind_of(day), proposed.kind_of(day), _name(proposed, day) or _name(current, day))
        for day in span
        if current.kind_of(day) != proposed.kind_of(day) or _name(current, day) != _name(proposed, day)
    ]


def working_days_in(calendar: Calendar, year: int) -> int:
    """Return the number of working days of a year, the figure by which a notice is checked at a glance."""
    return calendar.count(date(year - 1, 12, 31), date(year, 12, 31))


def _obstacles_in_days(year: int, days: list[NoticeDay], current: Calendar, *, is_national: bool) -> Iterator[Obstacle]:
    for on, times in Counter(day.on for day in days).items():
        if times > 1:
            yield Obstacle("notice_day_twice", on.isoformat())
    for day in days:
        about = day.on.isoformat()
        if not date(year - 1, 12, 1) <= day.on <= date(year, 12, 31):
            yield Obstacle("notice_day_outside_year", about, {"year": year})
        elif day.kind == "working" and day.on.weekday() < SATURDAY and (is_national or current.is_working(day.on)):
            yield Obstacle("make_up_day_on_a_weekday", about)
        elif day.kind == "holiday" and not day.name:
            yield Obstacle("holiday_without_name", about)


def _known_years(years: set[int]) -> tuple[int, int]:
    if not years:
        raise ValueError("a calendar needs at least one national notice")
    first = last = min(years)
    while last + 1 in years:
        last += 1
    return first, last


def _name(calendar: Calendar, day: date) -> str:
    marked = calendar.days.get(day)
    return marked.name if marked else ""


def _days_of(table: Mapping[str, Any]) -> tuple[NoticeDay, ...]:
    try:
        return tuple(_days_of_entries(table))
    except (KeyError, TypeError, AttributeError) as error:
        raise CannotReadNotice([Obstacle("notice_unreadable", str(error))]) from error


def _days_of_entries(table: Mapping[str, Any]) -> Iterator[NoticeDay]:
    for entry in table.get("holiday", ()):
        yield from _days_of_entry(entry)
    for entry in table.get("working", ()):
        yield from (NoticeDay(_day(on), "working", str(entry.get("name", ""))) for on in entry["days"])


def _days_of_entry(entry: Mapping[str, Any]) -> Iterator[NoticeDay]:
    first, last, name = _day(entry["from"]), _day(entry.get("to", entry["from"])), str(entry["name"])
    if last < first:
        raise TypeError(f"{first.isoformat()} > {last.isoformat()}")
    for n in range(min((last - first).days, MOST_DAYS) + 1):
        yield NoticeDay(first + timedelta(days=n), "holiday", name)
    for on in entry.get("make_up", ()):
        yield NoticeDay(_day(on), "working", name)


def _day(value: Any) -> date:
    if type(value) is not date:
        raise TypeError(f"“{value}” is not a date")
    return value


def _days_of_lines(text: str) -> tuple[NoticeDay, ...]:
    days: list[NoticeDay] = []
    obstacles: list[Obstacle] = []
    for number, cells in enumerate(csv.reader(text.splitlines()), 1):
        if not "".join(cells).strip() or cells[0].lstrip().startswith("#"):
            continue
        try:
            days.append(_day_of_cells([cell.strip() for cell in cells]))
        except ValueError:
            obstacles.append(Obstacle("notice_line_unreadable", ",".join(cells), {"line": number}))
    if obstacles:
        raise CannotReadNotice(obstacles)
    return tuple(days)


def _day_of_cells(cells: list[str]) -> NoticeDay:
    words: dict[str, Literal["holiday", "working"]] = {
        "holiday": "holiday",
        "working": "working",
        "放假": "holiday",
        "上班": "working",
    }
    if len(cells) < 2 or cells[1] not in words:
        raise ValueError
    return NoticeDay(date.fromisoformat(cells[0]), words[cells[1]], cells[2] if len(cells) > 2 else "")
