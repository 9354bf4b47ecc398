"""Putting a backup back: into a new database, in the shape it was made in, then on to the shape of this version."""

import gzip
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from tongban.documents import storage
from tongban.kernel.events import SYSTEM, Event, publish
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.server.backup import keys
from tongban.server.backup.columns import READ, converter
from tongban.server.backup.manifest import FILES, CannotRestore, Manifest, Table, damage, read_manifest, stored_files

AT_ONCE = 500  # rows a statement

Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class BackupRestored(Event):
    """The platform goes on from a backup: what happened between its making and now is not in this database."""

    made_at: str
    version: str
    rows: int


def restore(folder: Path, *, now: datetime, say: Say) -> Manifest:
    """Put a backup back into the empty database that the settings name. Raises CannotRestore."""
    manifest = read_manifest(folder)
    _refuse_unfit(manifest)
    say(f"checking {manifest.rows} rows and {manifest.files} files, made {manifest.made_at}")
    if damaged := list(damage(folder, manifest)):
        raise CannotRestore([Obstacle("backup_damaged", path) for path in damaged])

    _put_files(folder, say)
    _migrate_to(manifest.migrations)
    _load(folder, manifest, say)
    call_command("migrate", verbosity=0)
    _note(manifest=manifest, now=now)
    return manifest


def _refuse_unfit(manifest: Manifest) -> None:
    """Raise CannotRestore if the backup is of a later version, its keys are not here, or the database is in use."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    obstacles = [Obstacle("backup_of_a_later_version", name) for name in manifest.migrations if name not in known][:1]
    obstacles += [Obstacle("key_of_the_backup_missing", name) for name in keys.missing(manifest.keys)]
    if connection.introspection.table_names():
        obstacles.append(Obstacle("database_not_empty"))
    if obstacles:
        raise CannotRestore(obstacles)


def _put_files(folder: Path, say: Say) -> None:
    paths = stored_files(folder)
    for path in paths:
        place = storage.root() / path
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / FILES / path, place)
            place.chmod(0o440)
    say(f"files: {len(paths)}")


def _migrate_to(migrations: list[str]) -> None:
    """Make the tables as they were when the backup was made."""
    executor = MigrationExecutor(connection)
    wanted = {(app, name) for app, _, name in (full.partition(".") for full in migrations)}
    nodes = executor.loader.graph.node_map
    inner = {parent.key for key in wanted for parent in nodes[key].parents if parent.key[0] == key[0]}
    executor.migrate(sorted(wanted - inner))


def _load(folder: Path, manifest: Manifest, say: Say) -> None:
    """Write all rows in one transaction: all of them or none."""
    with transaction.atomic(), _guards_asleep():
        for table in manifest.tables:
            rows = _rows(folder, table)
            count = _copy(table, rows) if connection.vendor == "postgresql" else _insert(table, rows)
            if count != table.rows:
                raise CannotRestore([Obstacle("backup_damaged", table.path)])
            if count:
                say(f"{table.name}: {count}")
        _count_on()


def _rows(folder: Path, table: Table) -> Iterator[list[Any]]:
    convert = converter([kind for _, kind in table.columns], READ[connection.vendor])
    with gzip.open(folder / table.path, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield convert(json.loads(line))


def _copy(table: Table, rows: Iterator[list[Any]]) -> int:
    count = 0
    with connection.cursor() as cursor, cursor.copy(f"COPY {_into(table)} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def _insert(table: Table, rows: Iterator[list[Any]]) -> int:
    count, places = 0, ", ".join(["%s"] * len(table.columns))
    with connection.cursor() as cursor:
        while some := list(islice(rows, AT_ONCE)):
            cursor.executemany(f"INSERT INTO {_into(table)} VALUES ({places})", some)  # noqa: S608 (our own names)
            count += len(some)
    return count


def _into(table: Table) -> str:
    quote = connection.ops.quote_name
    return f"{quote(table.name)} ({', '.join(quote(column) for column, _ in table.columns)})"


@contextmanager
def _guards_asleep() -> Iterator[None]:
    """Let rows in that triggers would refuse from an application: what they guard comes from behind them."""
    with connection.cursor() as cursor:
        asleep, awake = _postgres_guards(cursor) if connection.vendor == "postgresql" else _sqlite_guards(cursor)
        for statement in asleep:
            cursor.execute(statement)
        yield
        for statement in awake:
            cursor.execute(statement)


def _postgres_guards(cursor: Any) -> tuple[list[str], list[str]]:
    cursor.execute(
        "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace"
    )
    tables = [name for (name,) in cursor.fetchall()]
    asleep = [f"ALTER TABLE {name} DISABLE TRIGGER USER" for name in tables]
    awake = [f"ALTER TABLE {name} ENABLE TRIGGER USER" for name in tables]
    return asleep, ["SET CONSTRAINTS ALL IMMEDIATE", *awake]  # what is still to be checked holds up ALTER TABLE


def _sqlite_guards(cursor: Any) -> tuple[list[str], list[str]]:
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    guards = cursor.fetchall()
    return [f"DROP TRIGGER {connection.ops.quote_name(name)}" for name, _ in guards], [sql for _, sql in guards]


def _count_on() -> None:
    """Let counters of the database go on after the largest number that came in."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    present = set(connection.introspection.table_names())
    statements = connection.ops.sequence_reset_sql(no_style(), [m for m in models if m._meta.db_table in present])
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@action
def _note(*, manifest: Manifest, now: datetime) -> None:
    publish(
        BackupRestored(
            subject="platform:tongban",
            by=str(SYSTEM),
            at=now,
            made_at=manifest.made_at,
            version=manifest.version,
            rows=manifest.rows,
        )
    )
