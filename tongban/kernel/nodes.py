"""Leases of identifier nodes: a serving or working process holds one node alone, and so says that it is alive.

A lease that was not renewed runs out by itself. It ends no earlier than the last identifier made under it, so a clock
that was set back gives no node to two processes for the same millisecond.
"""

import logging
import secrets
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.util import Finalize

from django.db import Error, IntegrityError, connection, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from tongban.kernel.ids import LEASED_NODES, maker
from tongban.kernel.tables.work import NodeLease

LEASE = timedelta(seconds=90)
RENEWAL = LEASE / 3
RETRY = timedelta(seconds=5)  # of a process that has no node yet

log = logging.getLogger(__name__)


class NoFreeNode(Exception):
    """Every node is leased: more processes run than identifiers have room for."""

    def __str__(self) -> str:
        return (
            f"all {len(LEASED_NODES)} nodes of identifiers are leased; that of a killed process is free again"
            f" {LEASE.total_seconds():.0f} seconds after it last renewed it"
        )


@dataclass
class Holder:
    """One process's hold on a node."""

    role: str
    name: str = field(default_factory=lambda: secrets.token_hex(8))
    node: int | None = None

    def renew(self, now: datetime) -> None:
        """Prolong the lease, or take a node if there is none or it was lost."""
        until = max(now, _last_under_lease()) + LEASE
        if self.node is None or not self._mine().update(seen_at=now, expires_at=until):
            self.node = take(holder=self.name, role=self.role, now=now, until=until)
        maker.use(self.node, until_ms=int(until.timestamp() * 1000))

    def release(self, now: datetime) -> None:
        """Give the node back; identifiers of this process come from a drawn one from now on."""
        last = _last_under_lease()
        maker.forget()
        self._mine().update(seen_at=now, expires_at=max(now, last) + timedelta(seconds=1))
        self.node = None

    def _mine(self) -> QuerySet[NodeLease]:
        return NodeLease.objects.filter(holder=self.name)


def _last_under_lease() -> datetime:
    """Return the moment that the last identifier under the lease names: ahead of a clock that was set back."""
    return datetime.fromtimestamp(maker.last_leased_ms / 1000, UTC)


def take(*, holder: str, role: str, now: datetime, until: datetime | None = None) -> int:
    """Lease the first free node. Raises NoFreeNode."""
    until = until or now + LEASE
    values = {"holder": holder, "role": role, "held_since": now, "seen_at": now, "expires_at": until}
    for node in NodeLease.objects.filter(expires_at__lte=now).order_by("node").values_list("node", flat=True):
        if NodeLease.objects.filter(node=node, expires_at__lte=now).update(**values):
            return node
    taken = set(NodeLease.objects.values_list("node", flat=True))
    for node in LEASED_NODES:
        if node not in taken and _is_first(node, values):
            return node
    raise NoFreeNode


def _is_first(node: int, values: dict[str, object]) -> bool:
    try:
        with transaction.atomic():
            NodeLease.objects.create(node=node, **values)
    except IntegrityError:
        return False
    return True


def is_at_work(role: str, now: datetime) -> bool:
    """Return whether a process of this role is alive."""
    return NodeLease.objects.filter(role=role, expires_at__gt=now).exists()


def last_seen(role: str) -> datetime | None:
    """Return when a process of this role last renewed its lease; None if there never was one."""
    return NodeLease.objects.filter(role=role).aggregate(seen_at=Max("seen_at"))["seen_at"]


def hold(role: str) -> Holder:
    """Lease a node for this process and keep it until the process ends. Raises NoFreeNode.

    While the database is away the process goes on without: it must be there to say so.
    """
    holder = Holder(role)
    try:
        holder.renew(timezone.now())
    except Error as error:
        _note("node not leased yet", error)
    stop = threading.Event()
    threading.Thread(target=_keep, args=(holder, stop), name="node lease", daemon=True).start()
    Finalize(None, _end, args=(holder, stop), exitpriority=0)  # also where a process ends without atexit: a fork's
    return holder


def _keep(holder: Holder, stop: threading.Event) -> None:
    while not stop.wait((RENEWAL if holder.node is not None else RETRY).total_seconds()):
        try:
            holder.renew(timezone.now())
        except (Error, NoFreeNode) as error:  # identifiers go on from a drawn node until the database is back
            _note("node lease not renewed", error)
        finally:
            connection.close()


def _end(holder: Holder, stop: threading.Event) -> None:
    stop.set()
    try:
        holder.release(timezone.now())
    except Error as error:
        _note("node lease not released", error)


def _note(what: str, error: Exception) -> None:
    log.warning(what, extra={"error": type(error).__name__})
