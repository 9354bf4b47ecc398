"""How surely somebody must have signed in for an act (认证级别要求): dated data, each demand with its ground.

A demand is asked only where there is an identity provider to reach it by: nobody is kept out by what cannot be shown.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tongban.people.rules.assurance import LEVELS

REVEAL_OWN, ACT_FOR_ORGANISATION = "reveal_own", "act_for_organisation"
OWN_FIELDS = ("name", "identity", "phone", "address")  # what the first of them shows in clear


@dataclass(frozen=True)
class Demand:
    """From a day on an act asks for a level; the ground says why, and whether it is only proposed."""

    act: str  # or the basic code of a catalogue item, which is to be handed in
    level: str
    since: date
    ground: str
    is_proposed: bool


def demands_in(path: Path) -> tuple[Demand, ...]:
    """Return the demands that a file lists. Raises ValueError for a level that nobody can reach."""
    found = tuple(Demand(**row) for row in tomllib.loads(path.read_text(encoding="utf-8"))["demand"])
    if unknown := {each.level for each in found} - set(LEVELS):
        raise ValueError(f"no such level: {unknown}")
    return found


def level_for(demands: Iterable[Demand], act: str, *, on: date) -> str:
    """Return the level that an act asks for on a day, by the newest demand in force; empty: none.

    >>> law = Demand("sell", "document", date(2026, 1, 1), "", True)
    >>> new = Demand("sell", "face", date(2026, 6, 1), "", True)
    >>> level_for([law, new], "sell", on=date(2026, 3, 1)), level_for([law, new], "sell", on=date(2026, 6, 1))
    ('document', 'face')
    >>> level_for([law], "look", on=date(2026, 3, 1))
    ''
    """
    in_force = [each for each in demands if each.act == act and each.since <= on]
    return max(in_force, key=lambda each: each.since).level if in_force else ""


def strongest(levels: Iterable[str]) -> str:
    """Return the highest of some levels; empty if none asks for any.

    >>> strongest(["", "document", "phone"]), strongest([""])
    ('document', '')
    """
    return max(filter(None, levels), key=LEVELS.index, default="")
