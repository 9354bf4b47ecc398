"""Lists whose rows stand in several columns, a line each: the lines of one place are one row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import zip_longest
from typing import Any

from tongban.catalogue.rules.sheets.columns import ITEMS, Column, sheets
from tongban.kernel.obstacles import Obstacle

WINDOWS = "receipt_rule.windows"


@cache
def leading(path: str) -> Column:
    """Return the first column of a list: what it says tells one row from another, and no row is without it.

    >>> leading("elements.special_procedures").attribute
    'name'
    """
    return next(column for column in sheets()[ITEMS].columns.values() if column.path == path)


def spread(rows: Sequence[Mapping[str, Any]], lines: Mapping[str, Sequence[Any]], *, path: str) -> list[dict[str, Any]]:
    """Return the rows of a list with the lines of one or several cells spread over them.

    What a row says beside is kept where its key is found again, wherever it now stands; where the file has no column of
    the key, rows stay in their places.

    >>> path = "elements.special_procedures"

    >>> spread([{"name": "听证", "days": 20}], {"name": ["公示", "听证"], "counts": [True, None]}, path=path)
    [{'name': '公示', 'counts': True}, {'name': '听证', 'days': 20}]
    >>> spread([{"name": "听证"}, {"name": "公示"}], {"counts": [None, False]}, path=path)
    [{'name': '听证'}, {'name': '公示', 'counts': False}]
    """
    key, blank = leading(path).attribute, _blank(path)
    length = max(len(each) for each in lines.values())
    given = [
        {name: each[place] if place < len(each) else blank[name] for name, each in lines.items()}
        for place in range(length)
    ]
    pairs: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]] = zip_longest(rows, given, fillvalue={})
    if key in lines:
        known = {row.get(key): row for row in rows}
        pairs = [
            (known.get(row[key], {}), row) for row in given if any(each not in (None, "") for each in row.values())
        ]
    return [{name: value for name, value in {**before, **row}.items() if value is not None} for before, row in pairs]


def obstacles_to_rows(given: Mapping[str, Any], fields: Mapping[str, Any]) -> Iterator[tuple[str, Obstacle]]:
    """Yield what is wrong with the rows of the lists that a file gave: the field, and why.

    >>> rule = {"windows": [{"from": "2026-03-10", "to": "2026-03-01"}, {"to": "2026-04-01"}]}
    >>> found = obstacles_to_rows({"accept_window_to": ["…"]}, {"receipt_rule": rule})
    >>> [(field, o.code, o.details) for field, o in found]
    [('accept_window_to', 'line_ends_before_it_begins', {'line': 1}), ('accept_window_to', 'line_missing', {'line': 2})]
    """
    columns = [column for column in sheets()[ITEMS].columns.values() if column.path and column.field in given]
    for path in dict.fromkeys(column.path for column in columns):
        first, field = leading(path), next(column.field for column in columns if column.path == path)
        for line, row in enumerate(_rows_at(fields, path), 1):
            if row.get(first.attribute) in (None, ""):
                yield field, Obstacle("line_missing", first.name, {"line": line})
            elif path == WINDOWS and not row.get("to"):
                yield "accept_window_to", Obstacle("line_missing", "集中受理截止", {"line": line})
            elif path == WINDOWS and row["to"] < row["from"]:
                yield "accept_window_to", Obstacle("line_ends_before_it_begins", "", {"line": line})


@cache
def _blank(path: str) -> Mapping[str, Any]:
    """Return what stands for a line that is not there: nothing where lines are numbers, days or answers."""
    columns = sheets()[ITEMS].columns.values()
    return {each.attribute: "" if each.each == "text" else None for each in columns if each.path == path}


def _rows_at(fields: Mapping[str, Any], path: str) -> Sequence[Mapping[str, Any]]:
    above, _, name = path.partition(".")
    rows: Sequence[Mapping[str, Any]] = (fields.get(above) or {}).get(name) or ()
    return rows
