"""Moments and days: stored aware in UTC, read as days in China."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")


def local_day(moment: datetime) -> date:
    """Return the day in China on which a moment falls."""
    return moment.astimezone(BEIJING).date()
