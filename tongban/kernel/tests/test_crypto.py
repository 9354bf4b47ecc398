"""One interface, whatever the algorithms."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel import crypto

KEY = bytes(range(32))


def test_the_setting_chooses_the_suite(settings: Any) -> None:
    assert crypto.suite().name == "intl"

    settings.CRYPTO_SUITE = "rot13"

    with pytest.raises(ImproperlyConfigured, match="rot13"):
        crypto.suite()


def test_a_digest_is_the_published_one() -> None:
    assert crypto.suite().digest(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@given(st.binary(), st.binary())
def test_what_was_sealed_opens_in_its_place(data: bytes, place: bytes) -> None:
    suite = crypto.suite()

    assert suite.decrypt(KEY, suite.encrypt(KEY, data, bound_to=place), bound_to=place) == data


@pytest.mark.parametrize("touched", [0, 12, -1])
def test_a_changed_bit_another_place_or_another_key_does_not_open(touched: int) -> None:
    suite = crypto.suite()
    sealed = suite.encrypt(KEY, b"data", bound_to=b"here")
    changed = bytearray(sealed)
    changed[touched] ^= 1

    for key, value, place in [(KEY, bytes(changed), b"here"), (KEY, sealed, b"there"), (KEY[::-1], sealed, b"here")]:
        with pytest.raises(crypto.CannotOpen):
            suite.decrypt(key, value, bound_to=place)


def test_a_signature_holds_for_its_data_and_key_only() -> None:
    suite = crypto.suite()
    private = suite.new_private_key()
    signature = suite.sign(private, b"data")

    assert suite.verify(suite.public_key(private), b"data", signature)
    assert not suite.verify(suite.public_key(private), b"other", signature)
    assert not suite.verify(suite.public_key(suite.new_private_key()), b"data", signature)


def test_keys_for_different_purposes_differ() -> None:
    suite = crypto.suite()

    assert suite.derive(KEY, purpose="a", length=32) != suite.derive(KEY, purpose="b", length=32)
    assert suite.mac(KEY, b"x") != suite.mac(KEY, b"y")
