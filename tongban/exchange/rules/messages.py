"""What a message says: approved templates with their values, and nothing else. Pure."""

import hashlib
import json
import string
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tongban.kernel.obstacles import Obstacle

MESSAGES = Path(__file__).parents[1] / "messages.toml"
LONGEST_VALUE = 120  # a template stays one message of reasonable length


@dataclass(frozen=True)
class Template:
    """An approved text in both languages and the values it needs."""

    code: str
    moment: str
    zh: str
    en: str

    @property
    def needs(self) -> frozenset[str]:
        """The names of the values, without the city, which is always known.

        >>> sorted(templates()["accepted"].needs)
        ['due_on', 'item', 'number']
        """
        return frozenset(name for _, name, _, _ in string.Formatter().parse(self.zh) if name) - {"city"}


@cache
def templates() -> dict[str, Template]:
    """Return the approved templates by code."""
    read = tomllib.loads(MESSAGES.read_text())
    return {code: Template(code=code, **texts) for code, texts in read.items()}


def obstacles_to_message(template: str, values: dict[str, Any]) -> list[Obstacle]:
    """Return why a message cannot be made.

    >>> obstacles_to_message("hello", {})
    [Obstacle(code='message_template_unknown', about='hello', details={})]
    >>> [o.about for o in obstacles_to_message("accepted", {"item": "食品经营许可", "number": "1"})]
    ['due_on']
    """
    if template not in templates():
        return [Obstacle("message_template_unknown", template)]
    missing = sorted(templates()[template].needs - values.keys())
    return [Obstacle("message_value_missing", name, {"template": template}) for name in missing]


def text_of(template: str, values: dict[str, Any], *, city: str = "", language: str = "zh") -> str:
    """Return the text of a message. Values are plain text: braces in them mean nothing.

    >>> text_of("accepted", {"item": "{due_on}", "number": "1", "due_on": "5月7日（周四）"}, city="云州市")
    '【云州市政务服务】已受理您的申请：{due_on}（编号 1）。最晚 5月7日（周四）办结。'
    """
    chosen = templates()[template]
    pattern = chosen.en if language.startswith("en") else chosen.zh
    plain = {name: _short(str(value)) for name, value in values.items()}
    return pattern.format(**{"city": city, **plain})


def digest(payload: dict[str, Any]) -> str:
    """Return the digest that a receipt must name."""
    return hashlib.sha256(canonical(payload).encode()).hexdigest()


def canonical(payload: dict[str, Any]) -> str:
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _short(value: str) -> str:
    flat = " ".join(value.split())
    return flat if len(flat) <= LONGEST_VALUE else flat[: LONGEST_VALUE - 1] + "…"
