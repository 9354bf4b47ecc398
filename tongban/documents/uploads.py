"""Files on their way in: what is too large for memory is written aside sealed, never in clear.

Django asks the handlers of ``FILE_UPLOAD_HANDLERS`` one after the other; the one before keeps small requests in memory.
"""

from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from tongban.documents import storage
from tongban.kernel.vault.streams import Sealing, open_sealed


class SealedUpload(UploadedFile):
    """A file that lies aside, sealed, for as long as the request lasts."""

    def __init__(self, aside: Path, **about: Any):
        self._aside = aside
        super().__init__(file=open_sealed(aside.open("rb")), **about)

    def close(self) -> None:
        super().close()
        self._aside.unlink(missing_ok=True)


class Aside:
    """A file that is being written aside; closed before it is whole, nothing of it stays."""

    def __init__(self) -> None:
        self.path, self.size, self._is_whole = storage.aside(), 0, False
        self._out: BinaryIO = self.path.open("wb")
        self._sealing = Sealing(self._out)

    def write(self, content: bytes) -> None:
        self._sealing.write(content)
        self.size += len(content)

    def finish(self) -> None:
        self._sealing.finish()
        self._is_whole = True
        self._out.close()

    def close(self) -> None:
        self._out.close()
        if not self._is_whole:
            self.path.unlink(missing_ok=True)


class SealedUploadHandler(FileUploadHandler):
    """Seals each file as it comes in; of one beyond the limit no more is kept than shows that it is.

    ``file`` is what Django closes when an upload breaks off.
    """

    def new_file(self, *args: Any, **named: Any) -> None:
        super().new_file(*args, **named)
        self.file = Aside()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.file.size <= settings.FILE_LIMIT:
            self.file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        self.file.finish()
        return SealedUpload(
            self.file.path,
            name=self.file_name,
            size=self.file.size,
            content_type=self.content_type,
            content_type_extra=self.content_type_extra,
            charset=self.charset,
        )

    def upload_interrupted(self) -> None:
        if hasattr(self, "file"):
            self.file.close()
