"""What the faces show of several modules at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tongban.cases.models import Case
from tongban.catalogue.queries import items_in_force
from tongban.exchange.models import Envelope
from tongban.kernel.models import JournalEntry, Seal, SealKey, SealLeaf
from tongban.kernel.moments import local_day
from tongban.kernel.outbox import OutboxRow, dead_kinds
from tongban.kernel.ratios import Ratio
from tongban.kernel.seals.sealing import WITNESS, key_of
from tongban.kernel.tables.work import NodeLease, PeriodicJob
from tongban.matters.indicators import on_time_rate
from tongban.people.models import Office
from tongban.windows.models import ServicePoint

MONTH = timedelta(days=30)
SHOWN_POINTS = 3
HALLS = [Office.Level.CITY, Office.Level.COUNTY]  # the centres of towns and villages are too many for a front page


@dataclass(frozen=True)
class AtAGlance:
    """What the public site says of the city: what can be applied for, and whether promises are kept."""

    items: int
    online: int
    on_time: Ratio
    points: list[ServicePoint]


def at_a_glance(*, now: datetime) -> AtAGlance:
    """Return the figures of the front page: three bounded queries."""
    is_online = Q(current__run_mode__in=["here", "pushed"])
    in_force = items_in_force(local_day(now)).aggregate(items=Count("pk"), online=Count("pk", filter=is_online))
    halls = ServicePoint.objects.filter(office__level__in=HALLS).order_by("office__level", "pk")
    return AtAGlance(
        **in_force,
        on_time=on_time_rate(since=now - MONTH, until=now, now=now),
        points=list(halls[:SHOWN_POINTS]),
    )


@dataclass(frozen=True)
class Filling:
    """How far the worker has filled the demo city."""

    told: int
    wanted: int

    @property
    def is_done(self) -> bool:
        return self.told >= self.wanted


def filling() -> Filling:
    told = Case.objects.filter(idempotency_key__startswith="demo:").count()
    return Filling(told=told, wanted=settings.DEMO_CASES)


@dataclass(frozen=True)
class Deliveries:
    """How the worker stands: what waits, what is dead, whether somebody works."""

    waiting: int
    is_alive: bool
    jobs: list[PeriodicJob]
    dead_kinds: list[tuple[str, int]]


def deliveries(*, now: datetime) -> Deliveries:
    return Deliveries(
        waiting=OutboxRow.objects.filter(state=OutboxRow.State.WAITING).count(),
        is_alive=NodeLease.objects.filter(role=NodeLease.Role.WORKER, expires_at__gt=now).exists(),
        jobs=list(PeriodicJob.objects.order_by("name")),
        dead_kinds=dead_kinds(),
    )


@dataclass(frozen=True)
class SealShown:
    """A seal and what is known of its way to the witness: nothing, while it waits."""

    seal: Seal
    envelope: Envelope | None

    @property
    def is_witnessed(self) -> bool:
        return self.envelope is not None and self.envelope.state == Envelope.State.RECEIVED


def seals() -> QuerySet[Seal]:
    """Return the seals; page by ``-number``."""
    return Seal.objects.order_by("-number")


def seals_shown(found: Sequence[Seal]) -> list[SealShown]:
    """Return these seals, each with its envelope to the witness."""
    keys = [key_of(seal.number) for seal in found]
    sent = Envelope.objects.filter(partner__code=WITNESS, key__in=keys).defer("payload")
    by_key = {envelope.key: envelope for envelope in sent}
    return [SealShown(seal, by_key.get(key)) for seal, key in zip(found, keys, strict=True)]


def one_seal(number: int) -> Seal | None:
    return Seal.objects.select_related("key").filter(number=number).first()


def seal_keys() -> QuerySet[SealKey]:
    """Return the keys that have signed, the active one last."""
    return SealKey.objects.order_by("since", "fingerprint")


def owed_to_witness() -> int:
    """Return how many seals have not reached the witness yet."""
    rows = OutboxRow.objects.filter(kind=WITNESS)
    return rows.filter(state=OutboxRow.State.WAITING).count() + rows.filter(state=OutboxRow.State.DEAD).count()


@dataclass(frozen=True)
class Sealed:
    """How much of a subject's trail is under a seal."""

    entries: int
    sealed: int


def sealed(subject: str) -> Sealed:
    is_sealed = Exists(SealLeaf.objects.filter(entry=OuterRef("pk")))
    counted = JournalEntry.objects.filter(subject=subject).aggregate(
        entries=Count("pk"), sealed=Count("pk", filter=is_sealed)
    )
    return Sealed(**counted)
