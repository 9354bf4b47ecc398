"""Whether a file of a bundle has the shape that it should: a table where a table belongs, a text where a text does.

Asked of every file before anything else: what people upload may hold anything that TOML can tell.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tongban.catalogue.rules.conditions import GROUPS, OPERATORS
from tongban.kernel.obstacles import Obstacle

Check = Callable[[Any], bool]
MOST_ROWS, LONGEST = 200, 4000
MOST_WITHIN = 8  # levels of a condition


def _text(most: int) -> Check:
    return lambda value: isinstance(value, str) and len(value) <= most and "\x00" not in value


def _texts(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= MOST_ROWS and all(map(_text(LONGEST), value))


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 9999


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _plain(value: Any) -> bool:
    return isinstance(value, bool | int | float) or _text(LONGEST)(value)


def _table(known: Mapping[str, Check]) -> Check:
    return lambda value: (
        isinstance(value, dict) and all(known.get(key, lambda _: True)(each) for key, each in value.items())
    )


def _rows(known: Mapping[str, Check]) -> Check:
    row = _table(known)
    return lambda value: isinstance(value, list) and len(value) <= MOST_ROWS and all(map(row, value))


def _condition(value: Any, within: int = 0) -> bool:
    if not isinstance(value, dict) or within > MOST_WITHIN:
        return False
    if not value:
        return True
    if len(value) == 1 and value.keys() <= GROUPS:
        (parts,) = value.values()
        several = [parts] if "not" in value else parts
        return isinstance(several, list) and all(_condition(part, within + 1) for part in several)
    if value.keys() != {"field", "op", "value"} or value["op"] not in OPERATORS:
        return False
    told = value["value"]
    is_list = isinstance(told, list)
    return (
        isinstance(value["field"], str)
        and is_list is (value["op"] in ("in", "not_in"))
        and (all(map(_plain, told)) if is_list else _plain(told))
    )


def _answers(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(rule, dict)
        and _plain(rule.get("is", ""))
        and isinstance(rule.get("from", ""), str)
        and isinstance(rule.get("values", {}), dict)
        and all(map(_plain, rule.get("values", {}).values()))
        for rule in value.values()
    )


def _uses(value: Any) -> bool:
    return _texts(value) and all("." in use for use in value)


def _names(value: Any) -> bool:
    return isinstance(value, dict) and len(value) <= MOST_ROWS and all(map(_text(60), value.values()))


def _code(value: Any) -> bool:
    return _text(40)(value) and value.isascii() and value.replace("-", "").replace("_", "").isalnum()


LIMIT = _table({"amount": _whole, "unit": _text(10), "text": _text(200), "basis": _text(300)})
TITLES = {name: _text(200) for name in ("label", "label_en", "why", "why_en", "unit", "unit_en")}
CHOICES = _rows({"value": _text(60), "label": _text(200), "label_en": _text(200)})
SAME = _rows({"key": _text(60), "of": _uses, "name": _text(200), "name_en": _text(200)})
STEP = _rows({"text": _text(400), "text_en": _text(400)})
FILE: dict[str, Check] = {
    "code": _code,
    "lead": _text(60),
    "title": _text(200),
    "title_en": _text(200),
    "summary": _text(300),
    "summary_en": _text(400),
    "introduction": _text(LONGEST),
    "theme": _text(10),
    "basis": _text(300),
    "basis_sure": _flag,
    "audience": _texts,
    "levels": _texts,
    "words": _texts,
    "promise": LIMIT,
    "joint_limit": LIMIT,
    "alarm": LIMIT,
    "steps": _table({"before": STEP, "after": STEP}),
    "questions": _rows(
        {"key": _text(60), "type": lambda v: v in ("choice", "number", "boolean"), "choices": CHOICES} | TITLES
    ),
    "members": _rows(
        {
            "code": _code,
            "item": _text(60),
            "condition": _condition,
            "answers": _answers,
            "group": _text(80),
            "required": _flag,
        }
    ),
    "links": _rows(
        {"from": _text(40), "to": lambda value: _text(40)(value) or _texts(value), "papers": _texts, "fields": _names}
    ),
    "same_fields": SAME,
    "same_papers": SAME,
}


def misshapen(data: Mapping[str, Any]) -> Iterator[Obstacle]:
    """Yield the parts of a file that are not what they should be.

    >>> [found.about for found in misshapen({"title": 3, "links": [{"from": ["a"]}], "theme": "trade"})]
    ['title', 'links']
    """
    for name, value in data.items():
        if not FILE.get(name, lambda _: True)(value):
            yield Obstacle("bundle_file_misshapen", name)
