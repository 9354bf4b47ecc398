"""Load a notice of holidays. Days are never edited: a correction is a new version."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from django.db import IntegrityError

from tongban.calendars import queries
from tongban.calendars.events import CalendarNoticeLoaded
from tongban.calendars.models import Day, Notice
from tongban.calendars.rules.notices import NoticeDay, canonical_region, obstacles_to_notice
from tongban.kernel.events import Actor, publish
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.transactions import action


class HasActor(Protocol):
    @property
    def actor(self) -> Actor: ...


class CannotLoadNotice(Refused):
    """A notice names days it cannot name, or says nothing new."""


@action
def load_notice(
    *, region_code: str, year: int, title: str, source: str, days: Iterable[NoticeDay], by: HasActor, now: datetime
) -> Notice:
    """Add a notice as the first or next version of its region and year. Raises CannotLoadNotice."""
    region_code, days = canonical_region(region_code), list(days)
    refuse_unsound(region_code=region_code, year=year, title=title, source=source, days=days)

    held = queries.latest_version(region_code, year)
    version = held.heading.version + 1 if held else 1
    heading = {"region_code": region_code, "year": year, "version": version, "title": title, "source": source}
    try:
        notice = Notice.objects.create(**heading, loaded_at=now, loaded_by=str(by.actor))
    except IntegrityError as error:
        raise CannotLoadNotice([Obstacle("notice_loaded_meanwhile", title, {"year": year})]) from error
    Day.objects.bulk_create(Day(notice=notice, on=day.on, kind=day.kind, name=day.name) for day in days)
    queries.forget()

    publish(
        CalendarNoticeLoaded(
            subject=f"calendar:{region_code}",
            by=str(by.actor),
            at=now,
            region_code=region_code,
            year=year,
            version=version,
            calendar_version=queries.calendar_for(region_code).version,
        )
    )
    return notice


def refuse_unsound(*, region_code: str, year: int, title: str, source: str, days: list[NoticeDay]) -> None:
    """Raise CannotLoadNotice with every obstacle to loading a notice; changes nothing."""
    code = canonical_region(region_code)
    obstacles = obstacles_to_notice(
        region_code=code,
        year=year,
        title=title.strip(),
        source=source.strip(),
        days=days,
        current=queries.calendar_for(code),
    )
    held = queries.latest_version(code, year)
    if held and set(held.days) == set(days):
        obstacles.append(Obstacle("notice_changes_nothing", held.heading.title, {"year": year}))
    if obstacles:
        raise CannotLoadNotice(obstacles)
