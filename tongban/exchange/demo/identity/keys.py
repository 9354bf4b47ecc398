"""The keys with which the demo provider signs: made at first start, the newest signs, all are published."""

import os
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

BITS = 2048


def key_files(folder: Path) -> list[Path]:
    """Return the key files, newest first; the first is made if there is none."""
    found = sorted(folder.glob("*.pem"), reverse=True)
    return found or [make_key(folder)]


def make_key(folder: Path) -> Path:
    """Make one more key, which signs from now on."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}.pem"
    pem = rsa.generate_private_key(public_exponent=65537, key_size=BITS).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
    return path


def random_secret(folder: Path) -> str:
    """Return what this provider signs its own sessions with, made at first start."""
    path = folder / "secret"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(os.urandom(32).hex())
    return path.read_text()
