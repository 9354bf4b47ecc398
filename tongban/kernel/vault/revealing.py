"""Showing a personal value in clear: an act with a purpose, kept in the journal of its row."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models

from tongban.kernel.events import Actor, Event, publish
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.transactions import action


@dataclass(frozen=True, kw_only=True)
class ValueRevealed(Event):
    field: str
    purpose: str


class CannotReveal(Refused):
    """The value stays masked."""


@action
def reveal(instance: models.Model, field: str, *, by: Actor, purpose: str, now: datetime) -> str:
    """Return a personal value in clear, and write down who saw it and what for.

    ``by`` is an Actor or anything with ``.actor``; ``purpose`` is words of the desk, without personal values.
    """
    if not purpose.strip():
        raise CannotReveal([Obstacle("reveal_without_purpose", field)])
    text: str = getattr(instance, field).text()

    subject = f"{instance._meta.db_table}:{instance.pk}"
    publish(ValueRevealed(subject=subject, by=str(by.actor), at=now, field=field, purpose=purpose))
    return text
