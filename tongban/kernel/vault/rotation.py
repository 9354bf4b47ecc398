"""Bringing stored values under the active key, batch by batch, while the platform runs."""

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db import models

from tongban.kernel.events import Actor, Event, publish
from tongban.kernel.transactions import action
from tongban.kernel.vault.fields import Ciphertext, EncryptedField
from tongban.kernel.vault.keys import active_key, seal, unseal

BATCH = 500


@dataclass(frozen=True, kw_only=True)
class KeysRotated(Event):
    key: str
    values: int


def encrypted_fields() -> list[EncryptedField]:
    """Return every encrypted column of the platform."""
    columns = (field for model in apps.get_models() for field in model._meta.local_fields)
    return [field for field in columns if isinstance(field, EncryptedField)]


def rotate(*fields: EncryptedField, by: Actor, now: datetime) -> int:
    """Seal every value of these columns (all, if none is named) anew under the active key; return how many.

    Can be stopped and run again at any time; a value that changes meanwhile is sealed by its own act.
    """
    count = 0
    for field in fields or encrypted_fields():
        while moved := _rotate_batch(field=field, by=by, now=now):
            count += moved
    return count


@action
def _rotate_batch(*, field: EncryptedField, by: Actor, now: datetime) -> int:
    rows = _under_other_keys(field).select_for_update()[:BATCH]
    batch = list(rows.values_list("pk", field.attname))
    for pk, stored in batch:
        binding = f"{field.model._meta.db_table}.{field.attname}.{pk}"
        anew = seal(unseal(stored, bound_to=binding), bound_to=binding)
        field.model._base_manager.filter(pk=pk).update(**{field.attname: Ciphertext(anew)})

    if batch:
        subject = f"{field.model._meta.db_table}:{field.attname}"
        publish(KeysRotated(subject=subject, by=str(by.actor), at=now, key=active_key(), values=len(batch)))
    return len(batch)


def _under_other_keys(field: EncryptedField) -> "models.QuerySet[models.Model]":
    rows = field.model._base_manager.exclude(**{field.attname: ""})
    return rows.exclude(**{f"{field.attname}__startswith": Ciphertext(f"{active_key()}:")}).order_by("pk")
