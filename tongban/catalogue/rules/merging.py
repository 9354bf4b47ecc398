"""Two people change one draft: what only one of them changed is taken, what both changed differently is a conflict.

Of rows, each row is judged by itself. In a conflict what was saved first stays until somebody chooses; both are shown.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tongban.catalogue.rules.sheet import Field, Section, Values

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Conflict:
    """A value, or a row by its key, that both changed: what I typed and what is saved. None: taken away."""

    field: Field
    key: str
    mine: Any
    theirs: Any

    @property
    def name(self) -> str:
        return f"{self.field.name}/{self.key}" if self.key else self.field.name


@dataclass(frozen=True)
class Merged:
    values: Values  # to be saved
    conflicts: tuple[Conflict, ...]


def merge(section: Section, *, base: Values, mine: Values, theirs: Values, insist: Collection[str] = ()) -> Merged:
    """Return what to save of a section, and what both changed; names in ``insist`` are decided for mine.

    ``base`` is what I saw when I began to type. A field that could not be read is not in ``mine`` and stays as it is.
    """
    values: Values = {}
    conflicts: list[Conflict] = []
    for field in section.fields:
        before, there = base.get(field.name), theirs[field.name]
        if field.name not in mine:
            values[field.name] = there
            continue
        if field.widget == "rows":
            values[field.name], found = _merge_rows(field, before or [], mine[field.name], there, insist)
            conflicts += found
            continue
        is_decided = field.name in insist
        values[field.name], clash = _three_way(before, mine[field.name], there, is_decided)
        conflicts += [Conflict(field, "", mine[field.name], there)] if clash else []
    return Merged(values, tuple(conflicts))


def _three_way(base: Any, mine: Any, theirs: Any, is_decided: bool) -> tuple[Any, bool]:
    """Return what holds and whether both changed it.

    >>> _three_way(1, 2, 1, False), _three_way(1, 1, 3, False), _three_way(1, 2, 3, False), _three_way(1, 2, 3, True)
    ((2, False), (3, False), (3, True), (2, False))
    """
    if is_decided or mine == theirs or theirs == base:
        return mine, False
    return theirs, mine != base


def _merge_rows(
    field: Field, base: Sequence[Row], mine: Sequence[Row], theirs: Sequence[Row], insist: Collection[str]
) -> tuple[list[Row], list[Conflict]]:
    """Rows stand in my order; what the other one added comes last."""
    if theirs == base:
        return list(mine), []
    before, here, there = (_by_key(field, rows) for rows in (base, mine, theirs))
    if mine == base:
        return list(theirs), []
    rows: list[Row] = []
    conflicts: list[Conflict] = []
    for key in dict.fromkeys([*here, *there]):
        is_decided = f"{field.name}/{key}" in insist
        row, clash = _three_way(before.get(key), here.get(key), there.get(key), is_decided)
        conflicts += [Conflict(field, key, here.get(key), there.get(key))] if clash else []
        rows += [row] if row is not None else []
    return rows, conflicts


def _by_key(field: Field, rows: Sequence[Row]) -> dict[str, Row]:
    """Return rows by their key; of two with one key the later ones are told apart by their place."""
    found: dict[str, Row] = {}
    for place, row in enumerate(rows):
        key = str(row.get(field.key, ""))
        found[key if key not in found else f"{key} ({place})"] = row
    return found
