"""Decided at once on a promise (告知承诺): what an item says of it, and which fields are excluded (standards §1.7)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "data/commitment.toml"


@dataclass(frozen=True)
class Field:
    """A field in which nothing is decided on a promise."""

    name: str
    name_en: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class CommitmentTerms:
    """What an item says of its commitment: the promise, the days of the check, what follows, and the ordinary way."""

    text: str
    check_days: int  # calendar days after the decision
    consequence: str = ""
    statute: str = ""  # that allows it in an excluded field
    ordinary_amount: int | None = None  # the promise for who chooses the ordinary way; none: the item's own
    ordinary_unit: str = "working"
    ordinary_step: str = ""  # what is looked at before the decision then


@cache
def excluded_fields(on: date | None = None) -> tuple[Field, ...]:
    """Return the fields of the list that holds on a day, or of the newest."""
    lists = tomllib.loads(DATA.read_text(encoding="utf-8"))["list"]
    holding = [each for each in lists if on is None or each["since"] <= on]
    if not holding:
        return ()
    newest = max(holding, key=lambda each: each["since"])
    return tuple(Field(each["name"], each["name_en"], tuple(each["words"])) for each in newest["field"])


def excluded_word(name: str) -> tuple[Field, str] | None:
    """Return the excluded field that an item belongs to by its name, and the word that says so.

    >>> excluded_word("建设项目环境影响报告表审批")[1]
    '环境'
    >>> excluded_word("公共场所卫生许可") is None
    True
    """
    found = ((name.index(word), field, word) for field in excluded_fields() for word in field.words if word in name)
    first = min(found, key=lambda each: each[0], default=None)
    return (first[1], first[2]) if first else None


def commitment_of(elements: Mapping[str, Any]) -> CommitmentTerms | None:
    """Return what the elements of a version say of a commitment; nothing where it is not offered.

    >>> commitment_of({"commitment": {"text": "承诺符合条件。", "check_days": 30}}).check_days
    30
    >>> commitment_of({"commitment": {"text": "承诺符合条件。"}, "is_promise": False}) is None
    True
    """
    told = elements.get("commitment") or {}
    if not told.get("text") or elements.get("is_promise") is False:
        return None
    ordinary = told.get("ordinary") or {}
    return CommitmentTerms(
        text=told["text"],
        check_days=int(told.get("check_days") or CHECKED_WITHIN),
        consequence=told.get("consequence", ""),
        statute=told.get("statute", ""),
        ordinary_amount=ordinary.get("amount"),
        ordinary_unit=ordinary.get("unit", "working"),
        ordinary_step=ordinary.get("step", ""),
    )


CHECKED_WITHIN = 60  # days, where an item names none: a proposal, to be set by each item
