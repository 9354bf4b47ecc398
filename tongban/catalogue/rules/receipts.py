"""The duty of receipt: within which time the applicant is told everything once, and what silence means."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

STARTS = ("receipt", "on_spot", "window_end")
SILENCES = ("accepted", "none")
UNITS = ("working", "calendar", "month", "hour")


@dataclass(frozen=True)
class ReceiptRule:
    """The rule of one item, as the law behind it has it.

    ``starts`` says from when it counts: from receipt; on the spot (told at once, else accepted); or from the end of
    a window of applications, whose days stand in ``windows``. ``silence`` says what happens if nothing is told.
    """

    amount: int = 5
    unit: str = "working"
    silence: str = "accepted"
    starts: str = "receipt"
    basis: str = ""
    is_sure: bool = False
    windows: tuple[tuple[date, date], ...] = ()

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "ReceiptRule":
        """Read the rule from the data of a version.

        >>> ReceiptRule.from_data({"amount": 5, "basis": "行政许可法"}).silence
        'accepted'
        """
        windows = tuple((_day(window["from"]), _day(window["to"])) for window in data.get("windows", ()))
        plain = {key: data[key] for key in ("amount", "unit", "silence", "starts", "basis") if key in data}
        return cls(**plain, is_sure=bool(data.get("sure")), windows=windows)

    def window_of(self, day: date) -> tuple[date, date] | None:
        """Return the window that is open on a day, or None when applications are not taken."""
        return next((window for window in self.windows if window[0] <= day <= window[1]), None)


def unreadable(data: Mapping[str, Any]) -> list[str]:
    """Return the names of what in the data of a rule is not as it must be.

    >>> unreadable({"amount": "five", "unit": "working", "starts": "soon"})
    ['amount', 'starts']
    """
    amount, wrong = data.get("amount", 5), []
    if type(amount) is not int or amount < 0:
        wrong.append("amount")
    choices = {"unit": UNITS, "silence": SILENCES, "starts": STARTS}
    wrong += [name for name, known in choices.items() if name in data and data[name] not in known]
    try:
        windows = ReceiptRule.from_data({"windows": data.get("windows", ())}).windows
    except (AttributeError, KeyError, TypeError, ValueError):
        return [*wrong, "windows"]
    return [*wrong, "windows"] if any(end < begin for begin, end in windows) else wrong


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
