"""Looking for what was touched: seals and their leaves, then the chains, then what is no longer there.

The work is cut into parts that know nothing of one another, so that several processes can share it. What is under the
seals that stood at the beginning cannot move while one looks, whatever is written meanwhile; a chain is read together
with its head, as the database stands at one moment.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Window
from django.db.models.functions import RowNumber

from tongban.kernel import crypto, merkle
from tongban.kernel.ids import first_of
from tongban.kernel.journal import link_text
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.seals import keys
from tongban.kernel.seals.reading import Row, moment_text, rows_of
from tongban.kernel.seals.sealing import ALARM, statement_of
from tongban.kernel.snapshots import one_moment
from tongban.kernel.tables.journal import JournalEntry, JournalHead
from tongban.kernel.tables.seals import Seal, SealLeaf

SUBJECTS_IN_A_PART = 5_000
SEALS_IN_A_PART = 5_000
LEAVES_AT_ONCE = 50_000
HEADS_AT_ONCE = 1_000
BROKEN = -1  # where a chain ends that is broken before
MOST = 20  # broken rows that are told; who wants more has other worries first


@dataclass
class Tally:
    """What was looked through, and what was found broken, the first first."""

    subjects: int = 0
    entries: int = 0
    seals: int = 0
    leaves: int = 0
    sealed: int = 0  # entries under a seal
    young: int = 0  # entries that no seal can be asked of yet
    late: int = 0  # entries that should have one
    broken: list[Obstacle] = field(default_factory=list)

    def __add__(self, other: "Tally") -> "Tally":
        counts = {name: getattr(self, name) + getattr(other, name) for name in COUNTS}
        return Tally(**counts, broken=[*self.broken, *other.broken][:MOST])


COUNTS = ("subjects", "entries", "seals", "leaves", "sealed", "young", "late")


@dataclass(frozen=True)
class Seals:
    """A part: the seals of these numbers, with their leaves."""

    first: int
    last: int

    def check(self, moment: "Moment") -> Tally:
        return check_seals(self.first, self.last)


@dataclass(frozen=True)
class Subjects:
    """A part: the chains of the subjects after one and up to another, in the order of the database."""

    after: str | None
    up_to: str | None

    def check(self, moment: "Moment") -> Tally:
        within = Q()
        if self.after is not None:
            within &= Q(subject__gt=self.after)
        if self.up_to is not None:
            within &= Q(subject__lte=self.up_to)
        return check_chains(within, moment)


@dataclass(frozen=True)
class Moment:
    """When the check began: which seals stood, and from which identifier on an entry may still be without one."""

    seals: int
    young_from: int

    @classmethod
    def of(cls, now: datetime) -> "Moment":
        last = Seal.objects.order_by("-number").values_list("number", flat=True).first() or 0
        return cls(last, first_of(now - ALARM))


Part = Seals | Subjects


def parts(moment: Moment) -> list[Part]:
    """Return the parts of the whole check, seals first."""
    cuts = range(1, moment.seals + 1, SEALS_IN_A_PART)
    of_seals = [Seals(first, min(first + SEALS_IN_A_PART - 1, moment.seals)) for first in cuts]
    numbered = JournalHead.objects.annotate(row=Window(RowNumber(), order_by="subject"))
    every = numbered.annotate(rest=F("row") % SUBJECTS_IN_A_PART).filter(rest=0)
    ends = [None, *every.order_by("subject").values_list("subject", flat=True), None]
    return [*of_seals, *(Subjects(after, up_to) for after, up_to in pairwise(ends))]


def check_all(
    now: datetime, *, spread: Callable[[Callable[[Part], Tally], list[Part]], Iterable[Tally]] = map
) -> Tally:
    """Check everything. ``spread`` is ``map``, or one that shares the parts out and tells of progress."""
    moment = Moment.of(now)
    tally = sum(spread(partial(check_part, moment=moment), parts(moment)), Tally())
    tally.broken = [*tally.broken, *missing_entries(moment, tally)][:MOST]
    return tally


def check_part(part: Part, *, moment: Moment) -> Tally:
    return part.check(moment)


def check_seals(first: int, last: int) -> Tally:
    """Check seals: that each is there, names the one before, is signed by a key of ours, and stands over its leaves."""
    tally, ours = Tally(), keys.ours()
    before = Seal.objects.filter(number=first - 1).values_list("digest", flat=True).first() or ""
    expected = first
    for some in _by_leaves(Seal.objects.filter(number__range=(first, last)).select_related("key").order_by("number")):
        leaves = _leaves_of(some)
        for seal in some:
            while expected < seal.number:
                tally.broken.append(Obstacle("seal_missing", str(expected)))
                expected, before = expected + 1, ""
            found = _wrong_with(seal, before, ours) or _wrong_with_leaves(seal, leaves[seal.number])
            if found:
                tally.broken.append(found)
            tally.seals, tally.leaves = tally.seals + 1, tally.leaves + seal.entries
            expected, before = seal.number + 1, seal.digest
    tally.broken += [Obstacle("seal_missing", str(number)) for number in range(expected, last + 1)]
    return tally


def check_chains(within: Q, moment: Moment) -> Tally:
    """Check chains and their heads, and that each entry is what was sealed."""
    leaf = SealLeaf.objects.filter(entry=OuterRef("pk"), seal_id__lte=moment.seals)
    columns = ("subject", "position", "previous_digest", "digest", "at", "body", "by", "name", "request", "suite", "pk")
    rows = JournalEntry.objects.filter(within).order_by("subject", "position")
    tally, ends = Tally(), list[tuple[str, int, str]]()
    with one_moment():
        sealed = rows.values_list(*columns, Subquery(leaf.values("digest")[:1]))
        for subject, trail in groupby(rows_of(sealed), key=itemgetter(0)):
            ends.append((subject, *_check_chain(subject, trail, moment, tally)))
            if len(ends) == HEADS_AT_ONCE:
                tally.broken += _wrong_ends(ends)
                ends = []
        tally.broken += _wrong_ends(ends)
        gone = JournalHead.objects.filter(within, position__gt=0).exclude(
            Exists(JournalEntry.objects.filter(subject=OuterRef("subject")))
        )
        tally.broken += [
            Obstacle("subject_missing", subject) for subject in gone.values_list("subject", flat=True)[:MOST]
        ]
    return tally


def check_subject(subject: str, now: datetime) -> Tally:
    """Check one chain and the seals above it."""
    moment = Moment.of(now)
    tally = check_chains(Q(subject=subject), moment)
    entries = JournalEntry.objects.filter(subject=subject)
    above = SealLeaf.objects.filter(entry__in=entries.values("pk")).values_list("seal_id", flat=True)
    for number in sorted(set(above)):
        tally += check_seals(number, number)
    if not tally.subjects and not tally.broken:
        tally.broken.append(Obstacle("subject_unknown", subject))
    return tally


def missing_entries(moment: Moment, tally: Tally) -> list[Obstacle]:
    """Return which sealed entries are no longer there, once everything else was counted."""
    standing = Seal.objects.filter(number__lte=moment.seals).aggregate(entries=Sum("entries"))["entries"] or 0
    if tally.sealed == standing:
        return []
    there = JournalEntry.objects.filter(pk=OuterRef("entry"))
    gone = SealLeaf.objects.filter(~Exists(there), seal_id__lte=moment.seals).order_by("seal_id", "index")
    return [
        Obstacle("sealed_entry_missing", str(entry), {"seal": seal, "index": index})
        for entry, seal, index in gone.values_list("entry", "seal_id", "index")[:MOST]
    ]


def _check_chain(subject: str, trail: Iterable[Row], moment: Moment, tally: Tally) -> tuple[int, str]:
    """Count a chain's entries and note the first that is broken; return where it ends."""
    position, end, why = 0, "", ""
    for _, place, previous, digest, at, body, by, name, request, suite, pk, sealed in trail:
        tally.entries += 1
        if sealed is not None:
            tally.sealed += 1
        elif pk < moment.young_from:
            tally.late += 1
        else:
            tally.young += 1
        if why:
            continue
        if place != position + 1:
            why = "entry_missing"
        elif previous != end:
            why = "entry_link_broken"
        elif digest != _digest(subject, place, name, by, at, body, previous, request, suite):
            why = "entry_rewritten"
        elif sealed is not None and sealed.hex() != digest:
            why = "sealed_entry_rewritten"
        if why:
            tally.broken.append(Obstacle(why, subject, {"position": position + 1}))
        position, end = place, digest
    tally.subjects += 1
    return (BROKEN, "") if why else (position, end)


