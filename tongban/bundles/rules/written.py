"""A bundle written as the file that ``files`` reads: what was given out can be taken in again, and says the same."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from tongban.bundles.rules.files import Design, LinkLine, MemberLine

PLAIN = ("title", "title_en", "summary", "summary_en", "introduction", "theme", "basis")


def written(design: Design) -> str:
    """Return the file of a bundle.

    >>> member = MemberLine("food", "990131001000", {}, {"area": {"from": "area"}}, "", True)
    >>> print(written(Design("shop", "food", ("city",), {"title": "开店", "theme": "trade"}, (member,), ())))
    code = "shop"
    title = "开店"
    theme = "trade"
    audience = []
    levels = ["city"]
    lead = "food"
    <BLANKLINE>
    [[members]]
    code = "food"
    item = "990131001000"
    answers = { area = { from = "area" } }
    <BLANKLINE>
    """
    says = design.says
    audience = [word for word, is_for in (("person", "for_persons"), ("firm", "for_firms")) if says.get(is_for)]
    top = {"code": design.code, **{name: says[name] for name in PLAIN if says.get(name)}}
    top |= {"audience": audience, "levels": list(design.levels), "lead": design.lead}
    if says.get("words"):
        top["words"] = says["words"]
    parts = [_pairs(top), *_limits(says)]
    for name, tables in (
        ("questions", says.get("questions", ())),
        ("members", map(_member, design.members)),
        ("links", map(_link, design.links)),
        ("same_fields", says.get("same_fields", ())),
        ("same_papers", says.get("same_papers", ())),
    ):
        parts += [f"[[{name}]]\n{_pairs(table)}" for table in tables]
    return "\n".join(parts)


def _limits(says: Mapping[str, Any]) -> Iterable[str]:
    promise = {"amount": says.get("promised_amount", 0), "unit": says.get("promised_unit", "working")}
    if promise["amount"] or says.get("promised_text"):
        yield f"[promise]\n{_pairs({**promise, 'text': says.get('promised_text', '')})}"
    for name in ("joint_limit", "alarm"):
        if says.get(name):
            yield f"[{name}]\n{_pairs(says[name])}"
    steps = {"before": says.get("steps_before", []), "after": says.get("steps_after", [])}
    if any(steps.values()):
        yield f"[steps]\n{_pairs(steps)}"


def _member(line: MemberLine) -> dict[str, Any]:
    told: dict[str, Any] = {"code": line.code, "item": line.item, "condition": line.condition, "answers": line.answers}
    told |= {"group": line.group, "required": "" if line.is_required else False}
    return {name: value for name, value in told.items() if value not in ("", {})}


def _link(line: LinkLine) -> dict[str, Any]:
    told: dict[str, Any] = {"from": line.source, "to": line.target}
    told |= {"papers": list(line.papers), "fields": dict(line.fields)}
    return {name: value for name, value in told.items() if value}


def _pairs(table: Mapping[str, Any]) -> str:
    return "".join(f"{_key(key)} = {_value(value)}\n" for key, value in table.items() if value is not None)


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case Mapping():
            inside = ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items() if each is not None)
            return f"{{ {inside} }}" if inside else "{}"
        case list() | tuple():
            return f"[{', '.join(map(_value, value))}]"
        case int() | float():
            return str(value)
    # What JSON escapes, TOML escapes alike, but for the one character that JSON leaves as it is.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(key: str) -> str:
    is_bare = key.isascii() and key.replace("_", "").replace("-", "").isalnum()
    return key if is_bare else _value(key)
