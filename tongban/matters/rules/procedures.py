"""Which special procedures (特别程序) there are, and whether the time that one takes counts.

The kinds are data of the law (``data/procedures.toml``); which of them a matter may go through is for the module that
opened it to say.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from tongban.calendars.rules import Calendar
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle

DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True)
class ProcedureKind:
    """One kind: what the law calls it, and what has to be on record of it."""

    code: str
    name: str
    name_en: str
    is_listed: bool  # in 行政许可法 art. 45 or a special law: its time is not counted
    basis: str
    at_most: int | None = None  # working days
    asks: tuple[str, ...] = ()
    inspectors: int = 0  # at least so many are sent
    inspectors_within: int = 0  # working days of acceptance
    is_by_right: bool = False  # of somebody else: a last day on which it begins is given back


@cache
def procedure_kinds() -> Mapping[str, ProcedureKind]:
    """Return the kinds by their code."""
    rows = tomllib.loads((DATA / "procedures.toml").read_text(encoding="utf-8"))["procedure"]
    return {row["code"]: _kind(row) for row in rows}


def _kind(row: Mapping[str, Any]) -> ProcedureKind:
    sent = row.get("inspectors", {})
    return ProcedureKind(
        code=row["code"],
        name=row["name"],
        name_en=row["name_en"],
        is_listed=row["is_listed"],
        basis=row["basis"],
        at_most=row.get("at_most"),
        asks=tuple(row.get("asks", ())),
        inspectors=sent.get("least", 0),
        inspectors_within=sent.get("within", 0),
        is_by_right=row.get("by_right", False),
    )


def kind_named(name: str) -> ProcedureKind | None:
    """Return the kind that goes by an official name.

    >>> kind_named("公示").is_listed, kind_named("听证").at_most, kind_named("午休")
    (False, 20, None)
    """
    return next((kind for kind in procedure_kinds().values() if kind.name == name), None)


def stops_the_clocks(kind: ProcedureKind | None, *, counts: bool | None, basis: str) -> bool:
    """Return whether the limits stand still meanwhile: art. 45 says so, or the item itself, with a law to name.

    ``counts``: what the item says; None where it says nothing.

    >>> notice = kind_named("公示")
    >>> stops_the_clocks(notice, counts=None, basis="城乡规划法"), stops_the_clocks(notice, counts=False, basis="")
    (False, False)
    >>> stops_the_clocks(notice, counts=False, basis="城乡规划法第九十九条")
    True
    """
    is_listed = kind is not None and kind.is_listed
    if counts is None:
        return is_listed
    return not counts and (is_listed or bool(basis.strip()))


def keeps_last_day(kind: ProcedureKind | None, *, stops: bool, begun: datetime, calendar: Calendar) -> bool:
    """Return whether a limit whose last day it begins on has that day again afterwards.

    What somebody asks for by right, while the office is open, takes a day that was not over. After the close the limit
    had ended (民法典 art. 203), and nothing is given back. Why only these: ``calendars/rules/pauses.py``.

    >>> from tongban.kernel.moments import BEIJING
    >>> noon = datetime(2026, 6, 8, 12, tzinfo=BEIJING)
    >>> keeps_last_day(kind_named("听证"), stops=True, begun=noon, calendar=Calendar())
    True
    >>> keeps_last_day(kind_named("听证"), stops=True, begun=noon.replace(hour=20), calendar=Calendar())
    False
    >>> keeps_last_day(kind_named("专家评审"), stops=True, begun=noon, calendar=Calendar())
    False
    """
    is_by_right = kind is not None and kind.is_by_right
    return stops and is_by_right and begun <= calendar.hours.closing(local_day(begun))


def obstacles_to_special_procedure(
    *, kind: str, reason: str, basis: str, expected_days: int, under_way: frozenset[str] = frozenset()
) -> list[Obstacle]:
    """Return why a procedure may not begin: the applicant is told why, by which law and for how long (art. 45).

    >>> [o.code for o in obstacles_to_special_procedure(kind="专家评审", reason="方案复杂", basis="", expected_days=0)]
    ['basis_missing', 'expected_days_missing']
    >>> obstacles_to_special_procedure(kind="听证", reason="申请人要求", basis="47条", expected_days=21)[0].details
    {'days': 20}
    """
    missing = {"reason_missing": not reason.strip(), "basis_missing": not basis.strip()}
    obstacles = [Obstacle(code) for code, is_missing in missing.items() if is_missing]
    if expected_days < 1:
        obstacles.append(Obstacle("expected_days_missing"))
    known = kind_named(kind)
    if known and known.at_most and expected_days > known.at_most:
        obstacles.append(Obstacle("procedure_too_long", kind, {"days": known.at_most}))
    if kind in under_way:
        obstacles.append(Obstacle("procedure_under_way", kind))
    return obstacles
