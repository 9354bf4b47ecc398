"""The keys of the deployment: kept apart from what they open, and known in a backup by their fingerprints alone."""

import hashlib
import os
from pathlib import Path

from django.conf import settings

from tongban.kernel.obstacles import Obstacle
from tongban.kernel.vault.keys import keys as vault_keys
from tongban.server.backup.manifest import CannotBackUp

NAMES = {
    "TONGBAN_SECRET_KEY": "SECRET_KEY",
    "TONGBAN_VAULT_KEYS": "VAULT_KEYS",
    "TONGBAN_INDEX_KEY": "INDEX_KEY",
    "TONGBAN_SEAL_KEY": "SEAL_KEY",
}
FILE = "keys.env"


def fingerprints() -> dict[str, str]:
    """Return a short digest of each key without which restored data cannot be read or found."""
    found = {f"vault {name}": key for name, key in vault_keys().items()}
    found["index"] = settings.INDEX_KEY.encode()
    return {name: hashlib.sha256(b"tongban key " + key).hexdigest()[:16] for name, key in found.items()}


def missing(wanted: dict[str, str]) -> list[str]:
    """Return which of these keys this deployment does not have."""
    held = set(fingerprints().values())
    return [name for name, fingerprint in wanted.items() if fingerprint not in held]


def refuse_one_place(folder: Path, keys: Path) -> None:
    """Raise CannotBackUp if whoever takes the backup away would take the keys along."""
    one, other = folder.resolve(), keys.resolve()
    if one == other or one in other.parents or other in one.parents:
        raise CannotBackUp([Obstacle("keys_beside_the_data", str(keys))])


def write(folder: Path) -> Path:
    """Write the keys as lines of an environment file that only its owner reads."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / FILE
    lines = [f"{name}={getattr(settings, own)}\n" for name, own in NAMES.items() if getattr(settings, own, "")]
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        out.writelines(lines)
    return place
