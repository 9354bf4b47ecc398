"""ISO 7064 MOD 37,36 against identifiers in use."""

import pytest

from tongban.kernel.check_characters import mod_37_36


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("11100000000013338W01111430000006122244L20230000403001", "U"),
        ("11100000MB03271699022340100000000016001", "9"),
        ("11100000000013338W00911330105002500287C2025052201002", "0"),
    ],
)
def test_the_check_character_agrees_with_identifiers_in_use(text: str, check: str) -> None:
    assert mod_37_36(text) == check


def test_a_character_outside_the_alphabet_is_an_error() -> None:
    with pytest.raises(ValueError, match="substring not found"):
        mod_37_36("12-34")
