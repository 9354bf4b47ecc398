"""Triggers that refuse to change or remove what stands in the journal or under its seals, on both databases.

SQLite makes a table anew when a migration alters it, without its triggers: such a migration calls ``install`` again.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "kernel_journalentry"
GUARDED = (TABLE, "kernel_sealkey", "kernel_seal", "kernel_sealleaf")
MESSAGE = "the journal is append-only"

FUNCTION = (
    "CREATE OR REPLACE FUNCTION kernel_refuse_to_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$"
    f" BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'restrict_violation'; END $$"
)
VERBS = ("UPDATE", "DELETE")  # SQLite has no TRUNCATE


def install(connection: BaseDatabaseWrapper) -> None:
    """Refuse UPDATE, DELETE and TRUNCATE of these rows from now on; a table that is not there yet is passed over."""
    statements = [FUNCTION] if connection.vendor == "postgresql" else []
    for table in _present(connection):
        statements += _guards(connection.vendor, table)
    _execute(connection, statements)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers off: for tests, and for the migration that alters a table."""
    statements = []
    for table in _present(connection):
        if connection.vendor == "postgresql":
            statements.append(f"DROP TRIGGER IF EXISTS journal_is_append_only ON {table}")
        else:
            statements += [f"DROP TRIGGER IF EXISTS {_name(table, verb)}" for verb in VERBS]
    _execute(connection, statements)


def _guards(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [
            f"CREATE OR REPLACE TRIGGER journal_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_to_rewrite()"
        ]
    return [
        f"CREATE TRIGGER IF NOT EXISTS {_name(table, verb)} BEFORE {verb} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        for verb in VERBS
    ]


def _name(table: str, verb: str) -> str:
    """Return the name of a trigger of SQLite, where a name belongs to the database and not to a table."""
    subject = "journal" if table == TABLE else table.removeprefix("kernel_")
    return f"{subject}_refuses_{verb.lower()}"


def _present(connection: BaseDatabaseWrapper) -> list[str]:
    tables = set(connection.introspection.table_names())
    return [table for table in GUARDED if table in tables]


def _execute(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
