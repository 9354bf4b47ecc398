"""How long what follows a decision may take, as dated data."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from tongban.calendars.rules import Calendar
from tongban.matters.rules.deadlines import Inputs, Reckoned, reckon

DELIVERY_BASIS = "行政许可法第四十四条"
DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True)
class Limit:
    """So many units, from a source that was compared with the official text or not."""

    code: str
    name: str
    name_en: str
    amount: int
    unit: str
    source: str
    sure: bool
    since: date

    def from_moment(self, start: datetime, calendar: Calendar) -> Reckoned:
        """Return when it is due that began at a moment, and from when it warns."""
        return reckon(Inputs(kind=self.code, unit=self.unit, amount=self.amount, started_at=start), calendar)


def limit(code: str, *, on: date) -> Limit:
    """Return the limit in force on a day.

    >>> limit("regulator_receipt", on=date(2026, 4, 27)).amount
    1
    """
    return max((each for each in limits() if each.code == code and each.since <= on), key=lambda each: each.since)


@cache
def limits() -> tuple[Limit, ...]:
    return tuple(Limit(**row) for row in read("after_decision")["limit"])


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
