"""The international suite: SHA-256, P-256, AES-256-GCM."""

import functools
import hashlib
import hmac
import os

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
    load_der_public_key,
)

from tongban.kernel.crypto import CannotOpen

NONCE = 12  # bytes, as GCM wants it
SIGNATURE = ec.ECDSA(hashes.SHA256())


class International:
    name = "intl"
    key_length = 32

    def digest(self, data: bytes) -> str:
        return hashlib.sha256(data).hexdigest()

    def hash(self, data: bytes) -> bytes:
        return hashlib.sha256(data).digest()

    def mac(self, key: bytes, data: bytes) -> str:
        return hmac.new(key, data, hashlib.sha256).hexdigest()

    def derive(self, key: bytes, *, purpose: str, length: int) -> bytes:
        return HKDF(hashes.SHA256(), length, salt=None, info=purpose.encode()).derive(key)

    def new_private_key(self) -> bytes:
        key = ec.generate_private_key(ec.SECP256R1())
        return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())

    def public_key(self, private_key: bytes) -> bytes:
        return _private(private_key).public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    def sign(self, private_key: bytes, data: bytes) -> bytes:
        return _private(private_key).sign(data, SIGNATURE)

    def verify(self, public_key: bytes, data: bytes, signature: bytes) -> bool:
        key = _public(public_key)
        if not isinstance(key, ec.EllipticCurvePublicKey):
            return False
        try:
            key.verify(signature, data, SIGNATURE)
        except InvalidSignature:
            return False
        return True

    def encrypt(self, key: bytes, data: bytes, *, bound_to: bytes) -> bytes:
        nonce = os.urandom(NONCE)
        return nonce + AESGCM(key).encrypt(nonce, data, bound_to)

    def decrypt(self, key: bytes, sealed: bytes, *, bound_to: bytes) -> bytes:
        try:
            return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], bound_to)
        except (InvalidTag, ValueError) as error:
            raise CannotOpen("the value does not open with this key in this place") from error


@functools.lru_cache(maxsize=64)  # a chain of seals is checked by the same few keys
def _public(key: bytes) -> PublicKeyTypes:
    return load_der_public_key(key)


def _private(key: bytes) -> ec.EllipticCurvePrivateKey:
    loaded = load_der_private_key(key, password=None)
    if not isinstance(loaded, ec.EllipticCurvePrivateKey):
        raise TypeError("not a P-256 key")
    return loaded
