"""The public lists of items (马上办、网上办、就近办、一次办 …): which are there, and in which does an item stand?"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tongban.catalogue.rules.conditions import Condition, holds
from tongban.catalogue.rules.profiles import DATA


@dataclass(frozen=True)
class PublicList:
    """One list: its address, what it is called, what standing in it means, on what ground, by which rule."""

    code: str
    title: str
    title_en: str
    icon: str
    meaning: str
    meaning_en: str
    source: str
    is_sure: bool
    rule: Condition


@cache
def public_lists() -> Mapping[str, PublicList]:
    """Return all public lists by code, in the order in which they are shown.

    >>> list(public_lists())[:4]
    ['at-once', 'online', 'nearby', 'one-trip']
    """
    rows = tomllib.loads((DATA / "lists.toml").read_text(encoding="utf-8"))["list"]
    return {
        row["code"]: PublicList(**{k: v for k, v in row.items() if k != "sure"}, is_sure=row["sure"]) for row in rows
    }


def lists_of(facts: Mapping[str, Any]) -> frozenset[str]:
    """Return the codes of the lists that an item with these facts stands in.

    >>> sorted(lists_of({"is_instant": True, "trips": 1, "papers": 2}))
    ['at-once', 'one-trip']
    """
    return frozenset(code for code, each in public_lists().items() if holds(each.rule, facts))
