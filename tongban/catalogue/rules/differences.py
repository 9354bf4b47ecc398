"""What differs between two versions of an item, element by element: along the sheet, rows by their key."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tongban.catalogue.rules.contents import Content
from tongban.catalogue.rules.sheet import Column, Field, Section, fields, value_of

FORM = Column("form_schema", "form", "申请表单", "Application form")
ORDER = Column("order", "lines", "顺序", "Order")


@dataclass(frozen=True)
class Difference:
    """One value that differs; of a field of rows, in which row and in which of its columns.

    ``before`` is None for a row that was added, ``after`` for one that was taken away.
    """

    section: Section | None
    field: Column
    row: str
    column: Column | None
    before: Any
    after: Any

    @property
    def says(self) -> Column:
        """What says the values in words: a column of a row, or the whole field."""
        return self.column or self.field


def differences(before: Content, after: Content) -> list[Difference]:
    """Return everything that differs, in the order of the sheet; nothing if the two say the same."""
    found: list[Difference] = []
    for section, field in fields():
        one, other = value_of(before, field), value_of(after, field)
        if one == other or (_is_empty(one) and _is_empty(other)):
            continue
        if field.widget == "rows":
            found += _of_rows(section, field, one, other)
        else:
            found.append(Difference(section, field, "", None, one, other))
    return [*found, *_of_form(before, after)]


def _of_rows(section: Section, field: Field, one: list[Any], other: list[Any]) -> list[Difference]:
    there, here = ({str(row.get(field.key, "")): row for row in rows} for rows in (one, other))
    found: list[Difference] = []
    for key in dict.fromkeys([*there, *here]):
        was, now = there.get(key), here.get(key)
        name = _name(now or was or {}, key)
        if was is None or now is None:
            found.append(Difference(section, field, name, None, was, now))
            continue
        for column in field.columns:
            values = was.get(column.name), now.get(column.name)
            if values[0] != values[1] and not (_is_empty(values[0]) and _is_empty(values[1])):
                found.append(Difference(section, field, name, column, *values))
    stayed = [key for key in there if key in here]
    if stayed != [key for key in here if key in there]:
        order = [[_name(row, key) for key, row in rows.items()] for rows in (there, here)]
        found.append(Difference(section, field, "", ORDER, *order))
    return found


def _name(row: Mapping[str, Any], key: str) -> str:
    return str(row.get("name") or row.get("title") or row.get("label") or key)


def _of_form(before: Content, after: Content) -> list[Difference]:
    schemas = [content.fields.get("form_schema") or {} for content in (before, after)]
    if schemas[0] == schemas[1]:
        return []
    titles = [[spec.get("title", name) for name, spec in schema.get("properties", {}).items()] for schema in schemas]
    return [Difference(None, FORM, "", None, *titles)]


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {}, ())
