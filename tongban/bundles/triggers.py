"""Triggers that refuse to change a published version of a bundle, whoever writes, on both databases."""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

VERSION = "bundles_bundleversion"
PARTS = ("bundles_member", "bundles_link")
MESSAGE = "a published version stays as it is: draft a new one"
MAY_CHANGE = {"id", "state", "published_at", "retired_at"}
STATE_OF_ITS_VERSION = f"SELECT state FROM {VERSION} WHERE id = NEW.version_id"  # noqa: S608 (our own table)


def install(connection: BaseDatabaseWrapper) -> None:
    """Refuse from now on."""
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, VERSION)
        columns = ", ".join(each.name for each in described if each.name not in MAY_CHANGE)
        guards = {"sqlite": _on_sqlite, "postgresql": _on_postgresql}[connection.vendor]
        for statement in guards(columns):
            cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers off: for a migration that alters a table."""
    names = [("bundle_version_stays", VERSION), ("bundle_is_no_draft_again", VERSION)]
    names += [(_name(part, verb), part) for part in PARTS for verb in ("INSERT", "UPDATE")]
    with connection.cursor() as cursor:
        for name, table in names:
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def _on_sqlite(columns: str) -> Iterator[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    yield (
        f"CREATE TRIGGER bundle_version_stays BEFORE UPDATE OF {columns} ON {VERSION} "
        f"WHEN OLD.state <> 'draft' {refuse}"
    )
    yield (
        f"CREATE TRIGGER bundle_is_no_draft_again BEFORE UPDATE OF state ON {VERSION} "
        f"WHEN OLD.state <> 'draft' AND NEW.state <> 'retired' {refuse}"
    )
    for part in PARTS:
        for verb in ("INSERT", "UPDATE"):
            yield (
                f"CREATE TRIGGER {_name(part, verb)} BEFORE {verb} ON {part} "
                f"WHEN ({STATE_OF_ITS_VERSION}) <> 'draft' {refuse}"
            )


def _on_postgresql(columns: str) -> Iterator[str]:
    refusal = f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'"
    yield f"CREATE OR REPLACE FUNCTION bundles_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refusal}; END $$"
    yield (
        "CREATE OR REPLACE FUNCTION bundles_refuse_part() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF ({STATE_OF_ITS_VERSION}) <> 'draft' THEN {refusal}; END IF; RETURN NEW; END $$"
    )
    yield (
        f"CREATE TRIGGER bundle_version_stays BEFORE UPDATE OF {columns} ON {VERSION} FOR EACH ROW "
        "WHEN (OLD.state <> 'draft') EXECUTE FUNCTION bundles_refuse()"
    )
    yield (
        f"CREATE TRIGGER bundle_is_no_draft_again BEFORE UPDATE OF state ON {VERSION} FOR EACH ROW "
        "WHEN (OLD.state <> 'draft' AND NEW.state <> 'retired') EXECUTE FUNCTION bundles_refuse()"
    )
    for part in PARTS:
        for verb in ("INSERT", "UPDATE"):
            yield (
                f"CREATE TRIGGER {_name(part, verb)} BEFORE {verb} ON {part} FOR EACH ROW "
                "EXECUTE FUNCTION bundles_refuse_part()"
            )


def _name(part: str, verb: str) -> str:
    return f"{part.removeprefix('bundles_')}_{verb.lower()}_of_bundle_stays"
