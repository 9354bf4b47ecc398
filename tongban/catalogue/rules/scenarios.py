"""Scenarios (业务办理项) of a version: their codes, what the guide of each says, and whether that has changed.

A scenario's own version rises only when its guide says something else: its digest is made of everything the guide
shows in that scenario, texts, papers, steps and days. Search words, the form and the other scenarios are no part of it.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from tongban.catalogue.rules.codes import handling_code
from tongban.catalogue.rules.conditions import Answers, Condition, verdict
from tongban.catalogue.rules.contents import Content

Part = Mapping[str, Any]
NOT_SHOWN_FIELDS = {"form_schema", "questions", "elements"}
NOT_SHOWN_ELEMENTS = {"own_words", "department_words"}


def answers_fixed_by(condition: Condition) -> dict[str, Any]:
    """Return the answers that a scenario's condition leaves no choice about.

    >>> answers_fixed_by({"all": [{"field": "kind", "op": "is", "value": "a"}, {"field": "n", "op": ">", "value": 3}]})
    {'kind': 'a'}
    """
    if "all" in condition:
        return {key: value for part in condition["all"] for key, value in answers_fixed_by(part).items()}
    return {condition["field"]: condition["value"]} if condition.get("op") == "is" else {}


def may_apply(parts: Iterable[Part], answers: Answers) -> list[Part]:
    """Keep the papers or steps that the answers do not rule out.

    >>> papers = [{"condition": {"field": "kind", "op": "is", "value": kind}} for kind in "ab"]
    >>> len(may_apply(papers, {"kind": "a"})), len(may_apply(papers, {}))
    (1, 2)
    """
    return [part for part in parts if verdict(part.get("condition") or {}, answers) is not False]


def elements_in(content: Content, scenario: Part) -> dict[str, Any]:
    """Return the elements as the guide of a scenario shows them: its own words stand before the item's.

    >>> content = Content(fields={"elements": {"who": "单位", "fees": {}}})
    >>> elements_in(content, {"elements": {"who": "食堂"}})
    {'who': '食堂', 'fees': {}}
    """
    return {**content.fields.get("elements", {}), **(scenario.get("elements") or {})}


def digest(content: Content, scenario: Part) -> str:
    """Return the digest of everything the guide says in a scenario."""
    answers = answers_fixed_by(scenario.get("condition") or {})
    elements = elements_in(content, scenario)
    said = {
        "name": scenario["name"],
        "condition": scenario.get("condition") or {},
        "fields": {key: value for key, value in content.fields.items() if key not in NOT_SHOWN_FIELDS},
        "elements": {key: value for key, value in elements.items() if key not in NOT_SHOWN_ELEMENTS},
        "papers": may_apply(content.materials, answers),
        "steps": may_apply(content.steps, answers),
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def codes_for(item_code: str, scenarios: Iterable[Part], before: Iterable[Part], taken: Collection[str]) -> list[str]:
    """Return a code for each scenario: the one it has, else that of the same name before, else the next free one.

    A code stays with its scenario and is never given to another one. ``before`` are the scenarios of the version
    before; ``taken`` are all codes that any version of the item has used.

    >>> before = [{"name": "新办", "code": "X01"}, {"name": "变更", "code": "X02"}]
    >>> codes_for("X", [{"name": "变更"}, {"name": "延续"}, {"name": "开办", "code": "X01"}], before, {"X01", "X02"})
    ['X02', 'X03', 'X01']
    """
    by_name = {each["name"]: each["code"] for each in before}
    scenarios = list(scenarios)
    own = [code if (code := each.get("code") or "") and code.startswith(item_code) else "" for each in scenarios]
    kept = {code for code in own if code}
    found = []
    for code, each in zip(own, scenarios, strict=True):
        if not code and (same := by_name.get(each["name"], "")) not in kept:
            code = same
        found.append(code)
        kept.add(code)
    free = _free_codes(item_code, {*taken, *kept})
    return [code or next(free) for code in found]


def _free_codes(item_code: str, taken: Collection[str]) -> Iterator[str]:
    """Yield codes after the last one that was ever used."""
    used = [int(code[-2:]) for code in taken if code and code[-2:].isdecimal()]
    yield from (handling_code(item_code, number) for number in range(max(used, default=0) + 1, 100))


def own_number(content: Content, scenario: Part, before: Part | None) -> tuple[int, str]:
    """Return version number and digest of a scenario, given what it was in the version before."""
    made_of = digest(content, scenario)
    if before is None:
        return 1, made_of
    has_changed = bool(before["digest"]) and before["digest"] != made_of
    return before["number"] + has_changed, made_of
