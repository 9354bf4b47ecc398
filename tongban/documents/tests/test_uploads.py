"""What is too large for memory lies sealed while the request lasts, and is gone with it."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import StopUpload
from django.test import RequestFactory

from tongban.documents.uploads import SealedUpload, SealedUploadHandler
from tongban.kernel.vault.streams import MAGIC, PIECE

SECRET = b"991234197001011234 " * 20_000  # some pieces


@pytest.fixture(autouse=True)
def files_dir(settings: Any, tmp_path: Path) -> Path:
    settings.FILES_DIR = tmp_path / "files"
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    return tmp_path / "files"


Sent = Callable[[bytes], Any]


@pytest.fixture
def sent() -> Iterator[Sent]:
    """Make the request of a form with a file; it is closed in the end, as the server does."""
    requests: list[Any] = []

    def send(content: bytes) -> Any:
        requests.append(RequestFactory().post("/", {"on": "1", "file": SimpleUploadedFile("a.pdf", content)}))
        return requests[-1]

    yield send
    for request in requests:
        request.close()


def lying(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("size", [1001, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, len(SECRET)])
def test_a_large_upload_is_read_as_it_was_sent(size: int, sent: Sent) -> None:
    upload = sent(SECRET[:size]).FILES["file"]

    assert isinstance(upload, SealedUpload)
    assert (upload.name, upload.size) == ("a.pdf", size)
    assert b"".join(upload.chunks()) == SECRET[:size]


def test_not_a_byte_of_it_lies_anywhere_in_clear(
    sent: Sent, files_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    request = sent(SECRET)
    assert request.FILES["file"].read(18) == SECRET[:18]

    [aside] = lying(tmp_path)
    assert aside.startswith(MAGIC)
    assert SECRET[:18] not in aside
    request.close()
    assert lying(files_dir) == []


def test_a_small_one_stays_in_memory(sent: Sent, files_dir: Path) -> None:
    request = sent(b"short")

    assert request.FILES["file"].read() == b"short"
    assert lying(files_dir) == []


def test_of_one_beyond_the_limit_no_more_is_kept_than_shows_it(sent: Sent, settings: Any, files_dir: Path) -> None:
    settings.FILE_LIMIT = 2 * PIECE
    upload = sent(SECRET).FILES["file"]

    assert settings.FILE_LIMIT < upload.size < len(SECRET)
    assert sum(map(len, lying(files_dir))) < len(SECRET)


class Broken(SealedUploadHandler):
    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        super().receive_data_chunk(raw_data, start)
        raise StopUpload(connection_reset=True)


def test_of_an_upload_that_breaks_off_nothing_is_left(sent: Sent, files_dir: Path) -> None:
    request = sent(SECRET)
    request.upload_handlers = [Broken(request)]

    assert "file" not in request.FILES
    assert lying(files_dir) == []
