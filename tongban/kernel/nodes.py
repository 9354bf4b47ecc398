"""Leases of identifier nodes: a serving or working process holds one node alone, and so says that it is alive.

A lease that was not renewed runs out by itself. It ends no earlier than the last identifier made under it, so a clock
that was set back gives no node to two processes for the same millisecond.
"""

import atexit
import logging
import secrets
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import Error, IntegrityError, connection, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from tongban.kernel.ids import LEASED_NODES, maker
from tongban.kernel.tables.work import NodeLease

LEASE = timedelta(seconds=90)
RENEWAL = LEASE / 3

log = logging.getLogger(__name__)


class NoFreeNode(Exception):
    """Every node is leased: more processes run than identifiers have room for."""


@dataclass
class Holder:
    """One process's hold on a node."""

    role: str
    name: str = field(default_factory=lambda: secrets.token_hex(8))
    node: int | None = None

    def renew(self, now: datetime) -> None:
        """Prolong the lease, or take a node if there is none or it was lost."""
        until = now + LEASE
        if self.node is None or not self._mine().update(seen_at=now, expires_at=until):
            self.node = take(holder=self.name, role=self.role, now=now)
        maker.use(self.node, until_ms=int(until.timestamp() * 1000))

    def release(self, now: datetime) -> None:
        """Give the node back; identifiers of this process come from a drawn one from now on."""
        maker.forget()
        self._mine().update(seen_at=now, expires_at=now + timedelta(seconds=1))
        self.node = None

    def _mine(self) -> QuerySet[NodeLease]:
        return NodeLease.objects.filter(holder=self.name)


def take(*, holder: str, role: str, now: datetime) -> int:
    """Lease the first free node. Raises NoFreeNode."""
    values = {"holder": holder, "role": role, "held_since": now, "seen_at": now, "expires_at": now + LEASE}
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
    """Lease a node for this process and keep it until the process ends."""
    holder = Holder(role)
    holder.renew(timezone.now())
    stop = threading.Event()
    threading.Thread(target=_keep, args=(holder, stop), name="node lease", daemon=True).start()
    atexit.register(_end, holder, stop)
    return holder


def _keep(holder: Holder, stop: threading.Event) -> None:
    while not stop.wait(RENEWAL.total_seconds()):
        try:
            holder.renew(timezone.now())
        except (Error, NoFreeNode) as error:  # identifiers go on from a drawn node until the database is back
            log.warning("node lease not renewed", extra={"error": type(error).__name__})
        finally:
            connection.close()


def _end(holder: Holder, stop: threading.Event) -> None:
    stop.set()
    try:
        holder.release(timezone.now())
    except Error as error:
        log.warning("node lease not released", extra={"error": type(error).__name__})
