"""What a backup says of itself, and the sums by which damage is found."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tongban.kernel.obstacles import Obstacle, Refused

FORMAT = 1
MANIFEST, SUMS, TABLES, FILES = "manifest.json", "SHA256SUMS", "tables", "files"
CHUNK = 1024 * 1024


class CannotBackUp(Refused):
    """No backup can be made here."""


class CannotRestore(Refused):
    """The backup cannot be put back here."""


@dataclass(frozen=True)
class Table:
    name: str
    columns: list[tuple[str, str]]  # name and kind
    rows: int

    @property
    def path(self) -> str:
        return f"{TABLES}/{self.name}.ndjson.gz"


@dataclass(frozen=True)
class Manifest:
    version: str
    made_at: str
    database: str
    migrations: list[str]  # "app.name"
    tables: list[Table]
    files: int
    keys: dict[str, str] = field(default_factory=dict)  # what each key is called and its fingerprint, never itself
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)

    def write(self, folder: Path) -> None:
        (folder / MANIFEST).write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Return what the backup says of itself. Raises CannotRestore if it is none that this version reads."""
    if not (folder / MANIFEST).is_file() or not (folder / SUMS).is_file():
        raise CannotRestore([Obstacle("no_whole_backup", str(folder))])
    said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if said.get("format") != FORMAT:
        raise CannotRestore([Obstacle("backup_of_another_format", str(said.get("format")))])
    tables = [Table(t["name"], [(name, kind) for name, kind in t["columns"]], t["rows"]) for t in said.pop("tables")]
    return Manifest(**said, tables=tables)


def digest_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def damage(folder: Path, manifest: Manifest) -> Iterator[str]:
    """Yield each file of a backup that is missing or is not what was written."""
    sums = dict(_sums(folder))
    for needed in [MANIFEST, *(table.path for table in manifest.tables)]:
        if needed not in sums:
            yield needed
    if sum(path.startswith(f"{FILES}/") for path in sums) != manifest.files:
        yield SUMS
    for path, digest in sums.items():
        place = folder / path
        if not place.resolve().is_relative_to(folder.resolve()) or not place.is_file() or digest_of(place) != digest:
            yield path


def stored_files(folder: Path) -> list[str]:
    """Return the paths of stored files, below the folder of files."""
    return [path.removeprefix(f"{FILES}/") for path, _ in _sums(folder) if path.startswith(f"{FILES}/")]


def _sums(folder: Path) -> Iterator[tuple[str, str]]:
    for line in (folder / SUMS).read_text(encoding="utf-8").splitlines():
        digest, _, path = line.partition("  ")
        yield path, digest
