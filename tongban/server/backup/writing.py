"""Making a backup: rows of one moment, then the files that those rows name."""

import gzip
import json
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from tongban import __version__
from tongban.documents import storage
from tongban.documents.models import StoredFile
from tongban.kernel.crypto import CannotOpen
from tongban.kernel.obstacles import Obstacle
from tongban.server.backup import keys
from tongban.server.backup.columns import WRITE, columns_of, converter
from tongban.server.backup.manifest import FILES, MANIFEST, SUMS, TABLES, CannotBackUp, Manifest, Table, digest_of
from tongban.server.backup.snapshot import Snapshot, snapshot

# Of the running platform alone: sessions, leases, the mark by which its processes know that powers have changed.
PASSING = {"django_session", "kernel_nodelease", "people_powersmark"}
STEP = 100_000  # rows between two lines of progress
LEVEL = 1  # of compression: the disk is not worth an hour of waiting

Say = Callable[[str], None]


def back_up(folder: Path, *, keys_folder: Path | None, now: datetime, say: Say) -> list[str]:
    """Write a backup, and return the stored files that could not be read. Raises CannotBackUp."""
    if folder.exists() and any(folder.iterdir()):
        raise CannotBackUp([Obstacle("folder_not_empty", str(folder))])
    if keys_folder:
        keys.refuse_one_place(folder, keys_folder)
    (folder / TABLES).mkdir(parents=True)

    with snapshot() as moment:
        applied = moment.rows("SELECT app, name FROM django_migrations ORDER BY app, name")
        migrations = [f"{app}.{name}" for app, name in applied]
        tables = [_write_table(folder, moment, model, say) for model in tables_to_keep()]
        paths = sorted({path for (path,) in moment.rows(f"SELECT path FROM {StoredFile._meta.db_table}")})  # noqa: S608 (our own names)
    lost = _copy_files(folder, paths, say)

    Manifest(
        version=__version__,
        made_at=now.astimezone(UTC).isoformat(timespec="seconds"),
        database=connection.vendor,
        migrations=migrations,
        tables=tables,
        files=len(paths) - len(lost),
        keys=keys.fingerprints(),
    ).write(folder)
    _write_sums(folder, tables, [path for path in paths if path not in set(lost)])
    if keys_folder:
        say(f"keys: {keys.write(keys_folder)}")
    return lost


def tables_to_keep() -> list[type[Model]]:
    """Return the model of every table whose rows are kept, each table once."""
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    recorder = MigrationRecorder.Migration._meta.db_table
    return [
        model
        for name, model in sorted(models.items())
        if model._meta.managed and not model._meta.proxy and name not in PASSING | {recorder}
    ]


def _write_table(folder: Path, moment: Snapshot, model: type[Model], say: Say) -> Table:
    name, columns = model._meta.db_table, columns_of(model)
    quoted = ", ".join(connection.ops.quote_name(column) for column, _ in columns)
    convert = converter([kind for _, kind in columns], WRITE)
    count, encode = 0, json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    with gzip.open(folder / TABLES / f"{name}.ndjson.gz", "wt", LEVEL, encoding="utf-8", newline="\n") as out:
        for row in moment.rows(f"SELECT {quoted} FROM {connection.ops.quote_name(name)}"):  # noqa: S608 (our own names)
            out.write(f"{encode(convert(row))}\n")
            count += 1
            if count % STEP == 0:
                say(f"{name}: {count} …")
    if count:
        say(f"{name}: {count}")
    return Table(name, columns, count)


def _copy_files(folder: Path, paths: list[str], say: Say) -> list[str]:
    """Copy the stored files; return those that are gone or are no longer what they were."""
    lost = []
    for number, path in enumerate(paths, 1):
        place = folder / FILES / path
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(storage.root() / path, place)
        except FileNotFoundError:
            lost.append(path)
            continue
        if not _says_what_it_said(place):
            place.unlink()
            lost.append(path)
        if number % 1000 == 0:
            say(f"files: {number} of {len(paths)} …")
    say(f"files: {len(paths) - len(lost)}")
    return lost


def _says_what_it_said(place: Path) -> bool:
    """Return whether a stored file opens and holds what it is named by: the digest of its content."""
    try:
        return storage.digest_of(place) == place.name
    except CannotOpen:
        return False


def _write_sums(folder: Path, tables: list[Table], paths: list[str]) -> None:
    def lines() -> Iterator[str]:
        for path in [MANIFEST, *(table.path for table in tables)]:
            yield f"{digest_of(folder / path)}  {path}\n"
        for path in paths:
            yield f"{digest_of(folder / FILES / path)}  {FILES}/{path}\n"

    with (folder / SUMS).open("w", encoding="utf-8") as out:
        out.writelines(lines())
