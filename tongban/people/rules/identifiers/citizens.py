"""Citizen identity number (公民身份号码, GB 11643-1999) and the 15-digit form before it."""

from datetime import date

from tongban.kernel.obstacles import Obstacle
from tongban.people.rules.identifiers.form import normal, wrong_check, wrong_form

KIND = "citizen-id"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
CENTENARIANS = range(996, 1000)  # in 15-digit numbers these sequences belong to people born before 1900
OLDEST_YEARS = 150


def check_citizen_id(value: str, *, today: date) -> list[Obstacle]:
    """Return why this cannot be a citizen's identity number.

    The region is not looked up: it may have been abolished since the number was given.

    >>> check_citizen_id("11010519491231002x", today=date(2026, 5, 7))
    []
    >>> check_citizen_id("110105490229002", today=date(2026, 5, 7))[0].code
    'birth_date_does_not_exist'
    """
    number = normal(value)
    if obstacles := wrong_form(KIND, number, lengths={15, 18}, alphabet="0123456789X"):
        return obstacles
    digits = number[:17] if len(number) == 18 else number
    if "X" in digits:
        details = {"character": "X", "position": digits.index("X") + 1}
        return [Obstacle("identifier_wrong_character", KIND, details)]

    obstacles = _wrong_region(digits) + _wrong_birth(digits, today) + _wrong_sequence(digits)
    if len(number) == 18:
        obstacles += wrong_check(KIND, expected=_check(digits), found=number[17])
    return obstacles


def make_citizen_id(*, region: str, born: date, sequence: int) -> str:
    """Return a number with the right check character; an odd sequence is a man's.

    >>> make_citizen_id(region="990102", born=date(1990, 1, 31), sequence=12)
    '990102199001310122'
    """
    digits = f"{region}{born:%Y%m%d}{sequence:03d}"
    return digits + _check(digits)


def _check(digits: str) -> str:
    return CHECKS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True)) % 11]


def _wrong_region(digits: str) -> list[Obstacle]:
    if digits[0] != "0" and digits[:2] != "10":
        return []
    return [Obstacle("region_of_no_province", KIND, {"region": digits[:6]})]


def _wrong_birth(digits: str, today: date) -> list[Obstacle]:
    text = digits[6:14] if len(digits) == 17 else _century(digits) + digits[6:12]
    try:
        born = date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return [Obstacle("birth_date_does_not_exist", KIND, {"date": text})]
    if born > today:
        return [Obstacle("birth_date_in_the_future", KIND, {"date": born.isoformat()})]
    if born.year < today.year - OLDEST_YEARS:
        return [Obstacle("birth_date_too_long_ago", KIND, {"date": born.isoformat()})]
    return []


def _century(digits: str) -> str:
    return "18" if int(digits[12:15]) in CENTENARIANS else "19"


def _wrong_sequence(digits: str) -> list[Obstacle]:
    if digits[-3:] != "000":
        return []
    return [Obstacle("sequence_never_given", KIND, {"sequence": "000"})]
