"""Limits of time as a text prints them, and which of two is the shorter.

Law prints 日, 天, 工作日 or 月; a clock counts working days, calendar days, months or hours. Both are kept:
the printed unit is shown, the counting unit is counted. No date is computed here: that is the calendar's work.
"""

from dataclasses import dataclass
from fractions import Fraction

PRINTED_UNITS = ("工作日", "日", "天", "个月", "月", "小时")
WORKING_DAYS_IN = {
    "working": Fraction(1),
    "calendar": Fraction(5, 7),  # five of seven days are working days
    "month": Fraction(30 * 5, 7),
    "hour": Fraction(1, 8),  # an office is open eight hours
}


@dataclass(frozen=True)
class Limit:
    """A number with the unit in which it is counted and the unit as printed.

    >>> str(Limit(20, "working", "日")), str(Limit(5))
    ('20日', '5个工作日')
    >>> Limit(0, "working").is_at_once
    True
    """

    amount: int
    unit: str = "working"
    printed_unit: str = "工作日"

    @property
    def is_at_once(self) -> bool:
        return self.amount == 0

    def __str__(self) -> str:
        measure = "个" if self.printed_unit in ("工作日", "小时") else ""
        return f"{self.amount}{measure}{self.printed_unit}"


def in_working_days(limit: Limit) -> Fraction:
    """Return the limit converted to working days, exactly; for comparing, never for a due date.

    >>> in_working_days(Limit(7, "calendar", "日"))
    Fraction(5, 1)
    """
    return limit.amount * WORKING_DAYS_IN[limit.unit]


def is_longer(limit: Limit, other: Limit) -> bool:
    """Return whether the first limit is longer; like is compared with like, the rest in working days.

    >>> is_longer(Limit(8, "working"), Limit(10, "calendar", "日"))
    True
    >>> is_longer(Limit(20, "working"), Limit(20, "working", "日"))
    False
    """
    if limit.unit == other.unit:
        return limit.amount > other.amount
    return in_working_days(limit) > in_working_days(other)
