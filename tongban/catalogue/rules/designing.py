"""A form taken apart into rows that a manager of items edits, and put together again (表单设计).

A row is one field: ``name``, ``section``, ``title``, ``title_en``, ``kind``, ``required``, ``choices``, ``unit``,
``help``, ``least`` and ``most`` (characters, a number, or how many), ``when`` it applies, ``autofill``, the ``shared``
field that it is, and of a table its ``columns``, which are rows too. What a form holds beside these is kept as it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tongban.catalogue.rules.formats import FORMATS
from tongban.catalogue.rules.schemas import columns_of

Row = dict[str, Any]
Schema = Mapping[str, Any]
TEXTS = ("title", "title_en", "help", "help_en", "unit", "unit_en", "autofill", "shared")
BOUNDS = {"string": ("minLength", "maxLength"), "array": ("minItems", "maxItems")}
NUMBERS = ("minimum", "maximum")
TYPES = {"number": "number", "integer": "integer", "boolean": "boolean", "choices": "array", "table": "array"}
OF_ROWS = {*TEXTS, "type", "choices", "when", "format", "widget", "items"}
KINDS = ("text", "long", "number", "integer", "boolean", "choice", "choices", "date", "table", *FORMATS)


def field_rows(schema: Schema) -> list[Row]:
    """Return the fields of a form as rows, in the order of its sections."""
    properties, required = schema.get("properties", {}), schema.get("required", ())
    placed = [(part["code"], name) for part in schema.get("sections", ()) for name in part["fields"]]
    placed += [("", name) for name in properties if name not in {name for _, name in placed}]
    return [
        {"name": name, "section": section, **_row(properties[name], is_required=name in required)}
        for section, name in placed
        if name in properties
    ]


def section_rows(schema: Schema) -> list[Row]:
    """Return the sections of a form as rows."""
    return [{name: value for name, value in part.items() if name != "fields"} for part in schema.get("sections", ())]


def with_fields(schema: Schema, rows: Sequence[Row]) -> dict[str, Any]:
    """Return the form with these fields; one whose section is not there stands in the first."""
    codes = [part["code"] for part in section_rows(schema)] or ["all"]
    parts = section_rows(schema) or [{"code": "all", "title": "填写内容", "title_en": "What to fill in"}]
    named = [row for row in rows if row.get("name")]
    place = {row["name"]: row["section"] if row.get("section") in codes else codes[0] for row in named}
    return {
        **{key: value for key, value in schema.items() if key not in ("properties", "required", "sections")},
        "type": "object",
        **_properties(named),
        "sections": [{**part, "fields": [name for name in place if place[name] == part["code"]]} for part in parts],
    }


def with_sections(schema: Schema, rows: Sequence[Row]) -> dict[str, Any]:
    """Return the form with these sections; fields of one that is gone move to the first."""
    parts = [row for row in rows if row.get("code")]
    return with_fields({**schema, "sections": [{**part, "fields": []} for part in parts]}, field_rows(schema))


def from_shared(code: str, definition: Mapping[str, Any], taken: Iterable[str]) -> Row:
    """Return a new row that is a shared field (字段目录), so that forms which ask for it can be merged.

    >>> row = from_shared("phone", {"title": "联系手机", "type": "string", "format": "mobile"}, {"phone"})
    >>> row["name"], row["kind"], row["shared"]
    ('phone2', 'mobile', 'phone')
    """
    name, taken = code, set(taken)
    for number in range(2, 99):
        if name not in taken:
            break
        name = f"{code}{number}"
    return {"name": name, "section": "", **_row({**definition, "shared": code}, is_required=True)}


def _properties(rows: Sequence[Row]) -> dict[str, Any]:
    return {
        "properties": {row["name"]: _spec(row) for row in rows},
        "required": [row["name"] for row in rows if row.get("required")],
    }


def _row(spec: Schema, *, is_required: bool) -> Row:
    kind = _kind(spec)
    low, high = _bounds(spec.get("type", "string"))
    row: Row = {name: spec[name] for name in TEXTS if name in spec}
    row |= {"kind": kind, "required": is_required}
    row |= {name: spec[key] for name, key in (("least", low), ("most", high)) if key in spec}
    row |= {name: spec[name] for name in ("choices", "when") if name in spec}
    if kind == "table":
        asked = spec["items"].get("required", ())
        row["columns"] = [
            {"name": name, **_row(column, is_required=name in asked)} for name, column in columns_of(spec).items()
        ]
    rest = {key: value for key, value in spec.items() if key not in OF_ROWS and key not in (low, high)}
    return {**row, **({"rest": rest} if rest else {})}


def _spec(row: Row) -> dict[str, Any]:
    kind = row.get("kind") or "text"
    type_ = TYPES.get(kind, "string")
    low, high = _bounds(type_)
    spec = {name: row[name] for name in TEXTS if row.get(name)}
    spec["type"] = type_
    if kind in FORMATS or kind == "date":
        spec["format"] = kind
    if kind == "long":
        spec["widget"] = "long"
    spec |= {key: row[name] for name, key in (("least", low), ("most", high)) if row.get(name) is not None}
    spec |= {name: row[name] for name in ("choices", "when") if row.get(name)}
    if kind == "table":
        columns = row.get("columns") or []
        spec["items"] = {"type": "object", "columns": [each["name"] for each in columns], **_properties(columns)}
    return {**spec, **(row.get("rest") or {})}


def _kind(spec: Schema) -> str:
    if columns_of(spec):
        return "table"
    if spec.get("type") == "array":
        return "choices"
    if spec.get("choices"):
        return "choice"
    if spec.get("type") in ("number", "integer", "boolean"):
        return str(spec["type"])
    return str(spec.get("format") or spec.get("widget") or "text")


def _bounds(type_: str) -> tuple[str, str]:
    return BOUNDS.get(type_, NUMBERS)
