"""Which days are known without a database? The notices that ship with the program, read once.

One file per region and year in ``calendars/data``; the national ones (000000) were filled from chinesecalendar and are
compared with it day by day in the tests. A year is added by adding a file.
"""

import tomllib
from functools import cache
from pathlib import Path

from tongban.calendars.rules.days import NATIONAL, Calendar, NoticeTitle
from tongban.calendars.rules.notices import Notice, calendar_of, read_notice

DATA = Path(__file__).parents[1] / "data"


@cache
def shipped_notices(directory: Path = DATA) -> tuple[Notice, ...]:
    """Return every notice in the data folder."""
    return tuple(_read(path) for path in sorted(directory.glob("*/*.toml")))


@cache
def shipped_calendar(region_code: str = NATIONAL, directory: Path = DATA) -> Calendar:
    """Return the calendar of a region as far as the shipped notices know it."""
    return calendar_of(shipped_notices(directory), region_code=region_code, version=edition(directory))


def edition(directory: Path = DATA) -> str:
    """Return the name of the shipped data: the last year that it knows."""
    return str(max(notice.heading.year for notice in shipped_notices(directory)))


def _read(path: Path) -> Notice:
    text = path.read_text(encoding="utf-8")
    _, days = read_notice(text)
    table = tomllib.loads(text)
    heading = NoticeTitle(path.parent.name, table["year"], table["title"], table["number"])
    return Notice(heading, days)