def _digest(
    subject: str, position: int, name: str, by: str, at: Any, body: str, previous: str, request: str, suite: str
) -> str:
    """Return the digest that an entry must carry. A moment given as its text is written as that."""
    text = link_text(
        subject=subject,
        position=position,
        name=name,
        by=by,
        at=moment_text(at),  # type: ignore[arg-type]
        body=body,
        previous_digest=previous,
        request=request,
    )
    return crypto.suite_named(suite).digest(text.encode())


def _wrong_ends(ends: list[tuple[str, int, str]]) -> list[Obstacle]:
    """Return which of these chains do not end where their heads say; one that is broken anyway is passed over."""
    heads = JournalHead.objects.filter(subject__in=[subject for subject, _, _ in ends])
    known = {subject: (position, digest) for subject, position, digest in heads.values_list()}
    return [
        Obstacle("chain_cut", subject, {"position": position, "head": known.get(subject, (0, ""))[0]})
        for subject, position, digest in ends
        if position != BROKEN and known.get(subject) != (position, digest)
    ]


def _wrong_with(seal: Seal, before: str, ours: set[str]) -> Obstacle | None:
    """Return what is wrong with a seal by itself and with its link to the one before."""
    statement, number = statement_of(seal), str(seal.number)
    if crypto.suite_named(seal.suite).digest(statement.encode()) != seal.digest:
        return Obstacle("seal_rewritten", number)
    if seal.previous_digest != before:
        return Obstacle("seal_link_broken", number, {"before": seal.number - 1})
    if not keys.holds(seal.key, statement, seal.signature):
        return Obstacle("seal_signature_wrong", number)
    if seal.key_id not in ours:
        return Obstacle("seal_key_foreign", number, {"key": seal.key_id})
    return None


