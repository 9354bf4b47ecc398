"""How sure we are that a party is who it says it is (实名等级)."""

DECLARED, SEEN, VERIFIED = "declared", "seen", "verified"
_RANK = {DECLARED: 0, SEEN: 1, VERIFIED: 2}


def is_stronger(new: str, old: str) -> bool:
    """Say whether one assurance outranks another: a card that was seen outranks a number that was typed.

    >>> is_stronger(SEEN, DECLARED), is_stronger(SEEN, SEEN)
    (True, False)
    """
    return _RANK[new] > _RANK[old]


# How surely somebody signed in this time (登录的认证级别), from an identity provider or by a code to the phone.
PHONE, DOCUMENT, FACE = "phone", "document", "face"
LEVELS = (PHONE, DOCUMENT, FACE)


def reaches(level: str, wanted: str) -> bool:
    """Say whether a session is sure enough for an act.

    >>> reaches(FACE, DOCUMENT), reaches(PHONE, DOCUMENT), reaches("", PHONE)
    (True, False, False)
    """
    return level in LEVELS and LEVELS.index(level) >= LEVELS.index(wanted)
