"""The page on which an item is split by situation and its rules of discretion are written: rows of one form."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from tongban.catalogue.rules.discretion import OUTCOMES

MORE_ROWS = 2
MOST_ROWS = 60
LONGEST_NAME, LONGEST_TEXT = 200, 2000
KEPT = "kept"  # a condition that this page cannot show: it stays as it is


@dataclass(frozen=True)
class Row:
    """One row of the page; ``when`` is ``question=answer``, nothing (always), or ``kept``."""

    key: str  # its place
    name: str = ""
    when: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)  # what the row says besides
    before: Mapping[str, Any] = field(default_factory=dict)  # the part as it was

    @property
    def is_kept(self) -> bool:
        return self.when == KEPT


def choices_of(questions: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return what a situation can hang on: each answer of each question with few answers."""
    found = []
    for question in questions:
        answers = [(each["value"], each["label"]) for each in question.get("choices", ())]
        if question.get("type") == "boolean":
            answers = [("true", _("是")), ("false", _("否"))]
        found += [(f"{question['key']}={value}", f"{question['label']} {label}") for value, label in answers]
    return found


def scenario_rows(scenarios: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Return a row for each situation, and empty ones for more."""
    rows = [
        Row(
            str(place),
            part["name"],
            _when(part.get("condition") or {}),
            {"who": (part.get("elements") or {}).get("who", ""), "conditions": _lines(part, "conditions")},
            part,
        )
        for place, part in enumerate(scenarios)
    ]
    return [*rows, *(Row(str(len(rows) + more)) for more in range(MORE_ROWS))]


def discretion_rows(rules: Iterable[Mapping[str, Any]]) -> list[Row]:
    rows = [
        Row(
            str(place),
            rule.get("name", ""),
            _when(rule.get("condition") or {}),
            {"outcomes": list(rule.get("outcomes", ())), "basis": rule.get("basis", "")},
            rule,
        )
        for place, rule in enumerate(rules)
    ]
    return [*rows, *(Row(str(len(rows) + more)) for more in range(MORE_ROWS))]


def scenarios_in(data: QueryDict, before: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Read the situations; a row without a name is left out, what this page does not show of one stays."""
    return [
        {
            **_kept(was),
            "name": name,
            "condition": condition,
            "elements": _own_words(data, f"s{key}", was.get("elements") or {}),
        }
        for key, name, condition, was in _rows(data, "s", before)
    ]


def discretion_in_form(data: QueryDict, before: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Read the rules of discretion."""
    return [
        {
            "name": name,
            "condition": condition,
            "outcomes": [each for each in OUTCOMES if each in data.getlist(f"d{key}-outcome")],
            "basis": data.get(f"d{key}-basis", "").strip()[:LONGEST_NAME],
        }
        for key, name, condition, _was in _rows(data, "d", before)
    ]


def _rows(
    data: QueryDict, prefix: str, before: list[Mapping[str, Any]]
) -> Iterator[tuple[int, str, dict[str, Any], Mapping[str, Any]]]:
    for key in range(min(len(before) + MORE_ROWS, MOST_ROWS)):
        was = before[key] if key < len(before) else {}
        name = data.get(f"{prefix}{key}-name", "").replace("\x00", "").strip()[:LONGEST_NAME]
        if name:
            yield key, name, _condition(data.get(f"{prefix}{key}-when", ""), was.get("condition") or {}), was


def _kept(was: Mapping[str, Any]) -> dict[str, Any]:
    return {"code": was["code"]} if was.get("code") else {}


def _own_words(data: QueryDict, prefix: str, before: Mapping[str, Any]) -> dict[str, Any]:
    who = data.get(f"{prefix}-who", "").replace("\x00", "").strip()[:LONGEST_TEXT]
    lines = data.get(f"{prefix}-conditions", "").replace("\x00", "")[:LONGEST_TEXT].splitlines()
    conditions = [line.strip() for line in lines if line.strip()]
    words = {**before, "who": who, "conditions": conditions}
    return {key: value for key, value in words.items() if value}


def _when(condition: Mapping[str, Any]) -> str:
    if not condition:
        return ""
    if condition.get("op") != "is":
        return KEPT
    value = condition["value"]
    return f"{condition['field']}={str(value).lower() if isinstance(value, bool) else value}"


def _condition(when: str, before: Mapping[str, Any]) -> dict[str, Any]:
    if when == KEPT:
        return dict(before)
    key, _equals, value = when.partition("=")
    if not key or not value:
        return {}
    typed: Any = {"true": True, "false": False}.get(value, value)
    return {"field": key[:60], "op": "is", "value": typed}


def _lines(part: Mapping[str, Any], name: str) -> str:
    return "\n".join((part.get("elements") or {}).get(name, ()))
