"""The codes of items (实施编码): made of their parts, and checked against the office and the catalogue item.

Whether a code is well made at all is judged by ``people.rules.identifiers``; here it must also agree with whom and
with what it stands for.
"""

from collections.abc import Collection

from tongban.kernel.obstacles import Obstacle
from tongban.people.rules.identifiers import check_item_code, make_item_code

FIRST_LOCAL = 900


def item_code(*, uscc: str, level: str, basic_code: str) -> str:
    """Return the code of a catalogue item in the hands of one office.

    >>> item_code(uscc="11370800MB28559184", level="3", basic_code="370117002011")
    '11370800MB285591843370117002011'
    """
    return make_item_code(uscc=uscc, level=level, basic=basic_code)


def handling_code(code: str, position: int) -> str:
    """Return the code of a scenario: the item's code and two digits, from 01.

    >>> handling_code("11370800MB285591843370117002011", 2)[-4:]
    '1102'
    """
    return f"{code}{position:02d}"


def local_basic_code(*, region: str, item_type: str, group: str, taken: Collection[str]) -> str:
    """Return the next free basic code for an item that a place adds itself.

    Two digits of the region, type, department group, main item, no sub-item. Main items from 900 on are a place's own,
    so that what is handed down later finds its number free. Raises ValueError when all hundred are taken.

    >>> local_basic_code(region="990102", item_type="20", group="31", taken={"992031900000"})
    '992031901000'
    """
    for main in range(FIRST_LOCAL, 1000):
        code = f"{region[:2]}{item_type}{group}{main:03d}000"
        if code not in taken:
            return code
    raise ValueError(f"no code is left for local items of group {group}")


def basic_code_errors(code: str) -> list[Obstacle]:
    """Return what is wrong with a basic code: twelve digits, of which the third and fourth name a type of item.

    >>> basic_code_errors("370117002011"), len(basic_code_errors("11370800MB285591843370117002011"))
    ([], 1)
    """
    if len(code) != 12:
        return [Obstacle("basic_code_length", code, {"length": len(code)})]
    return check_item_code(code)


def item_code_errors(code: str, *, uscc: str, level: str, basic_code: str) -> list[Obstacle]:
    """Return what is wrong with a code in itself, and which parts disagree with office, level or catalogue item.

    >>> parts = {"uscc": "11370800MB28559184", "level": "4", "basic_code": "370117002011"}
    >>> [o.code for o in item_code_errors("11370800MB285591843370117002011", **parts)]
    ['item_code_other_level']
    """
    if len(code) != 31:
        return [Obstacle("item_code_length", code, {"length": len(code)})]
    obstacles = check_item_code(code)
    if code[:18] != uscc:
        obstacles.append(Obstacle("item_code_other_office", code, {"expected": uscc}))
    if code[18] != level:
        obstacles.append(Obstacle("item_code_other_level", code, {"expected": level}))
    if code[19:] != basic_code:
        obstacles.append(Obstacle("item_code_other_catalogue_item", code, {"expected": basic_code}))
    return obstacles
