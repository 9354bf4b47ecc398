"""Which special procedures a case may go through: those that its item lists, others by whoever answers for the body."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tongban.kernel.obstacles import Obstacle
from tongban.matters.rules.procedures import kind_named

OUTCOMES = ("passed", "failed", "none")


@dataclass(frozen=True)
class OwnProcedure:
    """What an item's version says of a procedure: by which law, at most how long, and whether its time counts."""

    name: str
    basis: str = ""
    days: int | None = None
    counts: bool | None = None


def own_procedures(elements: Mapping[str, Any]) -> dict[str, OwnProcedure]:
    """Return what the version lists, by name.

    >>> own_procedures({"special_procedures": [{"name": "公示", "basis": "城乡规划法", "days": 7}]})["公示"].days
    7
    """
    return {
        row["name"]: OwnProcedure(row["name"], row.get("basis", ""), row.get("days"), row.get("counts"))
        for row in elements.get("special_procedures") or ()
    }


def obstacles_to_beginning(*, kind: str, is_own: bool, is_head: bool, basis: str, inspectors: int) -> list[Obstacle]:
    """Return why a procedure may not begin: not of the item and nobody to answer for it, or too few inspectors.

    >>> [o.code for o in obstacles_to_beginning(kind="检测", is_own=False, is_head=False, basis="", inspectors=1)]
    ['procedure_not_listed', 'basis_missing', 'inspectors_missing']
    """
    obstacles = []
    if not is_own and not is_head:
        obstacles.append(Obstacle("procedure_not_listed", kind))
    if not is_own and not basis.strip():
        obstacles.append(Obstacle("basis_missing"))
    known = kind_named(kind)
    if known and inspectors < known.inspectors:
        obstacles.append(Obstacle("inspectors_missing", kind, {"least": known.inspectors}))
    return obstacles


def obstacles_to_ending(*, outcome: str, result: str, is_over: bool) -> list[Obstacle]:
    """Return why a procedure cannot end so: over already, or without what came of it."""
    if is_over:
        return [Obstacle("procedure_is_over")]
    obstacles = [] if outcome in OUTCOMES else [Obstacle("procedure_outcome_missing")]
    return obstacles if result.strip() else [*obstacles, Obstacle("procedure_result_missing")]
