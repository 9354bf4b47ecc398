"""Events: what happened, told once, in the transaction in which it happened.

``publish`` calls the reactions that modules above have registered, and has the act write the journal row. An event
carries references, dates, codes and digests, never a personal value.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import connection

from tongban.kernel.canonical import canonical_json
from tongban.kernel.requests import request_id
from tongban.kernel.tables.journal import JournalEntry
from tongban.kernel.transactions import tell


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

    is_first = False  # whether nothing can have been told of its subject before; no field, and so never in a body

    subject: str
    by: str
    at: datetime

    def body(self, then: Sequence["Event"] = ()) -> str:
        """Return the event, and what came with it, as canonical JSON.

        Raises TypeError on a value that may not stand in a journal.
        """
        shared = (self.subject, self.by, self.at)
        came_with = {"then": [event._facts(shared) for event in then]} if then else {}
        return canonical_json({**self._facts(()), **came_with})

    def entry(self, then: Sequence["Event"] = ()) -> JournalEntry:
        """Return the event, and what the same act told of its subject after it, as a row without a place yet."""
        entry = JournalEntry(
            subject=self.subject,
            name=type(self).__name__,
            by=self.by,
            at=self.at,
            body=self.body(then),
            request=request_id.get(),
        )
        entry.is_first = self.is_first
        return entry

    def _facts(self, shared: Sequence[object]) -> dict[str, Any]:
        """Return what the event says, without what the one that leads it has said: subject, actor and moment."""
        facts = {name: getattr(self, name) for name in self.__dataclass_fields__}
        for name, value in zip(("subject", "by", "at"), shared):
            if facts[name] == value:
                del facts[name]
        return {"event": type(self).__name__, **facts}


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
    """Tell what happened to the journal of its subject and call its reactions, in the transaction of the act."""
    publish_all([event])


def publish_all(events: Sequence[Event]) -> None:
    """Tell the journal of many events, then call the reactions of each."""
    if not events:
        return
    if not connection.in_atomic_block:
        raise OutsideTransaction(f"{type(events[0]).__name__} was published outside a transaction")
    tell(events)
    for event in events:
        for reaction in _reactions[type(event)]:
            reaction(event)
