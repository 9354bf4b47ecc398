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
LOCKED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
END = b"endstream"
MOST_UNPACKED = 8 * 1024 * 1024  # of one object stream
MOST_OBJECT_STREAMS = 500


def findings(stream: BinaryIO) -> list[Finding]:
    """Return what speaks against a PDF."""
    stream.seek(0)
    raw = stream.read()
    if b"%%EOF" not in raw[-2048:] or b"startxref" not in raw[-4096:]:
        return [("file_is_damaged", {})]
    syntax = b"\n".join(_syntax(raw))
    named = HEX_NAME.sub(lambda found: bytes([int(found.group(1), 16)]), syntax)
    if LOCKED.search(named):
        return [("file_is_locked", {})]
    if PROGRAM.search(named):
        return [("file_has_program", {})]
    if ATTACHED.search(named):
        return [("file_has_attachments", {})]
    return []


def _syntax(raw: bytes) -> Iterator[bytes]:
    """Yield everything between the streams, and object streams unpacked."""
    position = unpacked = 0
    while begins := STREAM.search(raw, position):
        between = raw[position : begins.start()]
        yield between
        ends = raw.find(END, begins.end())
        if ends < 0:
            return
        if b"/ObjStm" in between[-1000:] and unpacked < MOST_OBJECT_STREAMS:
            unpacked += 1
            yield _unpack(raw[begins.end() : ends])
        position = ends + len(END)
    yield raw[position:]


def _unpack(body: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(body, MOST_UNPACKED)
    except zlib.error:
        return body
