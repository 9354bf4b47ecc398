"""Forms filled in somehow: what a story needs is made up by the schema."""

import math
import random
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tongban.catalogue.models import ItemVersion
from tongban.catalogue.rules import form_sections
from tongban.catalogue.rules.schemas import columns_of
from tongban.people.demo.names import person_name
from tongban.people.rules.identifiers import make_citizen_id, make_uscc

NAMES = ("云味小馆", "老街面馆", "望江茶楼", "晨光便利店", "青禾宠物诊所", "顺达货运", "梧桐文印", "百味轩")
WRITTEN: Mapping[str, list[str]] = tomllib.loads(Path(__file__).with_name("answers.toml").read_text(encoding="utf-8"))
PAST = ("离职", "出生", "死亡", "受伤", "事故", "竣工", "停业", "原")  # what a day is called that is over
USUAL = 20  # numbers stay in the order of a small shop
PATTERNED = ("18:30", *("1" * length for length in range(1, 40)))


def answers_to(version: ItemVersion, draw: random.Random) -> dict[str, Any]:
    """Answer the questions of a guide somehow."""
    return {question["key"]: answer_to(question, draw) for question in version.questions}


def answer_to(question: Mapping[str, Any], draw: random.Random) -> Any:
    match question["type"]:
        case "number":
            return draw.randrange(20, 400)
        case "boolean":
            return draw.random() < 0.5
        case _:
            return draw.choice(question["choices"])["value"]


def form_for(version: ItemVersion, answers: Mapping[str, Any], draw: random.Random) -> dict[str, Any]:
    """Fill the form of an item in."""
    return values_for(version.form_schema, answers, draw)


def values_for(schema: Mapping[str, Any], answers: Mapping[str, Any], draw: random.Random) -> dict[str, Any]:
    """Fill a form in, field by field, until no further field applies."""
    values: dict[str, Any] = {}
    while True:
        sections = form_sections(schema, {**answers, **values})
        names = [field.name for section in sections for field in section.fields if field.name not in values]
        if not names:
            return values
        values |= {name: _value(schema["properties"][name], draw) for name in names}


def _value(spec: Mapping[str, Any], draw: random.Random) -> Any:
    if columns := columns_of(spec):
        rows = range(draw.randrange(max(1, spec.get("minItems", 1)), 4))
        return [{name: _value(column, draw) for name, column in columns.items()} for _ in rows]
    if choices := [choice["value"] for choice in spec.get("choices", ())]:
        return [draw.choice(choices)] if spec.get("type") == "array" else draw.choice(choices)
    match spec.get("type"):
        case "boolean":
            return spec.get("const", draw.random() < 0.5)
        case "number" | "integer":
            least = math.ceil(spec.get("minimum", spec.get("exclusiveMinimum", 0) + 1))
            most = min(int(spec.get("maximum", USUAL)), max(USUAL, least * 2))
            return draw.randrange(least, most + 1)
        case _:
            return _text(spec, draw)


def _text(spec: Mapping[str, Any], draw: random.Random) -> str:
    match spec.get("format"):
        case "citizen-id":
            born = date(1970 + draw.randrange(30), 5, 8)
            return make_citizen_id(region="990102", born=born, sequence=draw.randrange(1, 999))
        case "project-code":
            return f"{draw.randrange(2024, 2027)}-990102-48-01-{draw.randrange(100_000, 999_999)}"
        case "mobile" | "phone":
            return f"199000{draw.randrange(10_000, 99_999)}"
        case "uscc":
            return make_uscc(7_000_000 + draw.randrange(90_000), region="990102", department="9")
        case "date":
            is_past = any(word in spec.get("title", "") for word in PAST)
            return date(2025 if is_past else 2026, 12, draw.randrange(1, 29)).isoformat()
    if pattern := spec.get("pattern"):
        return next(text for text in PATTERNED if re.search(pattern, text))
    text = _called(spec.get("title", ""), draw)[: spec.get("maxLength", 40)]
    return text if len(text) >= spec.get("minLength", 0) else f"{draw.randrange(10**17, 10**18)}"


def _called(title: str, draw: random.Random) -> str:
    """Return what a field of this title may hold."""
    if any(word in title for word in ("姓名", "联系人", "责任人")):
        return person_name(draw)
    if any(word in title for word in ("地址", "地点", "位置", "场所")):
        return f"云州市云城区建设路{draw.randrange(1, 200)}号"
    if "号牌" in title:
        return f"云A{draw.randrange(10_000, 99_999)}"
    if "单位名称" in title or "学校" in title:
        return f"云州{draw.choice(NAMES)[:2]}{'大学' if '学校' in title else '建设有限公司'}"
    return draw.choice(next((said for word, said in WRITTEN.items() if word in title), NAMES))
