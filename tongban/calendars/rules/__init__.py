"""When does a limit end, and why on that day? Pure: no clock, no database, no Django.

The questions matters and commands ask are gathered here; each topic has its own file. What an office does when a
day comes near (lights, warnings) is not decided here.
"""

from tongban.calendars.rules.days import BeyondCalendar, Calendar, Day, NoticeTitle
from tongban.calendars.rules.deadlines import (
    Due,
    Unit,
    counting_starts_on,
    due,
    latest_before,
    receipt_day,
    working_days_between,
    working_days_left,
)
from tongban.calendars.rules.derivations import Derivation, Row, explain
from tongban.calendars.rules.hours import OfficeHours
from tongban.calendars.rules.pauses import Pause, Standstill

__all__ = [
    "BeyondCalendar",
    "Calendar",
    "Day",
    "Derivation",
    "Due",
    "NoticeTitle",
    "OfficeHours",
    "Pause",
    "Row",
    "Standstill",
    "Unit",
    "counting_starts_on",
    "due",
    "explain",
    "latest_before",
    "receipt_day",
    "working_days_between",
    "working_days_left",
]
