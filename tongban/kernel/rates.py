"""How often may somebody do this? Counted in the database, so that all processes count together.

A window opens with the first try of a key and lasts ``per``; within it ``limit`` tries are allowed, and those above
are told when it ends. A refusal writes nothing: whoever hammers costs one look at an index. Ask before the act
begins, never inside its transaction, or an act that fails takes its count back with it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.tables.rates import RateWindow
from tongban.kernel.vault.keys import blind_index

# One statement, so that two processes never both take the last place.
TAKE = """
    INSERT INTO kernel_ratewindow AS kept (digest, taken, ends_at) VALUES (%(digest)s, 1, %(ends_at)s)
    ON CONFLICT (digest) DO UPDATE SET
        taken = CASE WHEN kept.ends_at <= %(now)s THEN 1 ELSE kept.taken + 1 END,
        ends_at = CASE WHEN kept.ends_at <= %(now)s THEN excluded.ends_at ELSE kept.ends_at END
    RETURNING digest, taken, ends_at
"""


@dataclass(frozen=True)
class Allowance:
    """Whether it may be done now (so is its truth), how often more, and when the count begins anew."""

    is_allowed: bool
    left: int
    again_at: datetime

    def __bool__(self) -> bool:
        return self.is_allowed


class TooOften(Refused):
    """It was done too often; ``again_at`` says from when on it may be tried again."""

    def __init__(self, again_at: datetime, *, now: datetime):
        self.again_at = again_at
        self.seconds = max(1, -int((now - again_at).total_seconds() // 1))
        super().__init__([Obstacle("too_often", details={"minutes": -(-self.seconds // 60)})])


def allow(key: str, *, limit: int, per: timedelta, now: datetime) -> Allowance:
    """Count one try of ``key`` and return whether it is allowed: ``if not allow(f"token {pk}", …)``.

    A key begins with what is limited, so that counts of different things stay apart; it is stored as a digest.
    """
    digest = blind_index(f"rate {key}")
    running = RateWindow.objects.filter(digest=digest, ends_at__gt=now).first()
    if running and running.taken >= limit:
        return Allowance(is_allowed=False, left=0, again_at=running.ends_at)

    moment = connection.ops.adapt_datetimefield_value
    [window] = RateWindow.objects.raw(TAKE, {"digest": digest, "now": moment(now), "ends_at": moment(now + per)})
    return Allowance(is_allowed=window.taken <= limit, left=max(0, limit - window.taken), again_at=window.ends_at)


def demand(key: str, *, limit: int, per: timedelta, now: datetime) -> None:
    """Count one try of ``key``. Raises ``TooOften`` if it is one too many."""
    allowance = allow(key, limit=limit, per=per, now=now)
    if not allowance:
        raise TooOften(allowance.again_at, now=now)


def is_running(key: str, *, now: datetime) -> bool:
    """Say whether a window of ``key`` runs; nothing is counted."""
    return RateWindow.objects.filter(digest=blind_index(f"rate {key}"), ends_at__gt=now).exists()


def forget(key: str) -> None:
    """End the window of ``key``."""
    RateWindow.objects.filter(digest=blind_index(f"rate {key}")).delete()


def forget_ended(now: datetime) -> None:
    """Remove the windows that have ended: they say who came here, and are of no use any more."""
    RateWindow.objects.filter(ends_at__lte=now).delete()
