"""Conditions as a person writes them: ``area ≥ 300 且 network 是 true``, and back again.

A group inside a group stands in brackets; what is not of the simple kind is never lost: every condition has words,
and its words read as the same condition.
"""

import re
import unicodedata
from typing import Any

from tongban.catalogue.rules.conditions import Condition

WORDS = {
    "is": "是", "is_not": "不是", "in": "属于", "not_in": "不属于", "has": "包含",
    ">": ">", ">=": ">=", "<": "<", "<=": "<=",
}  # fmt: skip
READ = {
    "是": "is", "等于": "is", "is": "is", "=": "is", "==": "is", "不是": "is_not", "is not": "is_not", "!=": "is_not",
    "属于": "in", "in": "in", "不属于": "not_in", "not in": "not_in", "包含": "has", "has": "has",
    ">": ">", ">=": ">=", "≥": ">=", "<": "<", "<=": "<=", "≤": "<=",
}  # fmt: skip
OPERATOR = "|".join(re.escape(word) for word in sorted(READ, key=len, reverse=True))
COMPARISON = re.compile(rf"^(?P<field>[A-Za-z_][\w.]*)\s*(?P<op>{OPERATOR})\s*(?P<value>(?![=<>≥≤]).+)$", re.DOTALL)
AND, OR = re.compile(r"\s*(?:且|并且|\band\b)\s*"), re.compile(r"\s*(?:或者|或|\bor\b)\s*")
LIST = re.compile(r"\s*[、,，]\s*")
NUMBER = re.compile(r"-?\d+(\.\d+)?$")
MARKS = re.compile(r"[且或、,()\"]|\band\b|\bor\b|^\s|\s$|^$", re.ASCII)


class Unreadable(ValueError):
    """What was typed is no condition."""


def condition_words(condition: Condition) -> str:
    """Return a condition in words; empty for one that always holds.

    >>> large, online = {"field": "area", "op": ">=", "value": 300}, {"field": "net", "op": "is", "value": True}
    >>> condition_words({"all": [large, online]})
    'area >= 300 且 net 是 true'
    """
    return _written(condition, is_inside=False)


def read_condition(text: str) -> dict[str, Any]:
    """Return the condition that a text means. Raises Unreadable.

    >>> read_condition("business 属于 catering、canteen")
    {'field': 'business', 'op': 'in', 'value': ['catering', 'canteen']}
    >>> read_condition("非 (a 是 1 或 b 是 2)")
    {'not': {'any': [{'field': 'a', 'op': 'is', 'value': 1}, {'field': 'b', 'op': 'is', 'value': 2}]}}
    """
    text = text.strip().replace("（", "(").replace("）", ")")
    if not text:
        return {}
    for joint, group in ((OR, "any"), (AND, "all")):
        parts = _split(text, joint)
        if len(parts) > 1 and not all(part.strip() for part in parts):
            raise Unreadable(text)
        if len(parts) > 1:
            return {group: [read_condition(part) for part in parts]}
    if found := re.match(r"(?:非|not\b)\s*(.+)$", text, re.DOTALL):
        return {"not": read_condition(found[1])}
    if text.startswith("(") and text.endswith(")"):
        return read_condition(text[1:-1])
    return _comparison(text)


def _written(condition: Condition, *, is_inside: bool) -> str:
    for group, joint in (("any", " 或 "), ("all", " 且 ")):
        if group in condition:
            text = joint.join(_written(part, is_inside=True) for part in condition[group])
            return f"({text})" if is_inside else text
    if "not" in condition:
        return f"非 ({_written(condition['not'], is_inside=False)})"
    if not condition:
        return ""
    value = condition["value"]
    listed = "、".join(map(_value_words, value)) if isinstance(value, list) else _value_words(value)
    return f"{condition['field']} {WORDS[condition['op']]} {listed}"


def _comparison(text: str) -> dict[str, Any]:
    found = COMPARISON.match(unicodedata.normalize("NFKC", text) if '"' not in text else text)
    if found is None:
        raise Unreadable(text)
    op = READ[found["op"]]
    if op in ("in", "not_in"):
        return {"field": found["field"], "op": op, "value": [_value(part) for part in _split(found["value"], LIST)]}
    return {"field": found["field"], "op": op, "value": _value(found["value"])}


def _split(text: str, joint: re.Pattern[str]) -> list[str]:
    """Split at a joint that stands in no brackets and in no quotes."""
    parts, begin, at, depth, is_quoted = [], 0, 0, 0, False
    while at < len(text):
        if text[at] == '"':
            is_quoted = not is_quoted
        elif not is_quoted:
            depth += {"(": 1, ")": -1}.get(text[at], 0)
            if depth == 0 and (found := joint.match(text, at)) and found.end() > at and at > begin:
                parts.append(text[begin:at])
                begin = at = found.end()
                continue
        at += 1
    return [*parts, text[begin:]]


def _value(text: str) -> Any:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1]
    if text in ("true", "false"):
        return text == "true"
    if NUMBER.match(text):
        return float(text) if "." in text else int(text)
    if not text or MARKS.search(text):
        raise Unreadable(text)
    return text


def _value_words(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    is_plain = not (MARKS.search(value) or NUMBER.match(value) or value in ("true", "false"))
    return value if is_plain and value == unicodedata.normalize("NFKC", value) else f'"{value}"'
