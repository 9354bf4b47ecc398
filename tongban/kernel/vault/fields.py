"""Columns for personal values.

A value is sealed when its row is written, bound to table, field and row; a value read from one row and given to
another is sealed anew. What cannot seal row by row (``QuerySet.update``, ``bulk_update``) is refused.
"""

import json
from typing import Any

from django.core import checks
from django.db import models
from django.db.models.signals import pre_save

from tongban.kernel.vault.keys import blind_index, seal
from tongban.kernel.vault.sealed import Sealed, SealedJSON


class Ciphertext(str):
    """A sealed value on its way between the database and the attribute."""


class SealedAttribute:
    """Gives a ``Sealed`` on reading; takes plain values or a ``Sealed`` on writing."""

    def __init__(self, field: "EncryptedField"):
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type | None = None) -> Any:
        if instance is None:
            return self
        if self.field.attname not in instance.__dict__:  # deferred
            instance.refresh_from_db(fields=[self.field.attname])
        return instance.__dict__[self.field.attname]

    def __set__(self, instance: models.Model, value: object) -> None:
        instance.__dict__[self.field.attname] = self.field.sealed(value, instance)


class EncryptedField(models.TextField):
    """Text that is encrypted in the database and masked on the screen: name, phone, identity, address or all."""

    sealed_as: type[Sealed] = Sealed
    _pyi_private_get_type: Any  # for mypy: what is read is a Sealed, what is written is plain
    _pyi_private_set_type: Any

    def __init__(self, *args: Any, mask: str = "all", **kwargs: Any):
        self.mask = mask
        super().__init__(*args, **{"blank": True, **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "mask": self.mask}

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        return [*super().check(**kwargs), *self._check_primary_key()]

    def _check_primary_key(self) -> list[checks.CheckMessage]:
        key = self.model._meta.pk
        if key.has_default() and key.creation_counter < self.creation_counter:
            return []
        return [checks.Error("an encrypted field needs a primary key before it, made in the application", obj=self)]

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, SealedAttribute(self))

    def binding(self, instance: models.Model) -> str:
        return f"{self.model._meta.db_table}.{self.attname}.{instance.pk}"

    def sealed(self, value: object, instance: models.Model) -> Sealed:
        """Return the value as the attribute holds it."""
        if isinstance(value, Ciphertext):
            return self.sealed_as(str(value), self.binding(instance), self.mask)
        if isinstance(value, Sealed):
            is_of_this_row = value.unsaved is None and value.bound_to == self.binding(instance)
            return value if is_of_this_row else self.sealed_as(mask=self.mask, unsaved=value.text())
        return self.sealed_as(mask=self.mask, unsaved=self.written(value))

    def written(self, value: object) -> str:
        return str(value or "")

    def pre_save(self, instance: models.Model, add: bool) -> Ciphertext:
        """Seal what was assigned or comes from another row; keep what is sealed for this one."""
        held: Sealed = getattr(instance, self.attname)
        binding = self.binding(instance)
        if held.unsaved is not None or held.bound_to != binding:
            text = held.text()
            held = self.sealed_as(seal(text, bound_to=binding) if text else "", binding, self.mask)
            instance.__dict__[self.attname] = held
        return Ciphertext(held.stored)

    def from_db_value(self, value: str | None, expression: object, connection: object) -> Ciphertext:
        return Ciphertext(value or "")

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError(f"{self} is a personal value and is not serialised")

    def get_prep_value(self, value: object) -> str:
        if isinstance(value, Ciphertext) or value == "":
            return str(value)
        raise TypeError(f"{self} is sealed row by row: save the rows; search through its blind index")


class EncryptedJSONField(EncryptedField):
    """An object that is encrypted in the database: forms, drafts, payloads."""

    sealed_as = SealedJSON

    def written(self, value: object) -> str:
        return "" if value is None or value == "" else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class BlindIndex(models.CharField):
    """A column that finds an encrypted one by equality: ``BlindIndex("phone")``."""

    def __init__(self, source: str = "", *args: Any, **kwargs: Any):
        self.source = source
        super().__init__(*args, **{"max_length": 64, "blank": True, "db_index": True, "editable": False, **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, [self.source, *args], {**kwargs, "db_index": "db_index" in kwargs}

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        if not cls._meta.abstract:
            pre_save.connect(self.refuse_to_go_stale, sender=cls, weak=False)

    def refuse_to_go_stale(self, instance: models.Model, update_fields: frozenset[str] | None, **_: Any) -> None:
        """Raise ValueError if a new value would be saved without its index."""
        if update_fields is None or self.source not in update_fields or self.attname in update_fields:
            return
        if getattr(instance, self.source).unsaved is not None:
            raise ValueError(f"save {self.attname} together with {self.source}, or it can no longer be found")

    def pre_save(self, instance: models.Model, add: bool) -> str:
        value = blind_index(getattr(instance, self.source).text())
        setattr(instance, self.attname, value)
        return value
