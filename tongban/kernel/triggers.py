"""Triggers that refuse to change or remove what stands in the journal, on both databases.

SQLite makes a table anew when a migration alters it, without its triggers: such a migration calls ``install`` again.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "kernel_journalentry"
MESSAGE = "the journal is append-only"

INSTALL = {
    "postgresql": (
        "CREATE OR REPLACE FUNCTION kernel_refuse_to_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'restrict_violation'; END $$",
        f"CREATE OR REPLACE TRIGGER journal_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE}"
        " FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_to_rewrite()",
    ),
    "sqlite": tuple(
        f"CREATE TRIGGER IF NOT EXISTS journal_refuses_{verb.lower()} BEFORE {verb} ON {TABLE}"
        f" BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        for verb in ("UPDATE", "DELETE")  # SQLite has no TRUNCATE
    ),
}
DROP = {
    "postgresql": (f"DROP TRIGGER IF EXISTS journal_is_append_only ON {TABLE}",),
    "sqlite": ("DROP TRIGGER IF EXISTS journal_refuses_update", "DROP TRIGGER IF EXISTS journal_refuses_delete"),
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Refuse UPDATE, DELETE and TRUNCATE of journal entries from now on."""
    _execute(connection, INSTALL[connection.vendor])


def drop(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers off: for tests, and for the migration that alters the table."""
    _execute(connection, DROP[connection.vendor])


def _execute(connection: BaseDatabaseWrapper, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
