"""Elements of an item (要素) and profiles over them (118 要素、两级十同、四级四同), read from the data of this module.

A profile is a list of entries, each standing on one or several elements. Which elements must be filled depends on the
item; which are compared by value and which only for being there depends on the element.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tongban.catalogue.rules.conditions import Condition, holds

DATA = files("tongban.catalogue") / "data"


@dataclass(frozen=True)
class Element:
    """One element: what it is called, where its value stands, when it must be filled, how it is compared."""

    number: int
    part: str
    name: str
    field: str
    origin: str  # X, G or P: from where the element comes
    is_by_form: bool  # it differs by nature between levels: only that it is given counts
    is_of_material: bool
    required: Condition | None  # None: never
    applies: Condition

    def must_be_filled(self, values: Mapping[str, Any]) -> bool:
        return self.required is not None and holds(self.applies, values) and holds(self.required, values)


@dataclass(frozen=True)
class Entry:
    """One line of a profile."""

    name: str
    elements: tuple[Element, ...]


@dataclass(frozen=True)
class Profile:
    """What is compared, over which levels, and on what ground."""

    code: str
    title: str
    title_en: str
    source: str
    levels: tuple[str, ...]
    entries: tuple[Entry, ...]


@cache
def elements() -> Mapping[str, Element]:
    """Return all elements by field, in order of their numbers."""
    rows = tomllib.loads((DATA / "elements.toml").read_text(encoding="utf-8"))["element"]
    return {row["field"]: _element(row) for row in rows}


@cache
def profiles() -> Mapping[str, Profile]:
    """Return all profiles by code.

    >>> [len(profiles()[code].entries) for code in ("four", "ten", "118")]
    [4, 10, 118]
    """
    rows = tomllib.loads((DATA / "profiles.toml").read_text(encoding="utf-8"))["profile"]
    return {row["code"]: _profile(row) for row in rows}


def _element(row: Mapping[str, Any]) -> Element:
    return Element(
        number=row["number"],
        part=row["part"],
        name=row["name"],
        field=row["field"],
        origin=row["from"],
        is_by_form=row["same"] == "form",
        is_of_material=row.get("each") == "material",
        required=row.get("required"),
        applies=row.get("applies", {}),
    )


def _profile(row: Mapping[str, Any]) -> Profile:
    known = elements()
    if row.get("every_element"):
        entries = tuple(Entry(element.name, (element,)) for element in known.values())
    else:
        entries = tuple(
            Entry(entry["name"], tuple(known[name] for name in entry["fields"])) for entry in row["entries"]
        )
    return Profile(row["code"], row["title"], row["title_en"], row["source"], tuple(row["levels"]), entries)
