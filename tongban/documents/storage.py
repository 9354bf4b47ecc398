"""Where bytes lie: under ``FILES_DIR``, by the first letters of the digest of what they say, never twice.

A file is written beside its place and moved there whole, so a reader never meets half a file. On the disk it is
sealed under the keys of the vault (``kernel.vault.streams``), from the first byte that came in; files of releases
before lie in clear and are read all the same, until ``tongban vault rotate`` seals them. What no row names any more
is removed by ``sweep`` after a day.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.outages import is_disk_full
from tongban.kernel.vault.keys import active_key
from tongban.kernel.vault.streams import key_of, open_sealed, write_sealed

CHUNK = 256 * 1024
ASIDE = "incoming"


class CannotKeep(Refused):
    """The bytes could not be written."""


@dataclass(frozen=True)
class Incoming:
    """Bytes that were written aside and wait to be examined; digest and size are of what they say, not of the disk."""

    path: Path
    digest: str
    size: int

    def open(self) -> BinaryIO:
        return open_sealed(self.path.open("rb"))


@dataclass(frozen=True)
class Kept:
    """Bytes that were examined and lie in their place; a row may name them now."""

    name: str
    media_type: str
    size: int
    digest: str
    path: str


@contextmanager
def received(chunks: Iterable[bytes], *, limit: int) -> Iterator[Incoming]:
    """Write chunks aside, at most one chunk beyond the limit, and hand out the result; it is gone afterwards
    unless it was kept."""
    place = aside()
    try:
        yield _write(chunks, place, limit)
    finally:
        place.unlink(missing_ok=True)


def keep(incoming: Incoming) -> str:
    """Move what was written aside to its place and return the path below ``FILES_DIR``."""
    relative = f"{incoming.digest[:2]}/{incoming.digest[2:4]}/{incoming.digest}"
    place = root() / relative
    with refusing_full_disk():
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists():
            os.utime(place)  # young again: the sweep leaves it alone until its new row is there
        else:
            incoming.path.replace(place)
            place.chmod(0o440)
    return relative


def open_kept(relative: str) -> BinaryIO:
    return open_sealed((root() / relative).open("rb"))


def digest_of(place: Path) -> str:
    """Return the digest of what a kept file says. Raises crypto.CannotOpen if it was changed or its key is not here."""
    with open_sealed(place.open("rb")) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]


def seal_anew(place: Path) -> bool:
    """Bring a kept file under the active key of the vault; return whether it was not there yet."""
    with place.open("rb") as stream:
        if key_of(stream) == active_key():
            return False
    touched = place.stat().st_mtime
    with open_sealed(place.open("rb")) as stream:
        write_whole(place, iter(lambda: stream.read(CHUNK), b""))
    os.utime(place, (touched, touched))
    return True


def kept_files() -> Iterator[Path]:
    """Yield every file that is kept: what came in, and PDFs that were made of documents."""
    return (place for place in root().glob("*/**/*") if place.is_file() and place.parent.name != ASIDE)


def read_whole(place: Path) -> bytes:
    with open_sealed(place.open("rb")) as stream:
        return stream.read()


def write_whole(place: Path, content: Iterable[bytes]) -> None:
    """Write a file in one piece, sealed: all of it or nothing."""
    beside = aside()
    try:
        with refusing_full_disk():
            with beside.open("wb") as out:
                write_sealed(content, out)
            beside.chmod(0o440)
            place.parent.mkdir(parents=True, exist_ok=True)
            beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)


def folders() -> list[str]:
    """Return the first letters under which bytes are stored."""
    return sorted(folder.name for folder in root().glob("[0-9a-f][0-9a-f]"))


def kept_before(folder: str, moment: float) -> Iterator[Path]:
    """Yield the stored bytes of a folder that were last touched before a moment (seconds since 1970)."""
    return (place for place in (root() / folder).glob("*/*") if place.stat().st_mtime < moment)


def left_aside_before(moment: float) -> Iterator[Path]:
    """Yield what an interrupted upload left behind."""
    return (path for path in (root() / ASIDE).glob("*") if path.stat().st_mtime < moment)


def root() -> Path:
    return Path(settings.FILES_DIR)


@contextmanager
def refusing_full_disk() -> Iterator[None]:
    """Turn a full disk into an obstacle that a person can read."""
    try:
        yield
    except OSError as error:
        if is_disk_full(error):
            raise CannotKeep([Obstacle("storage_is_full")]) from error
        raise


def aside() -> Path:
    """Return the place of a new, empty file beside those that are kept; what is left there is swept after a day."""
    folder = root() / ASIDE
    with refusing_full_disk():
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)
        os.close(handle)
    return Path(name)


def _write(chunks: Iterable[bytes], place: Path, limit: int) -> Incoming:
    digest, size = hashlib.sha256(), 0

    def counted() -> Iterator[bytes]:
        nonlocal size
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            yield chunk
            if size > limit:
                return

    with refusing_full_disk(), place.open("wb") as out:
        write_sealed(counted(), out)
        out.flush()
        os.fsync(out.fileno())
    return Incoming(place, digest.hexdigest(), size)
