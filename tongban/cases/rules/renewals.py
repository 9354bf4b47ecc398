"""Until when a renewal is asked for, and when the holder is reminded (行政许可法 art. 50)."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from tongban.calendars.rules import Calendar
from tongban.cases.rules.limits import read

RENEWED = "renewed"  # what silence means
SILENCE = "《行政许可法》第五十条第二款"


@dataclass(frozen=True)
class RenewalRule:
    """How long before the end of the term one applies, and how long before that one is reminded."""

    codes: tuple[str, ...]
    days: int
    unit: str
    remind_days: int
    remind_unit: str
    source: str
    sure: bool
    since: date

    def last_day(self, valid_until: date, calendar: Calendar) -> date:
        """Return the last day on which a renewal is asked for in time.

        >>> renewal_rule("none", on=date(2026, 1, 1)).last_day(date(2026, 12, 31), Calendar())
        datetime.date(2026, 12, 1)
        """
        return _before(valid_until, self.days, self.unit, calendar)

    def reminds_on(self, valid_until: date, calendar: Calendar) -> date:
        return _before(self.last_day(valid_until, calendar), self.remind_days, self.remind_unit, calendar)


def renewal_rule(code: str, *, on: date) -> RenewalRule:
    """Return the rule for a catalogue code on a day: its own, else the general one."""
    in_force = [rule for rule in _rules() if rule.since <= on]
    own = [rule for rule in in_force if code in rule.codes] or [rule for rule in in_force if not rule.codes]
    return max(own, key=lambda rule: rule.since)


@cache
def _rules() -> tuple[RenewalRule, ...]:
    return tuple(RenewalRule(**{**row, "codes": tuple(row["codes"])}) for row in read("renewals")["rule"])


def longest_ahead() -> timedelta:
    """Return how long before the end of a term somebody may be reminded at the earliest."""
    return timedelta(days=2 * max(rule.days + rule.remind_days for rule in _rules()))


def _before(day: date, amount: int, unit: str, calendar: Calendar) -> date:
    return calendar.nth_before(day, amount) if unit == "working" else day - timedelta(days=amount)
