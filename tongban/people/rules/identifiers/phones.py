"""Phone numbers: mobile, fixed with area code, 400, short numbers."""

import re

from tongban.kernel.obstacles import Obstacle
from tongban.people.rules.identifiers.form import normal

KIND = "phone"
MOBILE = r"1[3-9][0-9]{9}"
FIXED = r"0[0-9]{2,3}-?[0-9]{7,8}(-[0-9]{1,6})?"
BUSINESS = r"[48]00-?[0-9]{3}-?[0-9]{4}"
SHORT = r"110|119|120|122|1[0-2][0-9]{3}|9[56][0-9]{3,4}"


def normal_phone(value: str) -> str:
    """Return a number as it is stored; a mobile number without country code or separators.

    >>> normal_phone("+86 199-0000-0001")
    '19900000001'
    """
    number = normal(value).removeprefix("+86").removeprefix("0086").lstrip("-")
    bare = number.replace("-", "")
    return bare if re.fullmatch(MOBILE, bare) else number


def check_phone(value: str) -> list[Obstacle]:
    """Return why nobody can be called at this number.

    >>> [check_phone(number) for number in ("19900000001", "0519-86310000", "400-000-1234", "12345")]
    [[], [], [], []]
    """
    number = normal_phone(value)
    if not number:
        return [Obstacle("identifier_empty", KIND)]
    if re.fullmatch(f"{MOBILE}|{FIXED}|{BUSINESS}|{SHORT}", number):
        return []
    return [Obstacle("phone_wrong_form", KIND)]


def check_mobile(value: str) -> list[Obstacle]:
    """Return why no message can be sent to this number."""
    number = normal_phone(value)
    if not number:
        return [Obstacle("identifier_empty", KIND)]
    return [] if re.fullmatch(MOBILE, number) else [Obstacle("phone_not_mobile", KIND)]
