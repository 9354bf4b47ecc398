"""Lights: green, yellow when the end is near, red when the promise is broken; and when yellow begins.

Red is by the promise; past the statutory limit a matter is *illegal*, which is told apart.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tongban.calendars.rules import Calendar
from tongban.kernel.moments import BEIJING, local_day


@dataclass(frozen=True)
class WarnRule:
    """Limits of up to so many days: warn so many hours before closing time, or so many days before."""

    up_to_days: int | None  # none: every longer limit
    hours: int = 0
    days: int = 0
    percent: int = 0  # or at so many per cent of the limit, if that is earlier


SINCE = date(2026, 1, 1)
SOURCE = "平台默认规则(可由本级监察部门调整)"
RULES = (
    WarnRule(up_to_days=0, hours=1),
    WarnRule(up_to_days=1, hours=4),
    WarnRule(up_to_days=2, hours=8),
    WarnRule(up_to_days=None, days=1, percent=20),
)
HOURS_PERCENT = 25  # of a limit that is itself in hours


def light(*, now: datetime, due_at: datetime | None, warn_at: datetime | None) -> str:
    """Return the light of a running limit; ``paused`` where nothing runs.

    >>> noon = datetime(2026, 5, 7, 12, tzinfo=BEIJING)
    >>> light(now=noon, due_at=noon, warn_at=noon - timedelta(hours=4))
    'yellow'
    """
    if due_at is None:
        return "paused"
    if now > due_at:
        return "red"
    return "yellow" if warn_at is not None and now >= warn_at else "green"


def warn_moment(*, due_at: datetime, amount: int, unit: str, calendar: Calendar) -> datetime:
    """Return from when on a limit of ``amount`` units that ends at ``due_at`` shows yellow.

    >>> end = datetime(2026, 5, 7, 17, 30, tzinfo=BEIJING)
    >>> warn_moment(due_at=end, amount=1, unit="working", calendar=Calendar()).isoformat()
    '2026-05-07T13:30:00+08:00'
    """
    if unit == "hour":
        return due_at - timedelta(minutes=amount * 60 * HOURS_PERCENT // 100)
    rule = next(rule for rule in RULES if rule.up_to_days is None or amount <= rule.up_to_days)
    due_on = local_day(due_at)
    if rule.hours:
        return max(calendar.hours.closing(due_on) - timedelta(hours=rule.hours), _opening(due_on, calendar))
    days = max(rule.days, amount * rule.percent // 100)
    return _opening(calendar.nth_before(due_on, days), calendar)


def _opening(on: date, calendar: Calendar) -> datetime:
    return datetime.combine(on, calendar.hours.opens, BEIJING)
