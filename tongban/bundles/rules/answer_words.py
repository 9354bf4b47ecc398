"""How a member's questions are answered, as a person writes it: one line for each question, and back again.

``business 是 catering`` is a fixed answer; ``area 取自 area`` takes the answer to a question of the bundle, and
``lit 取自 sign：small=false、lit=true`` takes it in other words.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tongban.catalogue.rules.condition_told import Question, answer_told, question_told

FIXED = re.compile(r"^(?P<key>[\w.]+)\s*(?:是|=|is\b)\s*(?P<value>\S.*)$")
TAKEN = re.compile(r"^(?P<key>[\w.]+)\s*(?:取自|from\b)\s*(?P<own>[\w.]+)\s*(?:[:：]\s*(?P<values>.+))?$")
TOLD = {
    "zh": {"of": "：", "same": "和“{}”的回答一样", "by": "按“{}”的回答：", "and": "、"},
    "en": {"of": " ", "same": "the same as “{}”", "by": "by the answer to “{}”: ", "and": ", "},
}
NUMBER = re.compile(r"-?\d+(\.\d+)?$")


class UnreadableLine(ValueError):
    """A line tells no answer; its text is the argument."""


def answer_words(answers: Mapping[str, Any]) -> str:
    """Return answers in lines.

    >>> print(answer_words({"what": {"is": "new"}, "lit": {"from": "sign", "values": {"small": False, "lit": True}}}))
    what 是 new
    lit 取自 sign：small=false、lit=true
    """
    return "\n".join(_line(key, rule) for key, rule in answers.items())


def answers_told(
    answers: Mapping[str, Any], asked: Sequence[Question], own: Sequence[Question], language: str = "zh"
) -> list[str]:
    """Return how a member's questions are answered, in the words of the questions; nothing reads this back.

    ``asked``: the questions of the member; ``own``: those of the bundle.

    >>> lit = {"key": "lit", "type": "boolean", "label": "发光吗？"}
    >>> sign = {"key": "sign", "label": "什么招牌？", "choices": [{"value": "small", "label": "普通的"}]}
    >>> answers_told({"lit": {"from": "sign", "values": {"small": False}}}, [lit], [sign])
    ['发光吗？按“什么招牌？”的回答：普通的 → 否']
    >>> answers_told({"lit": {"is": True}, "area": {"from": "floor"}}, [lit], [sign])
    ['发光吗？是', 'area：和“floor”的回答一样']
    """
    return [_told(_named(asked, key), rule, own, language) for key, rule in answers.items()]


def _named(questions: Sequence[Question], key: str) -> Question:
    return next((each for each in questions if each["key"] == key), {"key": key})


def _told(question: Question, rule: Mapping[str, Any], own: Sequence[Question], language: str) -> str:
    words, label = TOLD[language], question_told(question, language)
    label += "" if label.endswith(("？", "?")) and language == "zh" else words["of"]
    if "is" in rule:
        return label + answer_told(question, rule["is"], language)
    taken = _named(own, rule.get("from", ""))
    source, values = question_told(taken, language), rule.get("values") or {}
    if not values:
        return label + words["same"].format(source)
    pairs = (
        f"{answer_told(taken, _given(taken, key), language)} → {answer_told(question, value, language)}"
        for key, value in values.items()
    )
    return label + words["by"].format(source) + words["and"].join(pairs)


def _given(question: Question, key: str) -> Any:
    """Return the answer that a key of a table stands for: yes and no are written there as words."""
    return key == "true" if question.get("type") == "boolean" and key in ("true", "false") else key


def read_answers(text: str) -> dict[str, Any]:
    """Return the answers that lines tell. Raises UnreadableLine.

    >>> read_answers("area 取自 floor\\n\\nnetwork 是 true\\nkind 取自 size：1=small")
    {'area': {'from': 'floor'}, 'network': {'is': True}, 'kind': {'from': 'size', 'values': {'1': 'small'}}}
    """
    return dict(_read(line.strip()) for line in text.splitlines() if line.strip())


def _line(key: str, rule: Any) -> str:
    if "is" in rule:
        return f"{key} 是 {_written(rule['is'])}"
    values = "、".join(f"{own}={_written(value)}" for own, value in rule.get("values", {}).items())
    return f"{key} 取自 {rule.get('from', '')}" + (f"：{values}" if values else "")


def _read(line: str) -> tuple[str, dict[str, Any]]:
    if found := TAKEN.match(line):
        taken: dict[str, Any] = {"from": found["own"]}
        if found["values"]:
            taken["values"] = dict(_pair(part, line) for part in re.split(r"\s*[、,，]\s*", found["values"].strip()))
        return found["key"], taken
    if found := FIXED.match(line):
        return found["key"], {"is": _value(found["value"].strip())}
    raise UnreadableLine(line)


def _pair(part: str, line: str) -> tuple[str, Any]:
    own, equals, value = part.partition("=")
    if not (own.strip() and equals and value.strip()):
        raise UnreadableLine(line)
    return own.strip(), _value(value.strip())


def _value(text: str) -> Any:
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1]
    if text in ("true", "false"):
        return text == "true"
    if NUMBER.match(text):
        return float(text) if "." in text else int(text)
    return text


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and (NUMBER.match(value) or value in ("true", "false")):
        return f'"{value}"'
    return str(value)
