"""Giving a subject's trail away: everything that its digests, paths and signatures are made of, in one JSON file.

Whoever has it needs us no more (``verifier/verify.py``). It holds no personal values, for the journal has none.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from tongban.kernel import crypto, journal, merkle
from tongban.kernel.seals.sealing import statement_of
from tongban.kernel.tables.journal import JournalEntry
from tongban.kernel.tables.seals import Seal, SealLeaf

FORMAT = "tongban-proof-1"
Place = tuple[int, int]  # number of the seal, index of the leaf


def proof_of(subject: str, *, number: str, now: datetime) -> dict[str, Any]:
    """Return the proof of everything recorded of a subject; what has no seal yet stands in it without one.

    It reads all leaves of each seal that the subject is under: some tens of milliseconds for each of the largest.
    """
    entries = list(journal.entries_of(subject))
    places = _places(entries)
    seals = list(Seal.objects.filter(number__in={number for number, _ in places.values()}).order_by("number"))
    paths = {place: path for seal in seals for place, path in _paths(seal, places.values())}
    return {
        "format": FORMAT,
        "number": number,
        "subject": subject,
        "made_at": now.astimezone(UTC).isoformat(),
        "entries": [_entry(entry, places.get(entry.pk), paths) for entry in entries],
        "seals": [{"statement": statement_of(seal), "signature": seal.signature} for seal in seals],
        "keys": [
            {"fingerprint": key.fingerprint, "suite": key.suite, "public_key": key.public_key}
            for key in {seal.key_id: seal.key for seal in seals}.values()
        ],
    }


def _places(entries: list[JournalEntry]) -> dict[int, Place]:
    leaves = SealLeaf.objects.filter(entry__in=[entry.pk for entry in entries])
    return {entry: (seal, index) for entry, seal, index in leaves.values_list("entry", "seal_id", "index")}


def _paths(seal: Seal, places: Iterable[Place]) -> list[tuple[Place, list[str]]]:
    """Return the paths from those of these places that are under the seal."""
    own = [place for place in places if place[0] == seal.number]
    leaves = [bytes(digest) for digest in seal.leaves.order_by("index").values_list("digest", flat=True)]
    found = merkle.paths(leaves, [index for _, index in own], crypto.suite_named(seal.suite).hash)
    return [(place, [beside.hex() for beside in path]) for place, path in zip(own, found, strict=True)]


def _entry(entry: JournalEntry, place: Place | None, paths: dict[Place, list[str]]) -> dict[str, Any]:
    link = {name: getattr(entry, name) for name in journal.LINK}
    link |= {name: value for name in journal.LATER if (value := getattr(entry, name))}
    seal, index = place or (None, None)
    return {
        "link": link | {"at": entry.at.astimezone(UTC).isoformat()},
        "suite": entry.suite,
        "seal": seal,
        "index": index,
        "path": paths.get(place, []) if place else [],
    }
