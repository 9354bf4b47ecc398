"""Conditions in a cell: the names of scenarios, a line of comparisons, or, for what is more, the condition itself."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from tongban.catalogue.rules.conditions import Condition, condition_errors
from tongban.kernel.obstacles import Obstacle

COMPARISON = re.compile(r"\s*([A-Za-z_]\w{0,39})\s*(>=|<=|<>|!=|=|>|<|包含)\s*(.{1,80}?)\s*")
SIGNS = {"=": "is", "!=": "not", "<>": "not", ">": ">", "<": "<", ">=": ">=", "<=": "<=", "包含": "has"}
WORDS = {"is": "=", "not": "!=", ">": ">", "<": "<", ">=": ">=", "<=": "<=", "has": "包含"}
AND, OR = "且", "或"
NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,6})?")

SITUATION = "situation"  # the question that is asked where scenarios have no condition of their own


def read_condition(
    text: str, known: Sequence[str], scenarios: Mapping[str, Condition]
) -> tuple[Condition, Obstacle | None]:
    """Return the condition that a cell writes, and why it cannot be taken. ``known`` names what is asked.

    >>> read_condition("area >= 300 且 business=catering", ["area", "business"], {})[0]
    {'all': [{'field': 'area', 'op': '>=', 'value': 300}, {'field': 'business', 'op': 'is', 'value': 'catering'}]}
    >>> read_condition("新办", [], {"新办": {"field": "a", "op": "is", "value": "1"}})[0]
    {'field': 'a', 'op': 'is', 'value': '1'}
    >>> read_condition("看情况", ["area"], {})[1].code
    'cell_not_a_condition'
    """
    names = [line.strip() for line in re.split(r"[\n;；]+", text) if line.strip()]
    if names and all(name in scenarios for name in names):
        found = [scenarios[name] for name in dict.fromkeys(names)]
        return (found[0] if len(found) == 1 else {"any": found}), None
    condition = _read(text)
    if condition is None or condition_errors(condition, known, ""):
        offered = "、".join([*scenarios, *known])
        return {}, Obstacle("cell_not_a_condition", "", {"given": text[:60], "offered": offered[:200]})
    return condition, None


def condition_text(condition: Any) -> str:
    """Return a condition as it is written in a cell.

    >>> condition_text({"any": [{"field": "a", "op": "has", "value": "cold"}, {"field": "n", "op": "<", "value": 3}]})
    'a包含cold 或 n<3'
    """
    if not isinstance(condition, Mapping):
        return str(condition)
    for key, word in (("all", AND), ("any", OR)):
        parts = [_comparison_text(part) for part in condition.get(key, ())]
        if parts and all(parts) and len(condition) == 1:
            return f" {word} ".join(part for part in parts if part)
    return _comparison_text(condition) or json.dumps(condition, ensure_ascii=False, sort_keys=True)


def _read(text: str) -> Condition | None:
    if text.startswith("{"):
        try:
            read = json.loads(text)
        except (ValueError, RecursionError):
            return None
        return read if isinstance(read, dict) else None
    for key, word in (("all", AND), ("any", OR)):
        if word in text:
            parts = [_comparison(part) for part in text.split(word)]
            return {key: parts} if all(parts) else None
    return _comparison(text)


def _comparison(text: str) -> dict[str, Any] | None:
    found = COMPARISON.fullmatch(text.replace("＝", "=").replace("＞", ">").replace("＜", "<"))
    if not found:
        return None
    return {"field": found[1], "op": SIGNS[found[2]], "value": _value(found[3])}


def _value(text: str) -> str | int | float | bool:
    if NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    return {"true": True, "是": True, "false": False, "否": False}.get(text, text)


def _comparison_text(part: Any) -> str:
    """Return a comparison as text, or nothing where it would not be read again as the same."""
    if not isinstance(part, Mapping) or set(part) != {"field", "op", "value"} or part["op"] not in WORDS:
        return ""
    text = f"{part['field']}{WORDS[part['op']]}{_value_text(part['value'])}"
    return text if _comparison(text) == part and not (AND in text or OR in text) else ""


def _value_text(value: Any) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
