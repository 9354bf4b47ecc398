"""What an office answers for when it exercises a power (责任事项): by type of item, or as the item itself says."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from tongban.catalogue.rules.profiles import DATA


@dataclass(frozen=True)
class Duty:
    """One duty: in which step, what, and on what ground."""

    step: str
    step_en: str
    text: str
    text_en: str
    source: str
    is_sure: bool = True


def duties_of(item_type: str, own: Sequence[Mapping[str, Any]] = ()) -> list[Duty]:
    """Return the duties that go with an item: its own words, else those of its type.

    >>> [duty.step for duty in duties_of("01")]
    ['受理', '审查', '决定', '送达', '事后监管']
    >>> duties_of("01", [{"step": "受理", "text": "当场核对原件"}])[0].text
    '当场核对原件'
    """
    if own:
        return [Duty(each.get("step", ""), "", each.get("text", ""), "", each.get("source", "")) for each in own]
    return list(_by_type().get(item_type, ()))


@cache
def _by_type() -> Mapping[str, tuple[Duty, ...]]:
    rows = tomllib.loads((DATA / "duties.toml").read_text(encoding="utf-8"))["duty"]
    found: dict[str, list[Duty]] = {}
    for row in rows:
        duty = Duty(row["step"], row["step_en"], row["text"], row["text_en"], row["source"], row["sure"])
        for item_type in row["types"]:
            found.setdefault(item_type, []).append(duty)
    return {item_type: tuple(duties) for item_type, duties in found.items()}
