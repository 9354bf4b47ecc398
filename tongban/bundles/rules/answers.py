"""The questions of a bundle and those of its members: asked once, answered for each.

A member says how its own questions are answered: ``{"business": {"is": "catering"}}`` by the bundle itself,
``{"area": {"from": "floor_area"}}`` by an answer of the bundle, ``{"sign": {"from": "board", "values": {"large":
"roof"}}}`` by one in other words. A question of the same key that the bundle puts itself answers it too. Any other is
put to the applicant as ``member.question``.
"""

from collections.abc import Iterable, Mapping
from typing import Any

Question = Mapping[str, Any]
Answers = Mapping[str, Any]


def answers_for(
    code: str, questions: Iterable[Question], rules: Mapping[str, Any], own: Iterable[str], answers: Answers
) -> dict[str, Any]:
    """Return the answers to a member's questions; ``own``: the keys of the bundle's questions.

    >>> asked = [{"key": "business"}, {"key": "area"}, {"key": "network"}]
    >>> rules = {"business": {"is": "catering"}}
    >>> answers_for("food", asked, rules, ["area"], {"area": 320, "food.network": True})
    {'business': 'catering', 'area': 320, 'network': True}
    """
    known = set(own)
    found = {question["key"]: _answer(code, question["key"], rules, known, answers) for question in questions}
    return {key: value for key, value in found.items() if value is not None}


def left_to_ask(
    code: str, title: str, questions: Iterable[Question], rules: Mapping[str, Any], own: Iterable[str]
) -> list[dict[str, Any]]:
    """Return the questions of a member that nothing answers, under their whole names."""
    known = {*own, *rules}
    return [
        {**question, "key": f"{code}.{question['key']}", "label": question["label"]}
        for question in questions
        if question["key"] not in known
    ]


def _answer(code: str, key: str, rules: Mapping[str, Any], own: set[str], answers: Answers) -> Any:
    rule = rules.get(key)
    if rule is None:
        return answers.get(key) if key in own else answers.get(f"{code}.{key}")
    if "is" in rule:
        return rule["is"]
    value = answers.get(rule["from"])
    words = rule.get("values")
    return value if words is None or value is None else words.get(_plain(value))


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
