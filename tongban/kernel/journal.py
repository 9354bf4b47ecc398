"""The journal: an append-only chain of entries per subject; what one act told of it is one entry.

A body is canonical JSON without personal values. Each entry carries the digest of the one before it, so a chain
cannot be changed unseen; writing and checking are here, what an event is stands in ``events``.
"""

import functools
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, models

from tongban.kernel import crypto
from tongban.kernel.canonical import quoted, text_of
from tongban.kernel.databases.along import Composed, database
from tongban.kernel.statements import insert, prepared
from tongban.kernel.tables.journal import JournalEntry, JournalHead

LINK = ("subject", "position", "name", "by", "at", "body", "previous_digest")  # what a digest is made of
PLACE_TAKEN = "one_entry_per_position_of_a_subject"  # PostgreSQL says so where somebody else was faster
LATER = ("request",)  # and what was added to it later: an entry without it keeps the digest it was given


@dataclass(frozen=True)
class Broken:
    """Where a chain no longer holds, and why: gap, link, digest or end."""

    position: int
    why: str


def append(entries: Sequence[JournalEntry]) -> None:
    """Add entries, each to the chain of its subject, in a few statements.

    Heads are locked in order of subject, but for those that were looked up ahead: if somebody else has added to such a
    chain meanwhile, its position is taken, and the act is run again.
    """
    if not entries:
        return
    trails: dict[str, list[JournalEntry]] = defaultdict(list)
    for entry in entries:
        trails[entry.subject].append(entry)
    heads = _heads([subject for subject, (first, *_) in trails.items() if not first.is_first])
    if new := sorted(trails.keys() - heads.keys()):
        heads |= _begin(new, trails)
    for subject, head in heads.items():
        _chain(trails[subject], head)
    _move_on(heads.values())  # first: who locks a head waits here, and finds an entry in its place only then
    insert(entries)


def look_up_ahead(subject: str) -> None:
    """Have the end of a chain looked up with what the act asks next: it holds the subject, and will add to it."""
    _head.ahead(subject)


def entries_of(subject: str) -> "models.QuerySet[JournalEntry]":
    """Return the trail of a subject, oldest first."""
    return JournalEntry.objects.filter(subject=subject).order_by("position")


@dataclass(frozen=True)
class Told:
    """One event as it can be read again: what, by whom, when, and its facts."""

    name: str
    by: str
    at: datetime
    facts: dict[str, Any]


def told_in(entry: JournalEntry) -> Iterator[Told]:
    """Yield what an entry tells: the event that leads it, then those that came with it in the same act."""
    facts = json.loads(entry.body)
    then = facts.pop("then", ())
    yield Told(entry.name, entry.by, entry.at, facts)
    for each in then:
        at = datetime.fromisoformat(each["at"]) if "at" in each else entry.at
        yield Told(each["event"], each.get("by", entry.by), at, each)


def events_of(subject: str) -> list[Told]:
    """Return everything that was told of a subject, oldest first."""
    return [told for entry in entries_of(subject) for told in told_in(entry)]


def latest_of(subject: str, count: int) -> list[Told]:
    """Return what the latest entries tell of a subject, newest first."""
    entries = JournalEntry.objects.filter(subject=subject).order_by("-position")[:count]
    return [told for entry in entries for told in reversed(list(told_in(entry)))]


def verify(subject: str) -> Broken | None:
    """Return where the subject's chain is broken; None if it holds from its first entry to its head."""
    position, digest = 0, ""
    for entry in entries_of(subject).iterator():
        if entry.position != position + 1:
            return Broken(position + 1, "gap")
        if entry.previous_digest != digest:
            return Broken(entry.position, "link")
        if entry.digest != digest_of(entry):
            return Broken(entry.position, "digest")
        position, digest = entry.position, entry.digest

    head = JournalHead.objects.filter(pk=subject).first() or JournalHead(subject=subject)
    return None if (head.position, head.digest) == (position, digest) else Broken(position + 1, "end")


def digest_of(entry: JournalEntry) -> str:
    """Return the digest that an entry must carry, computed again from what it says."""
    link = link_text(**{name: getattr(entry, name) for name in LINK + LATER})
    return crypto.suite_named(entry.suite).digest(link.encode())


def link_text(
    *,
    subject: str,
    position: int,
    name: str,
    by: str,
    at: datetime,
    body: str,
    previous_digest: str,
    request: str = "",
) -> str:
    """Return the canonical JSON of one link, of which its digest is made; written out, for there are millions."""
    asked = f',"request":{quoted(request)}' if request else ""
    return (
        f'{{"at":{text_of(at)},"body":{quoted(body)},"by":{quoted(by)},"name":{quoted(name)},'
        f'"position":{text_of(position)},"previous_digest":{quoted(previous_digest)}{asked},'
        f'"subject":{quoted(subject)}}}'
    )


def _chain(trail: Sequence[JournalEntry], head: JournalHead) -> None:
    """Make each entry the next link after the head, and the head point to it."""
    suite = crypto.suite().name
    for entry in trail:
        entry.position, entry.previous_digest, entry.suite = head.position + 1, head.digest, suite
        entry.digest = digest_of(entry)
        head.position, head.digest = entry.position, entry.digest


def _heads(subjects: Collection[str]) -> dict[str, JournalHead]:
    """Return the heads that these chains have: as they were looked up ahead, else locked."""
    known = {subject: head for subject in subjects if _head.is_asked(subject) for head in _head(subject)}
    return known | _locked([subject for subject in subjects if subject not in known])


@prepared
def _head(subject: str) -> "models.QuerySet[JournalHead]":
    return JournalHead.objects.filter(pk=subject)


# Every act passes here: the statements are written out, and both databases understand them.


def _locked(subjects: Collection[str]) -> dict[str, JournalHead]:
    """Return the heads that these chains have, locked."""
    if not subjects:
        return {}
    found = database().fetch(_locking(len(subjects)), sorted(subjects))
    return {row[0]: JournalHead(*row) for row in found}


@functools.cache
def _locking(count: int) -> Composed:
    lock = connection.ops.for_update_sql() if connection.features.has_select_for_update else ""
    holes = ", ".join(["%s"] * count)
    return Composed(
        f"SELECT subject, position, digest FROM kernel_journalhead WHERE subject IN ({holes}) ORDER BY subject {lock}"  # noqa: S608 (our own names)
    )


def _begin(subjects: Sequence[str], trails: Mapping[str, Sequence[JournalEntry]]) -> dict[str, JournalHead]:
    """Begin chains; return, locked, the heads of those that somebody else has begun meanwhile."""
    heads = [JournalHead(subject) for subject in subjects]
    for head in heads:
        _chain(trails[head.subject], head)
    begin = Composed(f"{_writing(len(heads), 'NOTHING')} RETURNING subject")
    begun = {subject for (subject,) in database().fetch(begin, _values(heads))}
    return _locked(set(subjects) - begun)


def _move_on(heads: Collection[JournalHead]) -> None:
    if heads:
        conflict = "UPDATE SET position = excluded.position, digest = excluded.digest"
        database().send_along(_writing(len(heads), conflict), _values(heads))


@functools.cache
def _writing(count: int, where_there_is_one: str) -> Composed:
    rows = ", ".join(["(%s, %s, %s)"] * count)
    return Composed(
        f"INSERT INTO kernel_journalhead (subject, position, digest) VALUES {rows}"  # noqa: S608 (no value in it)
        f" ON CONFLICT (subject) DO {where_there_is_one}"
    )


def _values(heads: Iterable[JournalHead]) -> list[Any]:
    return [value for head in heads for value in (head.subject, head.position, head.digest)]
