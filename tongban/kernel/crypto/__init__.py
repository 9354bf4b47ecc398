"""Digests, signatures and ciphers behind one interface; the setting ``CRYPTO_SUITE`` chooses who does them."""

import functools
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

SUITES = {"intl": "tongban.kernel.crypto.intl.International"}


class Suite(Protocol):
    """One family of algorithms. Keys and signatures are bytes: private keys PKCS#8 DER, public ones SPKI DER."""

    name: str
    key_length: int  # of the cipher, in bytes

    def digest(self, data: bytes) -> str:
        """Return the digest as 64 hexadecimal digits."""

    def hash(self, data: bytes) -> bytes:
        """Return the digest as 32 bytes, for those who make many."""

    def mac(self, key: bytes, data: bytes) -> str:
        """Return a keyed digest as 64 hexadecimal digits."""

    def derive(self, key: bytes, *, purpose: str, length: int) -> bytes:
        """Return a key for one purpose, made from a longer-lived one (HKDF)."""

    def new_private_key(self) -> bytes: ...

    def public_key(self, private_key: bytes) -> bytes: ...

    def sign(self, private_key: bytes, data: bytes) -> bytes: ...

    def verify(self, public_key: bytes, data: bytes, signature: bytes) -> bool: ...

    def encrypt(self, key: bytes, data: bytes, *, bound_to: bytes) -> bytes:
        """Return nonce and ciphertext, which only open together with what they are bound to."""

    def decrypt(self, key: bytes, sealed: bytes, *, bound_to: bytes) -> bytes:
        """Return the plain bytes. Raises CannotOpen if the key or the binding is another, or a bit was changed."""


class CannotOpen(Exception):
    """A sealed value does not open: another key, another place, or it was changed."""


@functools.cache
def suite_named(name: str) -> Suite:
    """Return a suite by name: stored values and digests say by which suite they were made."""
    if name not in SUITES:
        raise ImproperlyConfigured(f"unknown crypto suite {name!r}: TONGBAN_CRYPTO_SUITE is one of {sorted(SUITES)}")
    made: Suite = import_string(SUITES[name])()
    return made


def suite() -> Suite:
    """Return the suite that this deployment uses for everything new."""
    return suite_named(settings.CRYPTO_SUITE)
