"""Triggers: what was published never changes, whoever writes.

A version may pass from published to retired; everything else of it, and its parts, stays.
"""

from django.db import migrations

PARTS = ("placement", "handlingitem", "materialspec", "stepspec")
MESSAGE = "a published version stays as it is: draft a new one"
MAY_CHANGE = {"id", "state", "published_at", "retired_at"}


def add_triggers(apps, schema_editor):
    version = apps.get_model("catalogue", "ItemVersion")
    columns = [f.column for f in version._meta.local_fields if f.name not in MAY_CHANGE]
    guard = {"sqlite": _guard_sqlite, "postgresql": _guard_postgres}[schema_editor.connection.vendor]
    for statement in guard(columns):
        schema_editor.execute(statement)


def remove_triggers(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    names = [("version_stays", "itemversion"), ("version_is_no_draft_again", "itemversion")]
    names += [(f"{part}_{act}_stays", part) for part in PARTS for act in ("insert", "update")]
    for name, table in names:
        on = f" ON catalogue_{table}" if vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
    if vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS catalogue_refuse(), catalogue_refuse_part()")


def _guard_sqlite(columns):
    refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    yield (
        f"CREATE TRIGGER version_stays BEFORE UPDATE OF {', '.join(columns)} ON catalogue_itemversion "
        f"WHEN OLD.state <> 'draft' {refuse}"
    )
    yield (
        "CREATE TRIGGER version_is_no_draft_again BEFORE UPDATE OF state ON catalogue_itemversion "
        f"WHEN OLD.state <> 'draft' AND NEW.state <> 'retired' {refuse}"
    )
    for part in PARTS:
        for act in ("insert", "update"):
            yield (
                f"CREATE TRIGGER {part}_{act}_stays BEFORE {act.upper()} ON catalogue_{part} "
                "WHEN (SELECT state FROM catalogue_itemversion WHERE id = NEW.version_id) <> 'draft' "
                f"{refuse}"
            )


def _guard_postgres(columns):
    yield (
        "CREATE FUNCTION catalogue_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    yield (
        "CREATE FUNCTION catalogue_refuse_part() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN IF (SELECT state FROM catalogue_itemversion WHERE id = NEW.version_id) <> 'draft' THEN "
        f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
    )
    yield (
        f"CREATE TRIGGER version_stays BEFORE UPDATE OF {', '.join(columns)} ON catalogue_itemversion FOR EACH ROW "
        "WHEN (OLD.state <> 'draft') EXECUTE FUNCTION catalogue_refuse()"
    )
    yield (
        "CREATE TRIGGER version_is_no_draft_again BEFORE UPDATE OF state ON catalogue_itemversion FOR EACH ROW "
        "WHEN (OLD.state <> 'draft' AND NEW.state <> 'retired') EXECUTE FUNCTION catalogue_refuse()"
    )
    for part in PARTS:
        for act in ("insert", "update"):
            yield (
                f"CREATE TRIGGER {part}_{act}_stays BEFORE {act.upper()} ON catalogue_{part} FOR EACH ROW "
                "EXECUTE FUNCTION catalogue_refuse_part()"
            )


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [migrations.RunPython(add_triggers, remove_triggers)]
