"""Which characters the fonts can print: people have names with characters that no usual font holds.

PDF/A refuses a document with a character that cannot be displayed, so such a character is replaced beforehand: a
letter by 〓 (its code is told on the paper, to be written in by hand), an ornament by nothing.
"""

import struct
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

GETA = "〓"
KEPT_BREAKS = "\n\u200b"
SEGMENTED = 12  # the format of a character map that reaches beyond the first 65,536 characters


def legible(value: Any, covered: frozenset[int], missing: set[str]) -> Any:
    """Return a value whose texts hold printable characters alone; add to ``missing`` what was replaced."""
    if isinstance(value, str):
        return "".join(_shown(character, covered, missing) for character in unicodedata.normalize("NFC", value))
    if isinstance(value, dict):
        return {name: legible(part, covered, missing) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [legible(part, covered, missing) for part in value]
    return value


def coverage(font: Path) -> frozenset[int]:
    """Return the code points that a font file (otf, ttf, the first of a ttc) has a glyph for."""
    raw = font.read_bytes()
    start = struct.unpack_from(">I", raw, 12)[0] if raw[:4] == b"ttcf" else 0
    count = struct.unpack_from(">H", raw, start + 4)[0]
    for position in range(start + 12, start + 12 + 16 * count, 16):
        tag, _, offset, _ = struct.unpack_from(">4sIII", raw, position)
        if tag == b"cmap":
            return frozenset(_mapped(raw, offset))
    return frozenset()


def _shown(character: str, covered: frozenset[int], missing: set[str]) -> str:
    if character in KEPT_BREAKS or ord(character) in covered:
        return character
    if character.isspace():
        return " "
    if not character.isalpha():
        return ""
    missing.add(f"U+{ord(character):04X}")
    return GETA


def _mapped(raw: bytes, table: int) -> Iterator[int]:
    """Yield what the map in the widest format covers, groups of first, last and first glyph."""
    count = struct.unpack_from(">H", raw, table + 2)[0]
    for position in range(table + 4, table + 4 + 8 * count, 8):
        offset = table + struct.unpack_from(">HHI", raw, position)[2]
        if struct.unpack_from(">H", raw, offset)[0] == SEGMENTED:
            groups = struct.unpack_from(">I", raw, offset + 12)[0]
            for first, last, _ in struct.iter_unpack(">III", raw[offset + 16 : offset + 16 + 12 * groups]):
                yield from range(first, last + 1)
            return
