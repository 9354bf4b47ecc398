"""The outbox: effects outside, written with the act that causes them and delivered by the worker, at least once.

A receiver is called with the payload and the row's key; after a crash between delivery and its note it is called again
with the same key. Errors wait longer each time; after the last try the row is dead and somebody is shown it.
"""

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction

from tongban.kernel.events import Actor, Event, publish, publish_all
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.requests import within
from tongban.kernel.statements import insert
from tongban.kernel.tables.outbox import OutboxRow
from tongban.kernel.transactions import action

Deliver = Callable[[dict[str, Any], str], None]

ATTEMPTS = 12  # over some eleven hours: a partner may be away for a night
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=6)
RETRIED_AT_ONCE = 1000  # dead letters
LEASE = timedelta(minutes=5)  # longer than any delivery may take

log = logging.getLogger(__name__)
_receivers: dict[str, Deliver] = {}


@dataclass(frozen=True, kw_only=True)
class DeadLetterRetried(Event):
    kind: str


class CannotRetry(Refused):
    """The row is not a dead letter."""


def delivers(kind: str) -> Callable[[Deliver], Deliver]:
    """Register the function that delivers rows of a kind: ``deliver(payload, key)``, raising to be tried again."""

    def register(deliver: Deliver) -> Deliver:
        _receivers[kind] = deliver
        return deliver

    return register


@action(silent="the act that enqueues it is what happened")
def enqueue(*, kind: str, key: str, payload: dict[str, Any], now: datetime) -> None:
    """Owe the world an effect, once per key: a second call with the same key changes nothing."""
    row = OutboxRow(kind=kind, key=key, payload=payload, enqueued_at=now, next_try_at=now)
    insert([row], unless_known="key")


@action(silent="what was only played happened to nobody")
def forget_before(moment: datetime) -> int:
    """Drop what has waited since before a moment, and return how many: sample data owes the world nothing."""
    return OutboxRow.objects.filter(state=OutboxRow.State.WAITING, enqueued_at__lt=moment).delete()[0]


def deliver_next(now: datetime) -> bool:
    """Deliver one due row; return whether there was one."""
    row = _claim(now)
    if row is None:
        return False
    with within():
        _deliver(row, now)
    return True


def _deliver(row: OutboxRow, now: datetime) -> None:
    try:
        _receivers[row.kind](row.payload.clear(), row.key)
    except Exception as error:  # whatever a partner's adapter raises: the row waits
        _note_failure(row, error, now)
    else:
        _settle(row, state=OutboxRow.State.DELIVERED, delivered_at=now, last_error="")


def dead_letters() -> "models.QuerySet[OutboxRow]":
    """Return what could not be delivered, newest first; page by ``("-enqueued_at", "-id")``."""
    return OutboxRow.objects.filter(state=OutboxRow.State.DEAD).order_by("-enqueued_at", "-id")


@action
def retry_dead_letter(*, row_id: int, by: Actor, now: datetime) -> OutboxRow:
    """Let the worker try a dead letter again from the first attempt."""
    row = OutboxRow.objects.select_for_update().filter(pk=row_id).first()
    if row is None or row.state != OutboxRow.State.DEAD:
        raise CannotRetry([Obstacle("not_a_dead_letter", row.kind if row else "")])

    row.state, row.attempts, row.next_try_at = OutboxRow.State.WAITING, 0, now
    row.save(update_fields=["state", "attempts", "next_try_at"])

    publish(DeadLetterRetried(subject=f"outbox:{row.pk}", by=str(by.actor), at=now, kind=row.kind))
    return row


@action
def retry_dead_letters(*, kind: str, by: Actor, now: datetime) -> int:
    """Let the worker try the dead letters of a kind again, up to a bound, and return how many."""
    dead = OutboxRow.objects.filter(state=OutboxRow.State.DEAD, kind=kind).order_by("enqueued_at")
    keys = list(dead.select_for_update().values_list("pk", flat=True)[:RETRIED_AT_ONCE])
    OutboxRow.objects.filter(pk__in=keys).update(state=OutboxRow.State.WAITING, attempts=0, next_try_at=now)
    publish_all([DeadLetterRetried(subject=f"outbox:{pk}", by=str(by.actor), at=now, kind=kind) for pk in keys])
    return len(keys)


def dead_kinds() -> list[tuple[str, int]]:
    """Return how many dead letters there are of each kind."""
    counted = OutboxRow.objects.filter(state=OutboxRow.State.DEAD).values_list("kind").annotate(models.Count("pk"))
    return list(counted.order_by("kind"))


def wait_after(attempts: int) -> timedelta:
    """Return how long a row waits after so many failed attempts: doubling, with jitter of a quarter."""
    return min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT) * random.uniform(0.75, 1.25)  # noqa: S311 (no secret)


def _claim(now: datetime) -> OutboxRow | None:
    """Return a due row that nobody else delivers, leased for this delivery."""
    free = models.Q(leased_until=None) | models.Q(leased_until__lte=now)
    due = OutboxRow.objects.filter(free, state=OutboxRow.State.WAITING, next_try_at__lte=now)
    if not due.exists():  # on SQLite a transaction alone would already keep writers waiting
        return None
    with transaction.atomic():
        row = due.order_by("next_try_at", "id").select_for_update(skip_locked=True).first()
        if row is not None:
            row.leased_until = now + LEASE
            row.attempts += 1
            row.save(update_fields=["leased_until", "attempts"])
    return row


def _note_failure(row: OutboxRow, error: Exception, now: datetime) -> None:
    kind = type(error).__name__
    log.warning("delivery failed", extra={"outbox": row.pk, "kind": row.kind, "attempt": row.attempts, "error": kind})
    is_last = row.attempts >= ATTEMPTS
    state = OutboxRow.State.DEAD if is_last else OutboxRow.State.WAITING
    _settle(row, state=state, next_try_at=now + wait_after(row.attempts), last_error=kind)


def _settle(row: OutboxRow, **values: Any) -> None:
    """Write how a delivery ended, unless the lease was lost and another worker has it."""
    mine = OutboxRow.objects.filter(pk=row.pk, leased_until=row.leased_until)
    mine.update(leased_until=None, **values)
