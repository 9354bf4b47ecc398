"""The key that signs seals, from the environment, and the keys that signed before.

The public halves are kept with the seals, so that anyone can check old ones. That such a key was ours is told by the
environment alone: whoever can write the database could add a key of their own.
"""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from tongban.kernel import crypto
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.tables.seals import SealKey


@dataclass(frozen=True)
class Signer:
    """The active key. Signatures and public key travel as base64."""

    suite: crypto.Suite
    private_key: bytes

    @property
    def public_key(self) -> str:
        return base64.b64encode(self.suite.public_key(self.private_key)).decode()

    @property
    def fingerprint(self) -> str:
        return fingerprint_of(self.suite, self.public_key)

    def sign(self, text: str) -> str:
        return base64.b64encode(self.suite.sign(self.private_key, text.encode())).decode()


def signer() -> Signer:
    """Return the active key. Raises ImproperlyConfigured with what is wrong with it."""
    if obstacles := obstacles_to_signing():
        raise ImproperlyConfigured(f"TONGBAN_SEAL_KEY: {obstacles[0].code.replace('_', ' ')}")
    return Signer(crypto.suite(), base64.b64decode(settings.SEAL_KEY))


def obstacles_to_signing() -> list[Obstacle]:
    """Return why this deployment cannot seal its journal."""
    if not settings.SEAL_KEY:
        return [Obstacle("seal_key_missing")]
    if settings.SEAL_KEY == settings.DEMO_SEAL_KEY and not settings.DEMO:
        return [Obstacle("seal_key_is_the_demo_key")]
    try:
        crypto.suite().public_key(base64.b64decode(settings.SEAL_KEY, validate=True))
    except (binascii.Error, ValueError, TypeError):
        return [Obstacle("seal_key_unreadable", crypto.suite().name)]
    return []


def locked_key(signer: Signer, *, now: datetime) -> SealKey:
    """Return the row of the active key, written if it is new, and locked: who seals waits for who seals."""
    row = SealKey(fingerprint=signer.fingerprint, suite=signer.suite.name, public_key=signer.public_key, since=now)
    SealKey.objects.bulk_create([row], ignore_conflicts=True)
    return SealKey.objects.select_for_update().get(pk=row.pk)


def ours() -> set[str]:
    """Return the fingerprints that the environment names: of the active key and of former ones."""
    active = set() if obstacles_to_signing() else {signer().fingerprint}
    return active | set(settings.SEAL_FORMER_KEYS)


def holds(key: SealKey, text: str, signature: str) -> bool:
    """Return whether the key, which is the one its fingerprint names, signed the text."""
    suite = crypto.suite_named(key.suite)
    try:
        public_key, given = base64.b64decode(key.public_key), base64.b64decode(signature)
        signed = suite.verify(public_key, text.encode(), given)
    except ValueError:  # not base64, or no key
        return False
    return signed and key.fingerprint == fingerprint_of(suite, key.public_key)


def fingerprint_of(suite: crypto.Suite, public_key: str) -> str:
    return suite.digest(base64.b64decode(public_key))


def new_key() -> tuple[str, str]:
    """Return a new private key for TONGBAN_SEAL_KEY and the fingerprint of its public half."""
    made = Signer(crypto.suite(), crypto.suite().new_private_key())
    return base64.b64encode(made.private_key).decode(), made.fingerprint
