"""What all identifiers share: one normal form, a length and an alphabet."""

import re
import unicodedata
from collections.abc import Collection

from tongban.kernel.obstacles import Obstacle


def normal(value: str) -> str:
    """Return an identifier as it is stored: half-width, capitals, no spaces.

    >>> normal(" １１０105 19491231 002x ")
    '11010519491231002X'
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", value)).upper()


def wrong_form(kind: str, value: str, *, lengths: Collection[int], alphabet: str) -> list[Obstacle]:
    """Return what is wrong with the length or the characters of a normal value."""
    if not value:
        return [Obstacle("identifier_empty", kind)]
    if len(value) not in lengths:
        expected = "/".join(str(length) for length in sorted(lengths))
        return [Obstacle("identifier_wrong_length", kind, {"expected": expected, "found": len(value)})]
    for position, character in enumerate(value, start=1):
        if character not in alphabet:
            return [Obstacle("identifier_wrong_character", kind, {"character": character, "position": position})]
    return []


def wrong_check(kind: str, *, expected: str, found: str) -> list[Obstacle]:
    """Return the obstacle of a check character that does not agree with the rest."""
    if expected == found:
        return []
    return [Obstacle("identifier_wrong_check", kind, {"expected": expected, "found": found})]
