"""Rows of one table, written together: COPY on PostgreSQL, one prepared statement on SQLite."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection, models

Row = tuple[Any, ...]


class ColumnsMissing(TypeError):
    """A model has changed: a sheet must name each of its columns that neither may be empty nor has a default of its own
    in the database, or rows would be written without it.
    """


class Sheet:
    """The new rows of one model, each a tuple of database values in the order of ``columns``."""

    def __init__(self, model: type[models.Model], *columns: str):
        fields = {field.attname: field for field in model._meta.concrete_fields}
        needed = {name for name, field in fields.items() if not field.null and field.db_default is models.NOT_PROVIDED}
        if wrong := (set(columns) - fields.keys()) | (needed - set(columns)):
            raise ColumnsMissing(f"{model._meta.label}: {sorted(wrong)}")
        self.table = model._meta.db_table
        self.fields = [fields[column] for column in columns]
        self.rows: list[Row] = []
        self.add = self.rows.append

    def new(self) -> "Sheet":
        """Return an empty sheet for the same columns."""
        sheet = object.__new__(Sheet)
        sheet.table, sheet.fields, sheet.rows = self.table, self.fields, []
        sheet.add = sheet.rows.append
        return sheet

    def write(self) -> None:
        """Write the rows, in the transaction of the caller."""
        columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in self.fields)
        into = f"{connection.ops.quote_name(self.table)} ({columns})"
        if connection.vendor == "postgresql":
            self._copy(into)
        else:
            self._insert(into)

    def _copy(self, into: str) -> None:
        with connection.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
            for row in self.rows:
                copy.write_row(row)

    def _insert(self, into: str) -> None:
        holes = ", ".join(["%s"] * len(self.fields))
        moments = [n for n, field in enumerate(self.fields) if isinstance(field, models.DateField)]
        rows = list(map(_as_text(moments), self.rows))
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {into} VALUES ({holes})", rows)  # noqa: S608 (our own tables)


def _as_text(moments: list[int]) -> Callable[[Row], list[Any]]:
    """Return the function that writes the days and moments of a row as SQLite keeps them."""
    adapt = connection.ops.adapt_datetimefield_value

    def convert(row: Row) -> list[Any]:
        values = list(row)
        for n in moments:
            if values[n] is not None and not isinstance(values[n], str):
                values[n] = adapt(values[n]) if hasattr(values[n], "tzinfo") else values[n].isoformat()
        return values

    return convert


def write(sheets: Iterable[Sheet]) -> int:
    """Write sheets in their order; return the number of rows."""
    filled = [sheet for sheet in sheets if sheet.rows]
    for sheet in filled:
        sheet.write()
    return sum(len(sheet.rows) for sheet in filled)
