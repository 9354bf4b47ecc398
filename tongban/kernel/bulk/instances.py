"""New rows of one model, given as instances and written as sheets are: without a statement composed for each few."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models
from django.db.models.expressions import DatabaseDefault

from tongban.kernel.bulk.sheets import Sheet


def write_new(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Write instances that were never stored: COPY on PostgreSQL, one prepared statement on SQLite.

    No signal is sent and no ``save`` is called; a default of the database must be a plain value, and sealed columns are
    not for this.
    """
    if not rows:
        return
    fields = model._meta.concrete_fields
    sheet = Sheet(model, *(field.attname for field in fields))
    for row in rows:
        sheet.add(tuple(field.get_db_prep_save(_given(row, field), connection) for field in fields))
    sheet.write()


def _given(row: models.Model, field: models.Field) -> Any:
    value = getattr(row, field.attname)
    return value.expression.value if isinstance(value, DatabaseDefault) else value  # type: ignore[attr-defined]