def _wrong_with_leaves(seal: Seal, leaves: list[tuple[int, bytes]]) -> Obstacle | None:
    number, hash = str(seal.number), crypto.suite_named(seal.suite).hash
    for index, (place, _) in enumerate(leaves):
        if place != index:
            return Obstacle("seal_leaf_missing", number, {"index": index})
    if len(leaves) != seal.entries:
        return Obstacle("seal_leaf_missing", number, {"index": len(leaves)})
    if not leaves or merkle.root([digest for _, digest in leaves], hash).hex() != seal.root:
        return Obstacle("seal_root_wrong", number)
    return None


def _by_leaves(seals: "QuerySet[Seal]") -> Iterator[list[Seal]]:
    """Yield seals in order, as many at a time as their leaves fit into memory well."""
    some, room = list[Seal](), LEAVES_AT_ONCE
    for seal in seals.iterator(chunk_size=500):
        if some and seal.entries > room:
            yield some
            some, room = [], LEAVES_AT_ONCE
        some.append(seal)
        room -= seal.entries
    if some:
        yield some


def _leaves_of(seals: list[Seal]) -> dict[int, list[tuple[int, bytes]]]:
    found = SealLeaf.objects.filter(seal_id__gte=seals[0].number, seal_id__lte=seals[-1].number)
    rows = found.order_by("seal_id", "index").values_list("seal_id", "index", "digest")
    leaves: dict[int, list[tuple[int, bytes]]] = defaultdict(list)
    with one_moment():
        for number, index, digest in rows_of(rows):
            leaves[number].append((index, digest))
    return leaves
