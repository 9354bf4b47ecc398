"""The sheet of a version (填报页): what an item manager edits, section by section, read from ``data/sheet.toml``.

It says where each value stands in a ``Content``, by which widget it is typed, and which elements and checks belong to
it. One description serves the workbench, the comparison of versions and the links from findings to fields.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from tongban.catalogue.rules.contents import Content
from tongban.catalogue.rules.designing import field_rows, section_rows, with_fields, with_sections
from tongban.catalogue.rules.profiles import DATA

FORM = "form"  # taken apart into rows
PARTS = ("scenarios", "materials", "steps")
Values = dict[str, Any]  # of a section, by the names of its fields


@dataclass(frozen=True)
class Column:
    """One entry of a field of rows."""

    name: str
    widget: str
    label: str
    label_en: str
    choices: tuple[tuple[str, str, str], ...] = ()  # value, label, label_en
    choices_of: str = ""  # … or a list that the page knows: offices, themes, events
    max: int | None = None
    is_required: bool = False
    is_wide: bool = False


@dataclass(frozen=True)
class Field(Column):
    """One field of the sheet: where it stands in the content, what it gives, what is found in it."""

    at: tuple[str, ...] = ()
    help: str = ""
    help_en: str = ""
    key: str = ""  # of rows: the column by which two states of a row are one row
    elements: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True)
class Section:
    code: str
    title: str
    title_en: str
    fields: tuple[Field, ...]


@cache
def sections() -> Mapping[str, Section]:
    """Return the sections in their order.

    >>> [field.name for field in sections()["papers"].fields]
    ['materials']
    """
    rows = tomllib.loads((DATA / "sheet.toml").read_text(encoding="utf-8"))["section"]
    return {row["code"]: _section(row) for row in rows}


def fields() -> Iterator[tuple[Section, Field]]:
    """Yield every field with its section."""
    for section in sections().values():
        for field in section.fields:
            yield section, field


@cache
def place_of_element(element: str) -> str:
    """Return the field that gives an element; empty where the element follows from whose item it is.

    >>> place_of_element("transact_time"), place_of_element("task_code")
    ('hours', '')
    """
    return next((field.name for _, field in fields() if element in field.elements), "")


@cache
def place_of_check(check: str) -> str:
    """Return the field beside which a finding stands; empty for one about the whole."""
    return next((field.name for _, field in fields() if check in field.checks), "")


def section_of(field: str) -> Section:
    """Return the section in which a field stands. Raises KeyError for a name that is no field's."""
    for section, each in fields():
        if each.name == field:
            return section
    raise KeyError(field)


def values_in(content: Content, section: Section) -> Values:
    """Return what a content says in a section, by field; what is not given is None, of rows and lists empty."""
    return {field.name: value_of(content, field) for field in section.fields}


def value_of(content: Content, field: Field) -> Any:
    """Return what a content says in one field."""
    first, *rest = field.at
    if first == "placements":
        return [code for kind, code in content.placements if kind == rest[0]]
    if first in PARTS:
        return [dict(row) for row in getattr(content, first)]
    if first == FORM:
        rows_of = field_rows if rest == ["fields"] else section_rows
        return rows_of(content.fields.get("form_schema") or {})
    value: Any = content.fields.get(first)
    for name in rest:
        value = value.get(name) if isinstance(value, Mapping) else None
    if field.widget in ("rows", "lines", "choices"):
        return list(value or ())
    return value


def with_values(content: Content, section: Section, values: Mapping[str, Any]) -> Content:
    """Return the content with these fields of a section set; what stays empty is not kept."""
    for field in section.fields:
        if field.name in values and values[field.name] != value_of(content, field):
            content = _with_value(content, field, values[field.name])
    return content


def _with_value(content: Content, field: Field, value: Any) -> Content:
    first, *rest = field.at
    if first == "placements":
        others = tuple(each for each in content.placements if each[0] != rest[0])
        return replace(content, placements=(*others, *((rest[0], code) for code in value)))
    if first in PARTS:
        return replace(content, **{first: tuple(value)})  # type: ignore[arg-type]
    if first == FORM:
        put = with_fields if rest == ["fields"] else with_sections
        form = put(content.fields.get("form_schema") or {}, value)
        return replace(content, fields={**content.fields, "form_schema": form})
    whole = _set(content.fields.get(first), rest, value) if rest else value
    return replace(content, fields={**content.fields, first: whole})


def _set(inside: Any, path: list[str], value: Any) -> dict[str, Any]:
    first, *rest = path
    known = dict(inside) if isinstance(inside, Mapping) else {}
    known[first] = _set(known.get(first), rest, value) if rest else value
    if known[first] is None or known[first] in ("", [], {}):
        del known[first]
    return known


def _section(row: Mapping[str, Any]) -> Section:
    return Section(row["code"], row["title"], row["title_en"], tuple(_field(each) for each in row["fields"]))


def _field(row: Mapping[str, Any]) -> Field:
    return Field(
        **_column(row),
        at=tuple(row["at"].split(".")),
        help=row.get("help", ""),
        help_en=row.get("help_en", ""),
        key=row.get("key", ""),
        elements=tuple(row.get("elements", ())),
        checks=tuple(row.get("checks", ())),
        columns=tuple(Column(**_column(each)) for each in row.get("columns", ())),
    )


def _column(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": row["name"],
        "widget": row["widget"],
        "label": row["label"],
        "label_en": row["label_en"],
        "choices": tuple(tuple(each) for each in row.get("choices", ())),
        "choices_of": row.get("choices_of", ""),
        "max": row.get("max"),
        "is_required": row.get("required", False),
        "is_wide": row.get("wide", False),
    }
