"""The codes of items (实施编码), checked in their parts.

31 characters = 18 (统一社会信用代码 of the office) + 1 (行使层级) + 12 (基本编码). A code of the right length whose
parts are wrong is wrong. The legacy schemes of 10 and 24 characters are not read here.
"""

import re

from tongban.kernel.obstacles import Obstacle

BASIC = re.compile(r"^\d{12}$")
LEVELS = frozenset("1234567")
TYPES = frozenset({"01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "20"})
UPON_APPLICATION = frozenset({"01", "05", "07", "08", "09", "10", "20"})  # 依申请: what a hall must take in


def item_code(*, uscc: str, level: str, basic_code: str) -> str:
    """Return the code of a catalogue item in the hands of one office.

    >>> item_code(uscc="11370800MB28559184", level="3", basic_code="370117002011")
    '11370800MB285591843370117002011'
    """
    return f"{uscc}{level}{basic_code}"


def handling_code(code: str, position: int) -> str:
    """Return the code of a scenario: the item's code and two digits, from 01.

    >>> handling_code("11370800MB285591843370117002011", 2)[-4:]
    '1102'
    """
    return f"{code}{position:02d}"


def basic_code_errors(code: str) -> list[Obstacle]:
    """Return what is wrong with a basic code: twelve digits, of which the third and fourth name a type of item.

    >>> basic_code_errors("370117002011"), [o.code for o in basic_code_errors("379917002011")]
    ([], ['basic_code_unknown_type'])
    """
    if not BASIC.match(code):
        return [Obstacle("basic_code_malformed", code)]
    if code[2:4] not in TYPES:
        return [Obstacle("basic_code_unknown_type", code, {"type": code[2:4]})]
    return []


def item_code_errors(code: str, *, uscc: str, level: str, basic_code: str) -> list[Obstacle]:
    """Return which parts of an item's code disagree with its office, its level or its catalogue item.

    >>> parts = {"uscc": "11370800MB28559184", "level": "4", "basic_code": "370117002011"}
    >>> [o.code for o in item_code_errors("11370800MB285591843370117002011", **parts)]
    ['item_code_other_level']
    """
    if len(code) != 31:
        return [Obstacle("item_code_length", code, {"length": len(code)})]
    obstacles = []
    if code[:18] != uscc:
        obstacles.append(Obstacle("item_code_other_office", code, {"expected": uscc}))
    if code[18] != level or level not in LEVELS:
        obstacles.append(Obstacle("item_code_other_level", code, {"expected": level}))
    if code[19:] != basic_code:
        obstacles.append(Obstacle("item_code_other_catalogue_item", code, {"expected": basic_code}))
    return obstacles + basic_code_errors(basic_code)
