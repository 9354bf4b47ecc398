"""What a PDF carries besides pages: scripts, launches, attached files, a lock.

Only the names of the object syntax are looked at: bodies of streams are left out, since pictures contain any
bytes by chance, except object streams, which are unpacked within a bound. It is a check of good order, not a virus
scanner: a deployment puts its own scanner behind the same door.
"""

import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

Finding = tuple[str, dict[str, object]]

STREAM = re.compile(rb"stream\r?\n")
HEX_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
PROGRAM = re.compile(rb"/(JavaScript|JS|Launch|RichMedia|XFA)(?![A-Za-z0-9])")
ATTACHED = re.compile(rb"/(EmbeddedFile|EmbeddedFiles)(?![A-Za-z0-9])")
PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z0-9])")
LOCKED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
END = b"endstream"
OBJECT_END = b"endobj"
MOST_UNPACKED = 64 * 1024 * 1024  # of all object streams together: they hold names and numbers, never pictures


class UnpacksTooLarge(Exception):
    """What is packed into object streams is beyond reason: it is not looked at, and so not taken."""


def findings(stream: BinaryIO) -> list[Finding]:
    """Return what speaks against a PDF."""
    stream.seek(0)
    raw = stream.read()
    if b"%%EOF" not in raw[-2048:] or b"startxref" not in raw[-4096:]:
        return [("file_is_damaged", {})]
    try:
        syntax = b"\n".join(_syntax(raw))
    except UnpacksTooLarge:
        return [("file_unpacks_too_large", {})]
    named = HEX_NAME.sub(lambda found: bytes([int(found.group(1), 16)]), syntax)
    if LOCKED.search(named):
        return [("file_is_locked", {})]
    if PROGRAM.search(named):
        return [("file_has_program", {})]
    if ATTACHED.search(named):
        return [("file_has_attachments", {})]
    return []


def pages_in(raw: bytes) -> int:
    """Return how many pages a PDF of ours has."""
    return len(PAGE.findall(b"\n".join(_syntax(raw))))


def _syntax(raw: bytes) -> Iterator[bytes]:
    """Yield everything between the streams, and object streams unpacked."""
    position, room = 0, MOST_UNPACKED
    while begins := STREAM.search(raw, position):
        between = raw[position : begins.start()]
        yield between
        ends = raw.find(END, begins.end())
        if ends < 0 or OBJECT_END in raw[begins.end() : ends]:  # no stream at all: the word stood in a comment
            yield raw[begins.end() : ends if ends >= 0 else len(raw)]
        elif b"/ObjStm" in between[-1000:]:
            unpacked = _unpack(raw[begins.end() : ends], room)
            room -= len(unpacked)
            if room <= 0:
                raise UnpacksTooLarge
            yield unpacked
        if ends < 0:
            return
        position = ends + len(END)
    yield raw[position:]


def _unpack(body: bytes, room: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(body, room)
    except zlib.error:
        return body
