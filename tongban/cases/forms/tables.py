"""A table in an application form: rows of small fields, some of them empty to write in; it works without scripts."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from tongban.catalogue.rules.schemas import Field

EMPTY = 2  # rows to write in beyond those that are filled
AT_LEAST = 3


class Rows(forms.Widget):
    """The control: a cell is called after the field, the number of its row and its column."""

    template_name = "cases/widgets/rows.html"

    def __init__(self, field: Field, attrs: dict[str, Any] | None = None):
        super().__init__(attrs)
        self.table = field

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        given = value if isinstance(value, list) else []
        count = min(self.table.most_rows, max(AT_LEAST, len(given) + EMPTY))
        rows = [self._row(name, n, given[n] if n < len(given) else {}) for n in range(count)]
        shown = {"columns": self.table.columns, "rows": rows, "label": self.table.label}
        return super().get_context(name, value, attrs) | shown

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, Any]]:
        return rows_in(data, name, self.table.most_rows)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}.0"

    def _row(self, name: str, number: int, given: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [
            {"column": column, "name": f"{name}.{number}.{column.name}", "value": given.get(column.name, "")}
            for column in self.table.columns
        ]


class TableField(forms.Field):
    """A field whose control is a table; what was typed is judged by the schema, as everywhere."""

    def __init__(self, field: Field, **options: Any):
        super().__init__(widget=Rows(field), **options)


def rows_in(data: QueryDict | Mapping[str, Any], name: str, most: int) -> list[dict[str, Any]]:
    """Return the rows that were sent for a table, as typed, without those in which nothing stands."""
    found: dict[int, dict[str, Any]] = {}
    for key in data:
        table, _, rest = key.partition(".")
        number, _, column = rest.partition(".")
        if table == name and column and number.isdecimal() and int(number) < most:
            found.setdefault(int(number), {})[column] = data[key]
    return [row for _, row in sorted(found.items()) if any(str(cell).strip() for cell in row.values())]
