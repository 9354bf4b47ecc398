"""How large a picture claims to be: a few bytes can ask a reader for gigabytes of memory."""

from typing import BinaryIO

Finding = tuple[str, dict[str, object]]

LONGEST_SIDE = 20_000  # pixels; an A0 sheet at 400 dpi is 18,700 long
MOST_PIXELS = 120_000_000
NOT_FRAMES = {0xC4, 0xC8, 0xCC}  # among the JPEG markers C0..CF: tables and extensions, not the frame's size


def findings(stream: BinaryIO) -> list[Finding]:
    """Return what speaks against a picture: no readable size, or one beyond reason."""
    size = dimensions(stream)
    if size is None or 0 in size:
        return [("file_is_damaged", {})]
    width, height = size
    if max(size) > LONGEST_SIDE or width * height > MOST_PIXELS:
        return [("picture_too_large", {"width": width, "height": height})]
    return []


def dimensions(stream: BinaryIO) -> tuple[int, int] | None:
    """Return width and height in pixels as the file claims them."""
    stream.seek(0)
    head = stream.read(32)
    if head.startswith(b"\x89PNG"):
        return (_big(head[16:20]), _big(head[20:24])) if head[12:16] == b"IHDR" else None
    if head.startswith(b"RIFF"):
        return _webp(head)
    return _jpeg(stream)


def _webp(head: bytes) -> tuple[int, int] | None:
    match head[12:16]:
        case b"VP8 ":
            return _little(head[26:28]) & 0x3FFF, _little(head[28:30]) & 0x3FFF
        case b"VP8L":
            bits = _little(head[21:25])
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8X":
            return _little(head[24:27]) + 1, _little(head[27:30]) + 1
    return None


def _jpeg(stream: BinaryIO) -> tuple[int, int] | None:
    stream.seek(2)
    while marker := stream.read(2):
        if len(marker) < 2 or marker[0] != 0xFF:
            return None
        if marker[1] == 0xFF:  # padding
            stream.seek(-1, 1)
            continue
        if 0xC0 <= marker[1] <= 0xCF and marker[1] not in NOT_FRAMES:
            frame = stream.read(7)
            return (_big(frame[5:7]), _big(frame[3:5])) if len(frame) == 7 else None
        length = _big(stream.read(2))
        if length < 2:
            return None
        stream.seek(length - 2, 1)
    return None


def _big(raw: bytes) -> int:
    return int.from_bytes(raw, "big")


def _little(raw: bytes) -> int:
    return int.from_bytes(raw, "little")
