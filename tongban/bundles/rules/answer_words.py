"""How a member's questions are answered, as a person writes it: one line for each question, and back again.

``business 是 catering`` is a fixed answer; ``area 取自 area`` takes the answer to a question of the bundle, and
``lit 取自 sign：small=false、lit=true`` takes it in other words.
"""

import re
from collections.abc import Mapping
from typing import Any

FIXED = re.compile(r"^(?P<key>[\w.]+)\s*(?:是|=|is\b)\s*(?P<value>\S.*)$")
TAKEN = re.compile(r"^(?P<key>[\w.]+)\s*(?:取自|from\b)\s*(?P<own>[\w.]+)\s*(?:[:：]\s*(?P<values>.+))?$")
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
