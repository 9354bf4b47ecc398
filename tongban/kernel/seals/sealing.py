"""Making seals: entries without a leaf become the leaves of a tree, whose root is signed and owed to the witness.

What has no leaf is *looked for*, never counted on from the last one: an entry whose transaction ended late has a
smaller identifier than its neighbours that were sealed before. Each look begins at a watermark, so that it costs the
same at ten million entries: the watermark passes an identifier a quarter of an hour after it was made, for no
transaction takes so long. Should one, or was a clock set back, the hourly ``sweep`` looks from the very first entry on.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from tongban.kernel import crypto, merkle, outbox
from tongban.kernel.bulk import Sheet
from tongban.kernel.canonical import canonical_json
from tongban.kernel.ids import first_of, moment_of
from tongban.kernel.seals import keys
from tongban.kernel.tables.journal import JournalEntry
from tongban.kernel.tables.seals import Seal, SealKey, SealLeaf
from tongban.kernel.transactions import action

WITNESS = "witness"  # the kind of outbox row by which a seal leaves the house
FORMAT = "tongban-seal-1"
BATCH = 20_000  # entries under one seal: a proof reads them all
SEALS_IN_A_TURN = 10  # of the job, so that deliveries do not wait long for it
LONGEST_TRANSACTION = timedelta(minutes=15)
ALARM = timedelta(minutes=5)
COUNTED = 10_000  # entries that wait are counted up to here

LEAVES = Sheet(SealLeaf, "entry", "seal_id", "index", "digest")

log = logging.getLogger(__name__)
Told = Callable[[int], None]


@dataclass(frozen=True)
class Lag:
    """What waits for its seal: for how long the oldest does, and how many (no more than ``COUNTED`` are counted)."""

    seconds: float
    entries: int

    @property
    def minutes(self) -> int:
        return int(self.seconds // 60)

    @property
    def is_alarm(self) -> bool:
        return self.seconds > ALARM.total_seconds()


def take_turn(now: datetime) -> None:
    """Do the job of a minute: say if entries have waited too long, and seal what waits."""
    waiting = lag(now)
    if waiting.is_alarm:
        told = {"seconds": round(waiting.seconds), "entries": waiting.entries}
        log.error("journal entries wait too long for their seal", extra=told)
    seal_pending(now, most=SEALS_IN_A_TURN)


def seal_pending(now: datetime, *, batch: int = BATCH, most: int | None = None, told: Told | None = None) -> int:
    """Seal what has no leaf yet, oldest first, and return how many entries; ``told`` is called with how many so far.

    Each seal is a transaction of its own, so it is called outside of any. Raises ImproperlyConfigured without a key.
    """
    return _seal_from(watermark(), now=now, batch=batch, most=most, told=told)


def sweep(now: datetime, *, batch: int = BATCH, told: Told | None = None) -> int:
    """Seal what has no leaf, looked for from the first entry on: what came too late for the watermark."""
    return _seal_from(0, now=now, batch=batch, most=None, told=told)


def lag(now: datetime) -> Lag:
    """Return what waits for its seal: two looks through an index, bounded by the watermark."""
    waiting = without_leaf(since=watermark())
    oldest = waiting.values_list("pk", flat=True).first()
    if oldest is None:
        return Lag(0.0, 0)
    seconds = max(0.0, (now - moment_of(oldest)).total_seconds())
    return Lag(seconds, waiting[:COUNTED].count())


def without_leaf(*, since: int) -> "QuerySet[JournalEntry]":
    """Return the entries, from an identifier on, that are under no seal; the bound on both sides keeps it cheap."""
    leaf = SealLeaf.objects.filter(entry=OuterRef("pk"), entry__gte=since)
    return JournalEntry.objects.filter(~Exists(leaf), pk__gte=since).order_by("pk")


def watermark() -> int:
    """Return the identifier below which everything was looked through."""
    return Seal.objects.order_by("-number").values_list("watermark", flat=True).first() or 0


def statement_of(seal: Seal) -> str:
    """Return what is signed: canonical JSON."""
    return canonical_json(
        {
            "format": FORMAT,
            "seal": seal.number,
            "entries": seal.entries,
            "root": seal.root,
            "previous": seal.previous_digest,
            "sealed_at": seal.sealed_at,
            "suite": seal.suite,
            "key": seal.key_id,
        }
    )


def _seal_from(start: int, *, now: datetime, batch: int, most: int | None, told: Told | None) -> int:
    sealed = seals = 0
    # Asked before the transaction is opened: on SQLite that alone would keep writers waiting.
    while (most is None or seals < most) and without_leaf(since=start).exists():
        last, count = _seal(start=start, batch=batch, now=now)
        start, sealed, seals = last + 1, sealed + count, seals + 1
        if told:
            told(sealed)
    return sealed


@action(silent="what is sealed has told the journal itself what happened")
def _seal(*, start: int, batch: int, now: datetime) -> tuple[int, int]:
    """Put the oldest entries without a leaf under one seal; return the last of them and how many there were."""
    signer = keys.signer()
    key = keys.locked_key(signer, now=now)
    found = list(without_leaf(since=start).values_list("pk", "digest")[:batch])
    if not found:  # somebody else has sealed them meanwhile
        return start, 0

    ids, digests = [pk for pk, _ in found], [bytes.fromhex(digest) for _, digest in found]
    previous = Seal.objects.order_by("-number").first()
    seal = _signed(signer, key, digests, previous=previous, now=now)
    looked_through = min(ids[-1] + 1, first_of(now - LONGEST_TRANSACTION))
    seal.watermark = max(looked_through, previous.watermark if previous else 0)
    seal.save(force_insert=True)
    _write_leaves(seal, ids, digests)

    if settings.HAS_WITNESS:
        outbox.enqueue(kind=WITNESS, key=key_of(seal.number), payload=message_of(seal), now=now)
    return ids[-1], len(ids)


def key_of(number: int) -> str:
    """Return the key under which a seal goes to the witness, however often."""
    return f"seal:{number}"


def message_of(seal: Seal) -> dict[str, str | int]:
    """Return what the witness is given: the statement as it was signed, the signature and the public key."""
    return {
        "seal": seal.number,
        "statement": statement_of(seal),
        "signature": seal.signature,
        "suite": seal.suite,
        "public_key": seal.key.public_key,
    }


def _signed(signer: keys.Signer, key: SealKey, digests: list[bytes], *, previous: Seal | None, now: datetime) -> Seal:
    suite = crypto.suite()
    seal = Seal(
        number=previous.number + 1 if previous else 1,
        suite=suite.name,
        sealed_at=now,
        entries=len(digests),
        root=merkle.root(digests, suite.hash).hex(),
        previous_digest=previous.digest if previous else "",
        key=key,
    )
    statement = statement_of(seal)
    seal.digest, seal.signature = suite.digest(statement.encode()), signer.sign(statement)
    return seal


def _write_leaves(seal: Seal, ids: list[int], digests: list[bytes]) -> None:
    leaves = LEAVES.new()
    for index, (entry, digest) in enumerate(zip(ids, digests, strict=True)):
        leaves.add((entry, seal.number, index, digest))
    leaves.write()
