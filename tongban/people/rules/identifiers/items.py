"""Item codes (事项编码): basic 12, implementation 31, handling item 33; the 2016 scheme is named as such."""

import re

from tongban.kernel.obstacles import Obstacle
from tongban.people.rules.identifiers.form import normal, wrong_form
from tongban.people.rules.identifiers.organisations import check_uscc

KIND = "item-code"
IMPLEMENTATION = 31  # characters of what one office has; two more name a handling item of it
LENGTHS = {12, IMPLEMENTATION, 33}
LEGACY = {10: "基本编码", 24: "实施编码"}  # GB/T 39046-2020 still prints them
LEVELS = "1234567"  # 行使层级, GB/T 39046 A.2
DIGITS_AND_CAPITALS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def check_item_code(value: str) -> list[Obstacle]:
    """Return why this cannot be the code of an item, part by part.

    >>> check_item_code("11370800MB285591843370117002011")
    []
    >>> check_item_code("0123456789")[0].code
    'item_code_is_legacy'
    """
    code = normal(value)
    if len(code) in LEGACY and re.fullmatch(r"[0-9A-Z]+", code):
        return [Obstacle("item_code_is_legacy", KIND, {"length": len(code), "name": LEGACY[len(code)]})]
    if obstacles := wrong_form(KIND, code, lengths=LENGTHS, alphabet=DIGITS_AND_CAPITALS):
        return obstacles
    if len(code) == 12:
        return _wrong_basic(code)

    obstacles = check_uscc(code[:18])
    if code[18] not in LEVELS:
        obstacles.append(Obstacle("item_level_unknown", KIND, {"level": code[18]}))
    obstacles += _wrong_basic(code[19:31])
    if len(code) == 33 and (not code[31:].isdecimal() or code[31:] == "00"):
        obstacles.append(Obstacle("item_sequence_wrong", KIND, {"sequence": code[31:]}))
    return obstacles


def make_item_code(*, uscc: str, level: str, basic: str, sequence: int | None = None) -> str:
    """Return the code of an item in the hands of one office, or of one of its scenarios.

    >>> make_item_code(uscc="11370800MB28559184", level="3", basic="370117002011", sequence=1)
    '11370800MB28559184337011700201101'
    """
    return f"{uscc}{level}{basic}" + ("" if sequence is None else f"{sequence:02d}")


def _wrong_basic(code: str) -> list[Obstacle]:
    """Region 2 (00 national), type 2, department group 2, main item 3, sub-item 3."""
    if not code.isdecimal():
        return [Obstacle("item_basic_not_digits", KIND, {"basic": code})]
    if code[2:4] == "00":  # a class of items, not an item
        return [Obstacle("item_type_unknown", KIND, {"type": code[2:4]})]
    return []
