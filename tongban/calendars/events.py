"""What happens to calendars."""

from dataclasses import dataclass

from tongban.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class CalendarNoticeLoaded(Event):
    """A notice was loaded: open due dates of the region and those below it may have moved."""

    region_code: str
    year: int
    version: int
    calendar_version: str
