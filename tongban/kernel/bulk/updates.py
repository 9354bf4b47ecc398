"""Fields of many rows, each with values of its own, stored in one statement."""

from collections.abc import Sequence

from django.db import connection, models


def update_each(rows: Sequence[models.Model], fields: Sequence[str]) -> None:
    """Store these fields of rows of one model: UPDATE … FROM (VALUES …), which both databases understand.

    Django's ``bulk_update`` writes a CASE per field and row, which takes longer to compile than to run.
    """
    if not rows:
        return
    meta, name = type(rows[0])._meta, connection.ops.quote_name
    by_name = {column.name: column for column in meta.concrete_fields}
    columns = [by_name[field] for field in fields]
    keyed = [by_name["id"], *columns]
    values = [column.get_db_prep_save(getattr(row, column.attname), connection) for row in rows for column in keyed]
    sets = ", ".join(f"{name(str(column.column))} = {_cell(n, column)}" for n, column in enumerate(columns, start=2))
    tuples = ", ".join([f"({', '.join(['%s'] * len(keyed))})"] * len(rows))
    sql = f"UPDATE {name(meta.db_table)} SET {sets} FROM (VALUES {tuples}) AS given WHERE id = {_cell(1, keyed[0])}"  # noqa: S608 (our own names)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _cell(number: int, column: models.Field) -> str:
    """Return a column of VALUES, which both databases name so; PostgreSQL must be told the type of one that is NULL."""
    cell = f"given.column{number}"
    return f"CAST({cell} AS {column.rel_db_type(connection)})" if connection.vendor == "postgresql" else cell
