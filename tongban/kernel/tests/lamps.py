"""A small street for the tests of seals: lamps to which things happen, and somebody with the keys of the database."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from tongban.kernel import ids, journal
from tongban.kernel.events import Event, publish
from tongban.kernel.models import JournalEntry, JournalHead, Seal, SealLeaf
from tongban.kernel.seals import checking, sealing
from tongban.kernel.transactions import action

STREET = ("lamp:1 lamp:1 lamp:2 bell:1", "lamp:1 lamp:2 lamp:2 lamp:2", "bell:1 bell:1")


@dataclass(frozen=True, kw_only=True)
class LampLit(Event):
    lamp: str = "green"


def light(*subjects: str) -> None:
    """One act, and so one entry, for each."""
    for subject in subjects:
        light_one(subject)


@action
def light_one(subject: str) -> None:
    publish(LampLit(subject=subject, by="officer:4", at=timezone.now()))


def light_late(subject: str, identifier: int) -> None:
    """An act that began long ago, when its entry was given an identifier, and is committed now."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ids.maker, "next", lambda: identifier)
        light(subject)


def street_with_seals() -> None:
    """Three seals over two lamps and a bell: 4 + 4 + 2 entries."""
    for subjects in STREET:
        light(*subjects.split())
        sealing.seal_pending(timezone.now())


def check(subject: str = "") -> checking.Tally:
    """Check everything, as the command does, or one subject."""
    if subject:
        return checking.check_subject(subject, timezone.now())
    return checking.check_all(timezone.now())


def found(subject: str = "") -> list[tuple[str, str]]:
    return [(broken.code, broken.about) for broken in check(subject).broken]


def rewrite_chain(subject: str, position: int, **values: Any) -> None:
    """Change an entry and make its whole chain good again, head included, as a skilled hand would."""
    digest = ""
    for entry in journal.entries_of(subject):
        if entry.position == position:
            for name, value in values.items():
                setattr(entry, name, value)
        entry.previous_digest = digest
        entry.digest = digest = journal.digest_of(entry)
        entry.save(force_update=True)
    JournalHead.objects.filter(pk=subject).update(digest=digest)


def entry(subject: str, position: int) -> Any:
    return JournalEntry.objects.filter(subject=subject, position=position)


def leaf(number: int, index: int) -> Any:
    return SealLeaf.objects.filter(seal_id=number, index=index)


def seal(number: int) -> Any:
    return Seal.objects.filter(number=number)
