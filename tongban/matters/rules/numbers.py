"""The number of a matter: ``RRRRRR-YYMMDD-NNNNNN-C``.

Region, day of opening, running number of that region and day, and one check character (ISO 7064
MOD 37,36) over the eighteen characters before it. It tells neither the item nor the person. A part of a whole (a member
of a bundle) has the number of the whole and ``-NN``.
"""

import re
from datetime import date

from tongban.kernel.check_characters import mod_37_36

STRIPES = 16  # counters of one region and day, so that submitters do not wait for one another
LAST = 999_999
SHAPE = re.compile(r"(\d{6})-(\d{6})-(\d{6})-([0-9A-Z])(?:-\d{2,3})?")
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is read as something else: 0 O, 1 I L
CODE_LENGTH = 8


def make_number(*, region_code: str, on: date, running: int) -> str:
    """Return the number of the ``running``-th matter of a region on a day.

    >>> make_number(region_code="990101000000", on=date(2026, 5, 7), running=42)
    '990101-260507-000042-E'
    """
    if not 1 <= running <= LAST:
        raise ValueError(f"no running number {running}")
    body = f"{region_code[:6]}{on:%y%m%d}{running:06d}"
    return f"{body[:6]}-{body[6:12]}-{body[12:]}-{mod_37_36(body)}"


def part_number(whole: str, place: int) -> str:
    """Return the number of the ``place``-th part of a whole.

    >>> part_number("990101-260507-000042-E", 3)
    '990101-260507-000042-E-03'
    """
    return f"{whole}-{place:02d}"


def is_number(text: str) -> bool:
    """Whether a text is a whole number with the right check character.

    >>> is_number("990101-260507-000042-E"), is_number("990101-260507-000024-X"), is_number("990101-260507-000042-E-03")
    (True, False, True)
    """
    shape = SHAPE.fullmatch(text)
    return shape is not None and mod_37_36("".join(shape.groups()[:3])) == shape.group(4)


def tidy_number(text: str) -> str:
    """Return what was typed as a number, or as its beginning, with its hyphens in place.

    >>> tidy_number(" 990101 260507 0000 "), tidy_number("990101260507000042e03")
    ('990101-260507-0000', '990101-260507-000042-E-03')
    """
    plain = re.sub(r"[\s-]", "", text).upper()
    parts = [plain[:6], plain[6:12], plain[12:18], plain[18:19], plain[19:]]
    return "-".join(part for part in parts if part)


def running_number(*, stripe: int, taken: int) -> int:
    """Return the running number that a stripe gives out as its next: the stripes' numbers interleave.

    >>> [running_number(stripe=3, taken=n) for n in (0, 1, 2)]
    [4, 20, 36]
    """
    return taken * STRIPES + stripe + 1


def looks_like_number(text: str) -> bool:
    """Whether what was typed can be the beginning of a number.

    >>> looks_like_number("990101-2605"), looks_like_number("食品经营许可")
    (True, False)
    """
    return re.fullmatch(r"\d{1,18}[0-9A-Z]?|\d{18}[0-9A-Z]\d{1,3}", re.sub(r"[\s-]", "", text).upper()) is not None
