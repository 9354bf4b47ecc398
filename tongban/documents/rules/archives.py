"""What is inside a zipped document (docx, xlsx, ofd), read from its directory alone: nothing is unpacked."""

import zipfile
from typing import BinaryIO

Finding = tuple[str, dict[str, object]]

MOST_MEMBERS = 3000
MOST_UNPACKED = 300 * 1024 * 1024
HIGHEST_RATIO = 250  # text compresses to a hundredth at best; a bomb to a thousandth
RATIO_COUNTS_FROM = 4 * 1024 * 1024
END_RECORD = b"PK\x05\x06"
TAIL = 66_000  # the end record and its longest comment


def member_names(stream: BinaryIO) -> set[str]:
    """Return the names in the directory of a zip; none when it cannot be read."""
    members = _directory(stream)
    return {member.filename for member in members[: MOST_MEMBERS + 1]}


def findings(stream: BinaryIO) -> list[Finding]:
    """Return what speaks against a zipped document: too much in it, locked, macros, or names that climb out."""
    members = _directory(stream)
    if not members:
        return [("file_is_damaged", {})]
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or any(map(_is_bomb, members)):
        return [("file_unpacks_too_large", {})]
    if any(member.flag_bits & 1 for member in members):
        return [("file_is_locked", {})]
    if any(_climbs(member.filename) for member in members):
        return [("file_is_damaged", {})]
    if any(member.filename.lower().endswith(("vbaproject.bin", ".exe", ".js")) for member in members):
        return [("file_has_program", {})]
    return []


def has_archive_tail(stream: BinaryIO, size: int) -> bool:
    """Return whether a zip hangs at the end of a file that begins as something else."""
    stream.seek(max(0, size - TAIL))
    tail = stream.read(TAIL)
    position = tail.rfind(END_RECORD)
    if position < 0 or len(tail) - position < 22:
        return False
    comment = int.from_bytes(tail[position + 20 : position + 22], "little")
    return position + 22 + comment == len(tail)


def _directory(stream: BinaryIO) -> list[zipfile.ZipInfo]:
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return []


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    return member.file_size > RATIO_COUNTS_FROM and member.file_size > HIGHEST_RATIO * max(member.compress_size, 1)


def _climbs(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name
