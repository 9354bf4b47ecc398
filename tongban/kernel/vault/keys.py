"""Sealing and opening text with the keys of the deployment, and the blind index.

A stored value is ``suite.key:base64(nonce + ciphertext)``: the first of ``VAULT_KEYS`` seals, each of them opens.
The blind index has a key of its own, ``INDEX_KEY``, so that changing vault keys leaves every index valid.
"""

import base64
import functools
import hmac
import re
import unicodedata

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from tongban.kernel import crypto

KEY_LENGTH = 32  # bytes; each cipher's own key is derived from it


def seal(text: str, *, bound_to: str) -> str:
    """Return the text sealed under the active key; it opens only in the place it is bound to."""
    suite = crypto.suite()
    key = _cipher_key(suite.name, next(iter(keys().values())))
    sealed = suite.encrypt(key, text.encode(), bound_to=bound_to.encode())
    return f"{active_key()}:{base64.b64encode(sealed).decode()}"


def unseal(stored: str, *, bound_to: str) -> str:
    """Return the text. Raises crypto.CannotOpen if key, place or value are not those it was sealed with."""
    place, _, body = stored.partition(":")
    suite, _, name = place.partition(".")
    if name not in keys():
        raise crypto.CannotOpen(f"the key {place} is not among TONGBAN_VAULT_KEYS")
    key = _cipher_key(suite, keys()[name])
    return crypto.suite_named(suite).decrypt(key, base64.b64decode(body), bound_to=bound_to.encode()).decode()


def active_key() -> str:
    """Return the name under which new values are sealed: ``intl.k2``."""
    return f"{crypto.suite().name}.{next(iter(keys()))}"


def keys() -> dict[str, bytes]:
    """Return the vault keys by name, the active one first."""
    return _parsed(settings.VAULT_KEYS)


def blind_index(value: str) -> str:
    """Return the keyed digest under which a value is found, whatever its spacing, width and case."""
    normal = re.sub(r"\s+", "", unicodedata.normalize("NFKC", value)).upper()
    return crypto.suite().mac(_index_key(settings.INDEX_KEY), normal.encode()) if normal else ""


def is_index_of(index: str, typed: str) -> bool:
    """Return whether a typed value is the one behind a blind index, in the same time if it is not; nothing never is."""
    digest = blind_index(typed)
    return hmac.compare_digest(index.encode(), digest.encode()) and bool(digest)


@functools.cache
def _parsed(text: str) -> dict[str, bytes]:
    pairs = [entry.strip().partition(":") for entry in text.split(",") if entry.strip()]
    if not pairs:
        raise ImproperlyConfigured("TONGBAN_VAULT_KEYS is empty: name:64 hexadecimal digits, the active key first")
    return {name: _key(hexadecimal, f"TONGBAN_VAULT_KEYS ({name})") for name, _, hexadecimal in pairs}


@functools.cache
def _cipher_key(suite: str, key: bytes) -> bytes:
    chosen = crypto.suite_named(suite)
    return chosen.derive(key, purpose=f"tongban vault {suite}", length=chosen.key_length)


@functools.cache
def _index_key(text: str) -> bytes:
    return crypto.suite().derive(_key(text, "TONGBAN_INDEX_KEY"), purpose="tongban blind index", length=KEY_LENGTH)


def _key(hexadecimal: str, where: str) -> bytes:
    if not re.fullmatch(r"[0-9a-fA-F]{64}", hexadecimal):
        raise ImproperlyConfigured(f"{where} is not 64 hexadecimal digits")
    return bytes.fromhex(hexadecimal)
