"""Forms as data: a JSON Schema with sections, labels in two languages, help, and fields that apply conditionally.

Beside the keywords of JSON Schema a property carries ``title``/``title_en``, ``help``/``help_en``, ``choices``
(``[{"value": …, "label": …, "label_en": …}]``), ``unit``, ``widget``, ``autofill`` and ``when`` (a condition). The
schema carries ``sections`` (``[{"code": …, "title": …, "title_en": …, "fields": […]}]``), which give the order. A
field that does not apply is neither shown, nor required, nor kept. A table is an array of objects: its columns are
properties of its ``items``, in the order of ``columns`` there, and each row is filled in like a small form.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import jsonschema_rs

from tongban.catalogue.rules.conditions import Answers, fields_of, holds
from tongban.catalogue.rules.formats import FORMATS
from tongban.kernel.obstacles import Obstacle

Schema = Mapping[str, Any]
YES, NO = ("true", "on", "yes", "1"), ("false", "off", "no", "0")
KEYWORDS = {
    "required": "field_required",
    "minLength": "field_too_short",
    "maxLength": "field_too_long",
    "pattern": "field_wrong_form",
    "minimum": "field_too_small",
    "exclusiveMinimum": "field_too_small",
    "maximum": "field_too_large",
    "exclusiveMaximum": "field_too_large",
    "enum": "field_not_a_choice",
    "const": "field_must_be_agreed",
    "minItems": "field_too_few",
    "maxItems": "field_too_many",
    "uniqueItems": "field_twice",
    "format": "field_not_a_day",
}
USUAL_ROWS = 10  # of a table that sets no bound
TYPES = {"number": "field_not_a_number", "integer": "field_not_a_whole_number", "boolean": "field_not_yes_or_no"}


@dataclass(frozen=True)
class Field:
    """One question of a form, ready to be drawn."""

    name: str
    label: str
    help: str
    kind: str  # text, long, number, integer, boolean, choice, choices, date, table
    is_required: bool
    choices: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    autofill: str = ""
    max_length: int | None = None
    decides: bool = False  # other fields depend on it: ask the server again when it changes
    columns: tuple["Field", ...] = ()  # of a table
    most_rows: int = 0


@dataclass(frozen=True)
class Section:
    code: str
    title: str
    fields: tuple[Field, ...]


def form_errors(
    schema: Schema, data: Answers, answers: Answers | None = None, *, today: date = date.max
) -> list[Obstacle]:
    """Return everything that is missing or wrong in the form, in the order of its fields.

    ``data`` holds typed values (see ``form_values``); ``answers`` are those to the scenario questions, on which
    fields may depend too. Each obstacle is about a field and carries its ``label`` and ``label_en``. Without ``today``
    a date of birth is not compared with the present.

    >>> schema = {"properties": {"area": {"type": "number", "minimum": 1, "title": "面积"}}, "required": ["area"]}
    >>> [(o.code, o.about) for o in form_errors(schema, {})]
    [('field_required', 'area')]
    >>> [o.code for o in form_errors(schema, {"area": 0})], form_errors(schema, {"area": 320.5})
    (['field_too_small'], [])
    """
    given = {name: value for name, value in data.items() if not _is_blank(value)}
    applicable = _applicable(schema, {**(answers or {}), **given})
    given = {name: value for name, value in given.items() if name in applicable}
    found: dict[str, Obstacle] = {}
    for error in jsonschema_rs.Draft202012Validator(_bare(schema, applicable), validate_formats=True).iter_errors(
        given
    ):
        obstacle = _obstacle(error, schema)
        found.setdefault(obstacle.about, obstacle)
    for name, value in given.items():
        if name not in found and (obstacles := _format_errors(name, value, schema, today)):
            found[name] = obstacles[0]
    return [found[name] for name in schema.get("properties", {}) if name in found]


def form_values(schema: Schema, raw: Mapping[str, Any], answers: Answers | None = None) -> dict[str, Any]:
    """Return what was typed as typed values, without blanks and without fields that do not apply.

    What cannot be read as its type is kept as typed, so that the page can show it beside the obstacle.

    >>> schema = {"properties": {"area": {"type": "number"}, "chain": {"type": "boolean"}, "note": {}}}
    >>> form_values(schema, {"area": "３２０.5", "chain": "on", "note": " "})
    {'area': 320.5, 'chain': True}
    """
    values: dict[str, Any] = {}
    for name, spec in schema.get("properties", {}).items():
        value = _read(raw.get(name), spec)
        if not _is_blank(value):
            values[name] = value
    applicable = _applicable(schema, {**(answers or {}), **values})
    return {name: value for name, value in values.items() if name in applicable}


def form_sections(schema: Schema, answers: Answers, language: str = "zh") -> list[Section]:
    """Return the sections and fields that apply, in their order, labelled in one language."""
    applicable = _applicable(schema, answers)
    deciding = {name for spec in schema.get("properties", {}).values() for name in fields_of(spec.get("when", {}))}
    sections = []
    for section in schema.get("sections") or [{"code": "all", "title": "", "fields": list(schema["properties"])}]:
        names = [name for name in section["fields"] if name in applicable]
        fields = tuple(_field(name, schema, language, decides=name in deciding) for name in names)
        if fields:
            sections.append(Section(section["code"], _in(language, section, "title"), fields))
    return sections


def _field(name: str, schema: Schema, language: str, *, decides: bool) -> Field:
    spec = schema["properties"][name]
    return Field(
        name=name,
        label=_in(language, spec, "title") or name,
        help=_in(language, spec, "help"),
        kind=_kind(spec),
        is_required=name in schema.get("required", ()),
        choices=tuple((str(c["value"]), _in(language, c, "label")) for c in spec.get("choices", ())),
        unit=_in(language, spec, "unit"),
        autofill=spec.get("autofill", ""),
        max_length=spec.get("maxLength"),
        decides=decides,
        columns=tuple(_field(column, spec["items"], language, decides=False) for column in columns_of(spec)),
        most_rows=spec.get("maxItems", USUAL_ROWS),
    )


def columns_of(spec: Schema) -> Schema:
    """Return the columns of a table by name, in their order; none of any other field.

    The order stands apart: a database may keep the names of an object in an order of its own.
    """
    items = spec.get("items", {}) if spec.get("type") == "array" else {}
    found = items.get("properties", {})
    return {name: found[name] for name in items.get("columns", found) if name in found}


def _kind(spec: Schema) -> str:
    if columns_of(spec):
        return "table"
    if spec.get("choices"):
        return "choices" if spec.get("type") == "array" else "choice"
    if spec.get("format") == "date":
        return "date"
    if spec.get("type") in ("number", "integer", "boolean"):
        return str(spec["type"])
    return str(spec.get("widget", "text"))


def _in(language: str, spec: Schema, key: str) -> str:
    english = spec.get(f"{key}_en", "") if language.startswith("en") else ""
    return english or spec.get(key, "")


def _applicable(schema: Schema, known: Answers) -> set[str]:
    """A field hangs on answers; when what it hangs on does not apply, it does not either."""
    specs = schema.get("properties", {})
    alive = dict(known)
    while True:
        gone = {name for name, spec in specs.items() if name in alive and not holds(spec.get("when", {}), alive)}
        if not gone:
            break
        alive = {name: value for name, value in alive.items() if name not in gone}
    return {name for name, spec in specs.items() if holds(spec.get("when", {}), alive)}


def _bare(schema: Schema, applicable: set[str]) -> dict[str, Any]:
    """Return the schema as JSON Schema alone, of the fields that apply."""
    properties = {name: _constraints(spec) for name, spec in schema.get("properties", {}).items() if name in applicable}
    required = [name for name in schema.get("required", ()) if name in applicable]
    return {"type": "object", "properties": properties, "required": required}


def _constraints(spec: Schema) -> dict[str, Any]:
    own = {"shared", "title", "help", "choices", "unit", "widget", "autofill", "when", "title_en", "help_en", "unit_en"}
    bare = {key: value for key, value in spec.items() if key not in own}
    if columns := columns_of(spec):
        return {**bare, "items": _bare(spec["items"], set(columns))}
    if bare.get("format") in FORMATS:
        del bare["format"]
    if choices := [choice["value"] for choice in spec.get("choices", ())]:
        if spec.get("type") == "array":
            bare["items"] = {"enum": choices}
        else:
            bare["enum"] = choices
    return bare


def _obstacle(error: jsonschema_rs.ValidationError, schema: Schema) -> Obstacle:
    keyword = error.kind.name
    details, path = error.kind.as_dict(), list(error.instance_path)
    if keyword == "required":
        path.append(details["property"])
    name = str(path[0])
    spec, labels = _found(schema, path)
    code = TYPES.get(spec.get("type", ""), "field_wrong_form") if keyword == "type" else KEYWORDS.get(keyword, "")
    limit = {"limit": _shown(details["limit"])} if "limit" in details else {}
    return Obstacle(code or "field_wrong_form", name, {**labels, **limit})


def _found(schema: Schema, path: list[Any]) -> tuple[Schema, dict[str, str]]:
    """Return the field, or the column of a table, that an error is in, and how it is called."""
    name = str(path[0])
    spec = schema["properties"][name]
    if len(path) < 3 or path[2] not in columns_of(spec):
        return spec, _labels(name, spec)
    column = columns_of(spec)[path[2]]
    return column, _in_row(_labels(name, spec), _labels(path[2], column), int(path[1]) + 1)


def _in_row(table: Mapping[str, str], column: Mapping[str, str], row: int) -> dict[str, str]:
    return {
        "label": f"{table['label']}第 {row} 行{column['label']}",
        "label_en": f"{table['label_en']}, row {row}, {column['label_en']}",
    }


def _format_errors(name: str, value: Any, schema: Schema, today: date) -> list[Obstacle]:
    spec = schema["properties"][name]
    if columns := columns_of(spec):
        return [
            Obstacle(o.code, name, {**o.details, **_in_row(_labels(name, spec), _labels(column, columns[column]), n)})
            for n, row in enumerate(value, 1)
            for column, cell in row.items()
            for o in (_format_errors(column, cell, spec["items"], today) if column in columns else ())
        ]
    check = FORMATS.get(spec.get("format", ""))
    if check is None:
        return []
    return [Obstacle(o.code, name, {**o.details, **_labels(name, spec)}) for o in check(str(value), today)]


def _labels(name: str, spec: Schema) -> dict[str, str]:
    label = spec.get("title", name)
    return {"label": label, "label_en": spec.get("title_en") or label}


def _shown(limit: Any) -> str:
    return f"{limit:g}" if isinstance(limit, float) else str(limit)


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip()) or value == []


def _read(value: Any, spec: Schema) -> Any:
    kind = spec.get("type", "string")
    if columns := columns_of(spec):
        return _read_rows(value, columns)
    if kind == "array":
        return list(value) if isinstance(value, list | tuple) else [value] if not _is_blank(value) else []
    if isinstance(value, list | tuple):
        value = value[-1] if value else None
    if not isinstance(value, str):
        return value
    text = value.strip()
    if kind in ("number", "integer"):
        return _number(unicodedata.normalize("NFKC", text).replace(",", ""))
    if kind == "boolean":
        return True if text in YES else False if text in NO else text
    return text


def _read_rows(value: Any, columns: Schema) -> list[dict[str, Any]]:
    """Return the rows of a table that have anything in them."""
    given = value if isinstance(value, list | tuple) else []
    rows = (
        {name: _read(row.get(name), spec) for name, spec in columns.items()}
        for row in given
        if isinstance(row, Mapping)
    )
    filled = ({name: cell for name, cell in row.items() if not _is_blank(cell)} for row in rows)
    return [row for row in filled if row]


def _number(text: str) -> int | float | str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if not number.is_finite():
        return text
    return int(number) if number == number.to_integral_value() else float(number)
