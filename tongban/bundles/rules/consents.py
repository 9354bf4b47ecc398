"""Whose consent a bundle needs before it is handed in (双方共同申请), and whether one that was given holds.

It holds for the values that were shown, and for so many days; who may give it is asked elsewhere.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from tongban.kernel.canonical import canonical_json

NOT_PLAIN = {"key", "shows", "lies_with", "condition"}
DATA = Path(__file__).parents[1] / "data/consents.toml"
ASKED, AGREED, REFUSED, WITHDRAWN = "asked", "agreed", "refused", "withdrawn"
NOT_ASKED, CHANGED, EXPIRED = "not_asked", "changed", "expired"  # what none was asked for, and what ended by itself


@dataclass(frozen=True)
class Wanted:
    """A consent that a bundle needs: whose, to what, for how long, by which law."""

    key: str
    name: str
    identity: str
    shows: tuple[str, ...]
    lies_with: tuple[str, ...]  # members in whose files the printed statement lies
    title: str
    title_en: str
    text: str
    text_en: str
    days: int
    basis: str
    since: date
    condition: Mapping[str, Any] = field(default_factory=dict)  # on the answers of the bundle; empty: always wanted

    def terms(self, form: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is agreed to, as it is filled in now; who agrees is part of it."""
        return {field: form.get(field) for field in (self.name, self.identity, *self.shows)}

    def last_day(self, today: date) -> date:
        return today + timedelta(days=self.days)


def consents_wanted(bundle: str, on: date) -> list[Wanted]:
    """Return the consents that a bundle may need on a day; ``condition`` of each says with which answers.

    >>> [wanted.key for wanted in consents_wanted("flat", date(2026, 11, 28))]
    ['seller']
    >>> consents_wanted("restaurant", date(2026, 11, 28))
    []
    """
    return [wanted for wanted in _read().get(bundle, ()) if wanted.since <= on]


def standing(state: str, *, is_same: bool, ends_on: date, today: date) -> str:
    """Return how a consent that was asked for stands; the answer of whoever said no stands for itself.

    >>> standing("agreed", is_same=True, ends_on=date(2026, 5, 2), today=date(2026, 5, 2))
    'agreed'
    >>> standing("agreed", is_same=False, ends_on=date(2026, 5, 2), today=date(2026, 5, 2))
    'changed'
    >>> standing("asked", is_same=True, ends_on=date(2026, 5, 2), today=date(2026, 5, 3))
    'expired'
    """
    if state not in {ASKED, AGREED}:
        return state
    if not is_same:
        return CHANGED
    return EXPIRED if today > ends_on else state


def fingerprint(terms: Mapping[str, Any]) -> str:
    """Return what stands for exactly these terms: who answers says with it what they have read.

    >>> fingerprint({"home_price": 880000}) == fingerprint({"home_price": 980000})
    False
    """
    return hashlib.sha256(canonical_json(dict(terms)).encode()).hexdigest()[:16]


@cache
def _read() -> dict[str, list[Wanted]]:
    told = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return {bundle: [_wanted(key, says) for key, says in keys.items()] for bundle, keys in told.items()}


def _wanted(key: str, says: Mapping[str, Any]) -> Wanted:
    shows, lies_with = tuple(says["shows"]), tuple(says["lies_with"])
    known = {name: says[name] for name in Wanted.__annotations__ if name not in NOT_PLAIN}
    return Wanted(key=key, shows=shows, lies_with=lies_with, condition=says.get("condition", {}), **known)
