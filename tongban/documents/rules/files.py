"""What may be taken in as a file: the name, the size, and what the bytes themselves say they are.

The answers are obstacles, each with what would help. A file is judged by its content; its name must agree.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import BinaryIO

import puremagic

from tongban.documents.rules import archives, images, pdfs
from tongban.kernel.obstacles import Obstacle

MEGABYTE = 1024 * 1024
HEAD = 4096
LONGEST_NAME = 120
REMOVED = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')


@dataclass(frozen=True)
class FileKind:
    """A kind of file that is taken in, and the endings its name may have."""

    code: str
    media_type: str
    endings: tuple[str, ...]


PDF = FileKind("pdf", "application/pdf", ("pdf",))
JPEG = FileKind("jpeg", "image/jpeg", ("jpg", "jpeg"))
PNG = FileKind("png", "image/png", ("png",))
WEBP = FileKind("webp", "image/webp", ("webp",))
OFD = FileKind("ofd", "application/ofd", ("ofd",))
OFFICE = "application/vnd.openxmlformats-officedocument"
DOCX = FileKind("docx", f"{OFFICE}.wordprocessingml.document", ("docx",))
XLSX = FileKind("xlsx", f"{OFFICE}.spreadsheetml.sheet", ("xlsx",))
TAKEN = (PDF, JPEG, PNG, WEBP, OFD, DOCX, XLSX)
ACCEPT = ",".join(f".{ending}" for kind in TAKEN for ending in kind.endings)  # for <input accept>
BY_MARKER = {"OFD.xml": OFD, "word/document.xml": DOCX, "xl/workbook.xml": XLSX}
ACTIVE_ENDINGS = {
    "bat",
    "cmd",
    "com",
    "exe",
    "hta",
    "htm",
    "html",
    "jar",
    "js",
    "msi",
    "php",
    "ps1",
    "scr",
    "sh",
    "vbs",
}


def clean_name(name: str) -> str:
    r"""Return a name that is safe to show and to save: the last part of a path, without control characters.

    >>> clean_name("C:\\照片\\身份证 正面.JPG"), clean_name("../../etc/passwd"), clean_name("a\u202egpj.exe")
    ('身份证 正面.JPG', 'passwd', 'agpj.exe')
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(c for c in REMOVED.sub("", last) if unicodedata.category(c) not in {"Cf", "Cc", "Cs", "Co"})
    stem, dot, ending = visible.strip(" .").rpartition(".")
    return (stem[:LONGEST_NAME] + dot + ending[:20]) if dot else ending[:LONGEST_NAME]


def endings(name: str) -> list[str]:
    """Return the endings of a name, the last one last.

    >>> endings("营业执照.pdf.EXE"), endings("2026.5.7 合同.pdf"), endings("README")
    (['pdf', 'exe'], ['5', '7 合同', 'pdf'], [])
    """
    return [part.strip().lower() for part in name.split(".")[1:]]


def kind_of(head: bytes, stream: BinaryIO) -> FileKind | None:
    """Return what the bytes are, or None when they are nothing that is taken in."""
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith(b"PK\x03\x04"):
        names = archives.member_names(stream)
        return next((kind for marker, kind in BY_MARKER.items() if marker in names), None)
    return None


def obstacles_to_name(name: str) -> list[Obstacle]:
    """Return why a name cannot stand, before anything is read."""
    found = endings(name)
    if not name or not found:
        return [Obstacle("file_name_without_ending", name, {"taken": taken_endings()})]
    if ACTIVE_ENDINGS.intersection(found):
        return [Obstacle("file_kind_not_taken", name, {"found": found[-1], "taken": taken_endings()})]
    if found[-1] not in {ending for kind in TAKEN for ending in kind.endings}:
        return [Obstacle("file_kind_not_taken", name, {"found": found[-1], "taken": taken_endings()})]
    return []


def obstacles_to_size(name: str, size: int, limit: int) -> list[Obstacle]:
    """Return why a size cannot stand: nothing in it, or more than the limit in bytes."""
    if size == 0:
        return [Obstacle("file_is_empty", name)]
    if size > limit:
        return [Obstacle("file_too_large", name, {"limit": limit // MEGABYTE, "size": -(-size // MEGABYTE)})]
    return []


def obstacles_to_content(name: str, stream: BinaryIO, size: int) -> tuple[FileKind | None, list[Obstacle]]:
    """Return what the file is, and why its content cannot be taken in."""
    stream.seek(0)
    head = stream.read(HEAD)
    kind = kind_of(head, stream)
    if kind is None:
        return None, [Obstacle("file_kind_not_taken", name, {"found": real_kind(head), "taken": taken_endings()})]
    if endings(name)[-1] not in kind.endings:
        return kind, [Obstacle("file_is_not_its_name", name, {"found": kind.code, "named": endings(name)[-1]})]
    if kind not in (OFD, DOCX, XLSX) and archives.has_archive_tail(stream, size):
        return kind, [Obstacle("file_hides_another", name)]
    return kind, [Obstacle(code, name, details) for code, details in _inspect(kind, stream)]


def real_kind(head: bytes) -> str:
    """Return the best guess at what bytes are that we do not take, for the wording alone.

    >>> real_kind(b"MZ\\x90\\x00" + bytes(60)), real_kind(b"hello")
    ('exe', '?')
    """
    if head.startswith(b"MZ"):
        return "exe"
    try:
        return puremagic.from_string(head).lstrip(".") or "?"
    except (puremagic.PureError, ValueError):
        return "?"


def taken_endings() -> str:
    return "、".join(ending for kind in TAKEN for ending in kind.endings)


def _inspect(kind: FileKind, stream: BinaryIO) -> list[tuple[str, dict[str, object]]]:
    if kind is PDF:
        return pdfs.findings(stream)
    if kind in (OFD, DOCX, XLSX):
        return archives.findings(stream)
    return images.findings(stream)
