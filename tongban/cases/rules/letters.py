"""The texts of promises (承诺书) as dated data: which one holds on a day, filled in for a case."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

LETTERS = Path(__file__).parents[1] / "data/letters.toml"


@dataclass(frozen=True)
class Letter:
    """A promise to sign: its title, what is promised, what follows if it is not kept, and by which rule."""

    kind: str
    since: date
    title: str
    text: str
    consequence: str
    basis: tuple[str, ...]

    def filled(self, **values: Any) -> "Letter":
        """Return the letter with its places filled; braces in a value mean nothing.

        >>> letter_of("gaps", date(2026, 4, 27)).filled(item="{x}", papers="章程", days=3).text[:14]
        '我（单位）申请办理“{x}”'
        """
        places = {"item": "", "papers": "", "days": "", "text": "", "consequence": "", **values}
        return Letter(
            self.kind,
            self.since,
            self.title,
            self.text.format_map(places),
            self.consequence.format_map(places),
            self.basis,
        )


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(LETTERS.read_text(encoding="utf-8"))


def letter_of(kind: str, on: date) -> Letter:
    """Return the letter of a kind that holds on a day. Raises LookupError where none holds yet."""
    known = [row for row in _read()["letter"] if row["kind"] == kind and row["since"] <= on]
    if not known:
        raise LookupError(f"no letter of the kind {kind} holds on {on}")
    row = max(known, key=lambda each: each["since"])
    return Letter(**{**row, "basis": tuple(row["basis"])})


def days_to_enter() -> int:
    """Return for how many working days after its last day a paper that came in time may still be entered."""
    days: int = _read()["entering"]["working_days"]
    return days
