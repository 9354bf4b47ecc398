"""What lies on the disk says nothing without the keys of the vault, and is read as if it lay in clear."""

import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from tongban.documents import storage
from tongban.documents.actions import issue_document, store_file
from tongban.documents.models import StoredFile
from tongban.documents.queries import open_file, render, rendered_place
from tongban.documents.tests import made
from tongban.documents.tests.made import NOW
from tongban.kernel.crypto import CannotOpen
from tongban.kernel.events import SYSTEM
from tongban.kernel.vault.streams import MAGIC, key_of

pytestmark = pytest.mark.django_db
OLD, NEW = "k1:" + "ab" * 32, "k2:" + "cd" * 32


@pytest.fixture(autouse=True)
def files_dir(settings: Any, tmp_path: Path) -> Path:
    settings.FILES_DIR = tmp_path
    return tmp_path


def store(content: bytes) -> StoredFile:
    return store_file(upload=(content, "照片.png"), subject="draft:1", by=SYSTEM, now=NOW)


def place_of(file: StoredFile) -> Path:
    return storage.root() / file.path


def read(file: StoredFile) -> bytes:
    with open_file(file) as stream:
        return stream.read()


def keys_on_disk() -> set[str]:
    return {key_of(io.BytesIO(place.read_bytes())) for place in storage.kept_files()}


def test_no_byte_that_came_in_lies_on_the_disk_in_clear(files_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []
    monkeypatch.setattr(Path, "replace", _watched(seen, Path.replace))
    content = made.png()

    file = store(content)

    assert read(file) == content
    assert file.digest == hashlib.sha256(content).hexdigest() == storage.digest_of(place_of(file))
    assert file.size == len(content)
    assert seen  # what was written aside, before it was examined
    for raw in [*seen, *(place.read_bytes() for place in files_dir.rglob("*") if place.is_file())]:
        assert raw.startswith(MAGIC)
        assert content[16:] not in raw


def _watched(seen: list[bytes], replace: Any) -> Any:
    def replacing(self: Path, target: Path) -> Path:
        seen.append(self.read_bytes())
        moved: Path = replace(self, target)
        return moved

    return replacing


def test_the_pdf_of_a_document_is_kept_sealed_too() -> None:
    data = made.every_paper()[1].as_data()
    document = issue_document(
        kind="acceptance_notice", subject="tray:1", office_name="云州市行政审批服务局", data=data, by=SYSTEM, now=NOW
    )

    first, again = render(document), render(document)

    assert first == again
    assert first.startswith(b"%PDF-")
    assert rendered_place(document).read_bytes().startswith(MAGIC)


def test_a_file_of_the_release_before_lies_in_clear_and_is_read() -> None:
    file = store(made.png())
    place_of(file).chmod(0o640)
    place_of(file).write_bytes(made.png())

    assert read(file) == made.png()


def test_a_file_that_was_changed_on_the_disk_does_not_open() -> None:
    file = store(made.png())
    place_of(file).chmod(0o640)
    raw = place_of(file).read_bytes()
    place_of(file).write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))

    with pytest.raises(CannotOpen):
        read(file)


def test_rotating_the_vault_brings_files_under_the_new_key_and_seals_those_in_clear(
    settings: LazySettings,
) -> None:
    settings.VAULT_KEYS = OLD
    sealed, clear = store(made.png()), store(made.png(9, 9))
    place_of(clear).chmod(0o640)
    place_of(clear).write_bytes(made.png(9, 9))
    touched = place_of(sealed).stat().st_mtime
    assert keys_on_disk() == {"intl.k1", ""}

    settings.VAULT_KEYS = f"{NEW},{OLD}"
    moved = [storage.seal_anew(place) for _ in range(2) for place in storage.kept_files()]
    settings.VAULT_KEYS = NEW

    assert moved == [True, True, False, False]
    assert keys_on_disk() == {"intl.k2"}
    assert (read(sealed), read(clear)) == (made.png(), made.png(9, 9))
    assert place_of(sealed).stat().st_mtime == touched  # no younger for the sweep
