"""Events: what happened, told once, in the transaction in which it happened.

``publish`` writes the journal row and calls the reactions that modules above have registered. An event
carries references, dates, codes and digests, never a personal value.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import connection

from tongban.kernel import journal
from tongban.kernel.canonical import canonical_json
from tongban.kernel.tables.journal import JournalEntry
from tongban.kernel.transactions import note_published


@dataclass(frozen=True)
class Actor:
    """Who did it: an officer, a party, a client system, or the system itself."""

    kind: str
    id: str

    @property
    def actor(self) -> "Actor":
        return self

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


SYSTEM = Actor("system", "tongban")


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened to one subject (``matter:17``), by someone (``officer:4``), at a moment."""

    subject: str
    by: str
    at: datetime

    def body(self) -> str:
        """Return the event as canonical JSON. Raises TypeError on a value that may not stand in a journal."""
        fields = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        return canonical_json({"event": type(self).__name__, **fields})


class OutsideTransaction(Exception):
    """What happened and what is told about it must stand or fall together."""


E = TypeVar("E", bound=Event)
Reaction = Callable[[Any], None]
_reactions: dict[type[Event], list[Reaction]] = defaultdict(list)


def reacts_to(kind: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Register a function to be called, in the same transaction, whenever such an event is published."""

    def register(reaction: Callable[[E], None]) -> Callable[[E], None]:
        _reactions[kind].append(reaction)
        return reaction

    return register


def publish(event: Event) -> None:
    """Write the event to the journal of its subject and call its reactions, in the transaction of the act."""
    _join_the_act(event)
    journal.append(subject=event.subject, name=type(event).__name__, by=event.by, at=event.at, body=event.body())
    for reaction in _reactions[type(event)]:
        reaction(event)


def publish_all(events: Sequence[Event]) -> None:
    """Publish many events at the cost of a few: all are in the journal before the first reaction is called."""
    if not events:
        return
    _join_the_act(events[0])
    journal.append_all(
        [JournalEntry(subject=e.subject, name=type(e).__name__, by=e.by, at=e.at, body=e.body()) for e in events]
    )
    for event in events:
        for reaction in _reactions[type(event)]:
            reaction(event)


def _join_the_act(event: Event) -> None:
    if not connection.in_atomic_block:
        raise OutsideTransaction(f"{type(event).__name__} was published outside a transaction")
    note_published()
