"""Reading what a partner sends of one item: JSON by the exchange field names, one item as it is or under ``items``.

Of the many fields only those are taken that an agreement compares; each is text of a bounded length.
"""

import json
from collections.abc import Mapping
from typing import Any

from tongban.kernel.obstacles import Obstacle, Refused

MOST_PAPERS = 100
LONGEST = 1000
PLAIN = ("task_name", "catalog_code", "task_type")
LISTS = ("by_law", "handle_flow")
OF_PAPERS = ("material_name", "material_type", "material_format", "is_need", "free_way")
STEP_NAMES = ("name", "step_name", "node_name")


class NotReadable(Refused):
    """The file does not say what an item asks."""


def read_partner_file(content: bytes) -> dict[str, Any]:
    """Return what a file says of one item, by exchange fields. Raises NotReadable.

    >>> said = read_partner_file('{"task_name": "排水许可", "materials": [{"material_name": "平面图"}]}'.encode())
    >>> said["task_name"], said["materials"][0]["material_name"], said["handle_flow"]
    ('排水许可', '平面图', [])
    """
    try:
        said = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise NotReadable([Obstacle("partner_file_is_no_json")]) from None
    if isinstance(said, Mapping) and isinstance(said.get("items"), list):
        said = said["items"]
    if isinstance(said, list) and len(said) == 1:
        (said,) = said
    if not isinstance(said, Mapping):
        raise NotReadable([Obstacle("partner_file_holds_no_item")])
    return bounded(said)


def bounded(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return of everything said what an agreement compares, as text of a bounded length. Raises NotReadable."""
    values = {
        **{name: _text(said.get(name)) for name in PLAIN},
        **{name: _texts(said.get(name)) for name in LISTS},
        "materials": _papers(said.get("materials", said.get("material"))),
    }
    if not values["materials"] and not values["handle_flow"]:
        raise NotReadable([Obstacle("partner_file_holds_no_papers")])
    return values


def _papers(given: Any) -> list[dict[str, str]]:
    rows = list(given.values()) if isinstance(given, Mapping) else given if isinstance(given, list) else []
    if len(rows) > MOST_PAPERS:
        raise NotReadable([Obstacle("partner_file_holds_too_many_papers", str(len(rows)))])
    papers = [{name: _text(row.get(name)) for name in OF_PAPERS} for row in rows if isinstance(row, Mapping)]
    return [paper for paper in papers if paper["material_name"]]


def _texts(given: Any) -> list[str]:
    if isinstance(given, str):
        given = given.splitlines()
    if not isinstance(given, list):
        return []
    named = (_named(each) if isinstance(each, Mapping) else _text(each) for each in given[:MOST_PAPERS])
    return [text for text in named if text]


def _named(step: Mapping[str, Any]) -> str:
    return next((_text(step[name]) for name in STEP_NAMES if step.get(name)), "")


def _text(given: Any) -> str:
    return str(given).strip()[:LONGEST] if isinstance(given, str | int | float) else ""
