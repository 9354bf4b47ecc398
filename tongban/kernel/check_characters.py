"""Check characters of ISO 7064: one more character that gives away a mistyped one."""

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def mod_37_36(text: str) -> str:
    """Return the check character of a text of digits and capitals, by ISO 7064 MOD 37,36.

    Raises ValueError on any other character.

    >>> mod_37_36("11100000MB03271699022340100000000016001")
    '9'
    """
    product = len(ALPHABET)
    for character in text:
        total = (product + ALPHABET.index(character)) % 36 or 36
        product = total * 2 % 37
    return ALPHABET[(37 - product) % 36]
