"""The vault: personal values encrypted in their column, masked wherever they are shown.

A stored value is ``key-id:base64(nonce + ciphertext)``, bound to table, row and field. Equality search goes
through a ``BlindIndex`` column: a keyed digest of the normalised value.
"""

import base64
import hashlib
import hmac
import os
import re
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models


@dataclass(frozen=True)
class Sealed:
    """A personal value: prints masked; ``clear()`` is for code that must use it, never for a template."""

    stored: str
    bound_to: str
    mask: str

    def clear(self) -> str:
        return decrypt(self.stored, bound_to=self.bound_to)

    def __str__(self) -> str:
        return masked(self.clear(), self.mask)

    def __bool__(self) -> bool:
        return bool(self.stored)


def _keys() -> dict[str, bytes]:
    pairs = (entry.split(":") for entry in settings.VAULT_KEYS.split(",") if entry)
    return {name: bytes.fromhex(key) for name, key in pairs}


def encrypt(text: str, *, bound_to: str) -> str:
    name, key = next(iter(_keys().items()))
    nonce = os.urandom(12)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), bound_to.encode())
    return f"{name}:{base64.b64encode(nonce + sealed).decode()}"


def decrypt(stored: str, *, bound_to: str) -> str:
    if not stored:
        return ""
    name, body = stored.split(":", 1)
    raw = base64.b64decode(body)
    return AESGCM(_keys()[name]).decrypt(raw[:12], raw[12:], bound_to.encode()).decode()


def blind_index(value: str) -> str:
    """Return the keyed digest under which a normalised value is found."""
    normal = re.sub(r"\s+", "", value).upper()
    key = hashlib.sha256(b"blind index" + b"".join(_keys().values())).digest()
    return hmac.new(key, normal.encode(), hashlib.sha256).hexdigest() if normal else ""


def masked(value: str, kind: str) -> str:
    """Return the form that may be shown: 张**, 138****5678, 110***********002X."""
    if not value:
        return ""
    match kind:
        case "name":
            return value[0] + "*" * (len(value) - 1)
        case "phone":
            return value[:3] + "****" + value[-4:]
        case "identity":
            return value[:3] + "*" * (len(value) - 7) + value[-4:]
        case _:
            return "***"


class SealedAttribute:
    """Gives a ``Sealed`` on reading and takes plain text or a ``Sealed`` on writing."""

    def __init__(self, field: "EncryptedField"):
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type | None = None) -> Any:
        if instance is None:
            return self
        if self.field.attname not in instance.__dict__:
            instance.refresh_from_db(fields=[self.field.attname])
        stored = instance.__dict__[self.field.attname]
        return Sealed(stored, self.field.binding(instance), self.field.mask)

    def __set__(self, instance: models.Model, value: object) -> None:
        if isinstance(value, FromDatabase):
            instance.__dict__[self.field.attname] = str(value)
            return
        text = value.clear() if isinstance(value, Sealed) else str(value or "")
        stored = encrypt(text, bound_to=self.field.binding(instance)) if text else ""
        instance.__dict__[self.field.attname] = stored


class FromDatabase(str):
    """Ciphertext on its way from the database to the attribute."""


class EncryptedField(models.TextField):
    """Text that is encrypted in the database and masked on the screen."""

    def __init__(self, *args: Any, mask: str = "all", **kwargs: Any):
        self.mask = mask
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "mask": self.mask}

    def binding(self, instance: models.Model) -> str:
        return f"{self.model._meta.db_table}.{self.attname}.{instance.pk}"

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, SealedAttribute(self))

    def from_db_value(self, value: str | None, expression: object, connection: object) -> str:
        return FromDatabase(value or "")

    def get_prep_value(self, value: object) -> str:
        return value.stored if isinstance(value, Sealed) else str(value or "")


class BlindIndex(models.CharField):
    """A column that finds an encrypted one by equality: ``BlindIndex("phone")``."""

    def __init__(self, source: str = "", *args: Any, **kwargs: Any):
        self.source = source
        super().__init__(*args, **{"max_length": 64, "blank": True, "db_index": True, "editable": False, **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, [self.source, *args], kwargs

    def pre_save(self, instance: models.Model, add: bool) -> str:
        value = blind_index(getattr(instance, self.source).clear())
        setattr(instance, self.attname, value)
        return value
