"""The duty of receipt: within which time the applicant is told everything once, and what silence means."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

STARTS = ("receipt", "on_spot", "window_end")
SILENCES = ("accepted", "none")


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


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
