"""Triggers that refuse to change what has been handed in for review or published, whoever writes, on both databases.

SQLite makes a table anew when a migration alters it, without its triggers: such a migration calls ``drop`` before and
``install`` after.
"""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

VERSION = "catalogue_itemversion"
PARTS = tuple(f"catalogue_{part}" for part in ("placement", "handlingitem", "materialspec", "stepspec"))
MESSAGE = "a published version stays as it is: draft a new one"
MAY_CHANGE = {
    "id", "state", "reviewed_at", "reviewed_by_id", "review_note", "effective_on", "retires_on", "published_at",
    "retired_at",
}  # fmt: skip
PATHS = (("review", "draft"), ("review", "scheduled"), ("review", "published"), ("scheduled", "draft"),
         ("scheduled", "published"), ("published", "retired"))  # fmt: skip
STATE_OF_ITS_VERSION = f"SELECT state FROM {VERSION} WHERE id = NEW.version_id"  # noqa: S608 (our own table)
LEAVES_THE_PATH = "OLD.state <> 'draft' AND OLD.state <> NEW.state AND NOT ({})".format(
    " OR ".join(f"(OLD.state = '{old}' AND NEW.state = '{new}')" for old, new in PATHS)
)


def install(connection: BaseDatabaseWrapper) -> None:
    """Refuse from now on."""
    with connection.cursor() as cursor:
        columns = [
            each.name
            for each in connection.introspection.get_table_description(cursor, VERSION)
            if each.name not in MAY_CHANGE
        ]
        guards = {"sqlite": _on_sqlite, "postgresql": _on_postgresql}[connection.vendor]
        for statement in guards(", ".join(columns)):
            cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers off: for a migration that alters a table."""
    names = [("version_stays", VERSION), ("version_is_no_draft_again", VERSION)]
    names += [(_name(part, verb), part) for part in PARTS for verb in ("INSERT", "UPDATE")]
    with connection.cursor() as cursor:
        for name, table in names:
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def _on_sqlite(columns: str) -> Iterator[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    yield f"CREATE TRIGGER version_stays BEFORE UPDATE OF {columns} ON {VERSION} WHEN OLD.state <> 'draft' {refuse}"
    yield (
        f"CREATE TRIGGER version_is_no_draft_again BEFORE UPDATE OF state ON {VERSION} WHEN {LEAVES_THE_PATH} {refuse}"
    )
    for part in PARTS:
        for verb in ("INSERT", "UPDATE"):
            yield (
                f"CREATE TRIGGER {_name(part, verb)} BEFORE {verb} ON {part} "
                f"WHEN ({STATE_OF_ITS_VERSION}) <> 'draft' {refuse}"
            )


def _on_postgresql(columns: str) -> Iterator[str]:
    refusal = f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'"
    yield (
        f"CREATE OR REPLACE FUNCTION catalogue_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refusal}; END $$"
    )
    yield (
        "CREATE OR REPLACE FUNCTION catalogue_refuse_part() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF ({STATE_OF_ITS_VERSION}) <> 'draft' THEN {refusal}; "
        "END IF; RETURN NEW; END $$"
    )
    yield (
        f"CREATE TRIGGER version_stays BEFORE UPDATE OF {columns} ON {VERSION} FOR EACH ROW "
        "WHEN (OLD.state <> 'draft') EXECUTE FUNCTION catalogue_refuse()"
    )
    yield (
        f"CREATE TRIGGER version_is_no_draft_again BEFORE UPDATE OF state ON {VERSION} FOR EACH ROW "
        f"WHEN ({LEAVES_THE_PATH}) EXECUTE FUNCTION catalogue_refuse()"
    )
    for part in PARTS:
        for verb in ("INSERT", "UPDATE"):
            yield (
                f"CREATE TRIGGER {_name(part, verb)} BEFORE {verb} ON {part} FOR EACH ROW "
                "EXECUTE FUNCTION catalogue_refuse_part()"
            )


def _name(part: str, verb: str) -> str:
    return f"{part.removeprefix('catalogue_')}_{verb.lower()}_stays"
