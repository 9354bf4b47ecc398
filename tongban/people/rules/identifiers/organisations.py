"""Unified social credit code (统一社会信用代码, GB 32100-2015) and the organisation code inside it (GB 11714)."""

from tongban.kernel.obstacles import Obstacle
from tongban.people.rules.identifiers.form import normal, wrong_check, wrong_form

KIND = "uscc"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def check_uscc(value: str) -> list[Obstacle]:
    """Return why this cannot be a unified social credit code; both of its check characters are recomputed.

    >>> check_uscc("91350100M000100Y43")
    []
    >>> check_uscc("91350100M000100Y44")[0].code
    'identifier_wrong_check'
    """
    code = normal(value)
    if obstacles := wrong_form(KIND, code, lengths={18}, alphabet=ALPHABET):
        return obstacles
    if not code[2:8].isdecimal():
        return [Obstacle("uscc_region_not_digits", KIND, {"region": code[2:8]})]
    return _wrong_organisation_code(code[8:17]) + wrong_check(KIND, expected=_check(code[:17]), found=code[17])


def make_uscc(serial: int, *, region: str, department: str = "1", category: str = "1") -> str:
    """Return a code with both check characters right, for a body that does not exist.

    >>> make_uscc(42, region="990100")
    '11990100000000422H'
    """
    body = f"{serial:08d}"
    code = f"{department}{category}{region}{body}{_organisation_check(body)}"
    return code + _check(code)


def _check(body: str) -> str:
    total = sum(weight * ALPHABET.index(character) for weight, character in zip(WEIGHTS, body, strict=True))
    return ALPHABET[-total % 31]


def _organisation_check(body: str) -> str:
    values = (ORGANISATION_ALPHABET.index(character) for character in body)
    total = sum(weight * value for weight, value in zip(ORGANISATION_WEIGHTS, values, strict=True))
    return "0123456789X"[-total % 11]


def _wrong_organisation_code(code: str) -> list[Obstacle]:
    expected = _organisation_check(code[:8])
    if code[8] == expected:
        return []
    return [Obstacle("uscc_wrong_organisation_check", KIND, {"expected": expected, "found": code[8]})]
