"""Which calendar holds in a region, now or as it was known at a version?

A process keeps the calendars it has built; what it asks each time is only which notice was loaded last. An act asks
the database once, since all that it writes rests on one calendar; another transaction every time; everybody else at
most once a second.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection
from django.db.models import QuerySet

from tongban.calendars.models import Notice
from tongban.calendars.rules.days import Calendar, NoticeTitle
from tongban.calendars.rules.notices import (
    Difference,
    NoticeDay,
    calendar_of,
    canonical_region,
    differences,
    lineage,
    working_days_in,
)
from tongban.calendars.rules.notices import Notice as PublishedNotice
from tongban.calendars.rules.shipped import edition, shipped_notices
from tongban.kernel.statements import prepared
from tongban.kernel.transactions import remembered

SECONDS_BETWEEN_LOOKS = 1.0
KEPT_CALENDARS = 32

_last_look: tuple[float, int] = (float("-inf"), 0)


@dataclass(frozen=True)
class Preview:
    """What loading a notice would change."""

    differences: list[Difference]
    working_days_before: int
    working_days_after: int


def calendar_for(region_code: str) -> Calendar:
    """Return the calendar that holds in a region: its own days over those of the regions above it."""
    latest = _latest_notice()
    return _calendar(latest, _regions_that_count(region_code, latest))


def calendar_at(region_code: str, version: str) -> Calendar:
    """Return the calendar of a region as it was known at a version (``Calendar.version``, kept with each clock).

    The shipped data is that of the running program: only loaded notices have a history.
    """
    _, _, latest = version.partition("+")
    return _calendar(int(latest or 0), _regions_that_count(region_code, int(latest or 0)))


def notices_of(region_code: str) -> list[NoticeTitle]:
    """Return the notices that hold in a region, the latest version of each, newest year first."""
    order = lineage(region_code)
    latest: dict[tuple[str, int], NoticeTitle] = {}
    for heading in (notice.heading for notice in all_notices()):
        if heading.region_code in order:
            latest[heading.region_code, heading.year] = heading
    return sorted(latest.values(), key=lambda heading: (-heading.year, order.index(heading.region_code)))


def latest_version(region_code: str, year: int) -> PublishedNotice | None:
    """Return the notice of a region and year that holds at present."""
    place = canonical_region(region_code), year
    versions = [n for n in all_notices() if (n.heading.region_code, n.heading.year) == place]
    return max(versions, key=lambda notice: notice.heading.version, default=None)


def regions_with_notices() -> list[str]:
    """Return the regions that have days of their own, the nation first."""
    return sorted({notice.heading.region_code for notice in all_notices()})


def all_notices() -> tuple[PublishedNotice, ...]:
    """Return every notice, shipped and loaded, in the order of their versions."""
    return _notices(_latest_notice())


def preview(*, region_code: str, year: int, days: Iterable[NoticeDay]) -> Preview:
    """Return what a notice with these days would change in the calendar of its region."""
    code = canonical_region(region_code)
    current = calendar_for(code)
    held = latest_version(code, year)
    version = held.heading.version + 1 if held else 1
    proposal = PublishedNotice(NoticeTitle(code, year, "", version=version), tuple(days))
    proposed = calendar_of([*all_notices(), proposal], region_code=code)
    return Preview(
        differences(current, proposed, year), working_days_in(current, year), working_days_in(proposed, year)
    )


def forget() -> None:
    """Look at the database again at the next question, because a notice was loaded here."""
    global _last_look
    _last_look = (float("-inf"), 0)
    remembered().pop(_latest_notice, None)


def _latest_notice() -> int:
    """Return the identifier of the notice loaded last, 0 when there is none."""
    global _last_look
    looked_at, latest = _last_look
    if not connection.in_atomic_block and time.monotonic() - looked_at < SECONDS_BETWEEN_LOOKS:
        return latest
    known = remembered()
    if _latest_notice not in known:
        known[_latest_notice] = next((key for (key,) in _latest()), 0)
    if not connection.in_atomic_block:
        _last_look = (time.monotonic(), known[_latest_notice])
    return known[_latest_notice]


def ask_calendar_ahead() -> None:
    """Have the act that runs ask which calendar holds together with what it asks next."""
    if _latest_notice not in remembered():
        _latest.ahead()


@prepared
def _latest() -> "QuerySet[Notice, tuple[int]]":
    return Notice.objects.order_by("-pk").values_list("pk")[:1]


def _regions_that_count(region_code: str, latest: int) -> tuple[str, ...]:
    """Return the part of a region's lineage that has notices, so that regions without days share one calendar."""
    own = {notice.heading.region_code for notice in _notices(latest)}
    return tuple(code for code in lineage(region_code) if code in own)


@lru_cache(maxsize=4)
def _notices(latest: int) -> tuple[PublishedNotice, ...]:
    loaded = Notice.objects.filter(pk__lte=latest).order_by("pk").prefetch_related("days") if latest else ()
    return (*shipped_notices(), *(notice.as_published() for notice in loaded))


@lru_cache(maxsize=KEPT_CALENDARS)
def _calendar(latest: int, regions: tuple[str, ...]) -> Calendar:
    version = f"{edition()}+{latest}" if latest else edition()
    return calendar_of(_notices(latest), region_code=regions[-1], version=version)
