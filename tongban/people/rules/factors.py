"""Who must show more than a password (第二重验证), and when a code of a device counts.

GB/T 22239-2019, 8.1.4.1 d: two ways or more to tell who somebody is, one of them cryptographic. It is asked of
everybody whose word binds the office: who decides, approves, publishes or administers. To administer is also to fill
posts and sign mandates, from which others decide, and to publish days off, which move every limit.
"""

from collections.abc import Collection
from datetime import timedelta

APPROVERS, STAFF, OFFERED = "approvers", "staff", "offered"
POLICIES = (APPROVERS, STAFF, OFFERED)
BINDING = frozenset(
    {"decide", "decide_alone", "issue", "head", "approve_catalogue", "administer", "manage_posts", "manage_calendar"}
)

FRESH = timedelta(minutes=15)  # one's own factors are changed soon after signing in, not from a desk left open
STEP = 30  # seconds that a code of a device lasts (RFC 6238)
DRIFT = 1  # steps that a device's clock may be off


def is_demanded(policy: str, powers: Collection[str]) -> bool:
    """Say whether somebody with these powers must show a second factor. A policy nobody knows is the careful one.

    >>> is_demanded(APPROVERS, {"see", "decide"}), is_demanded(APPROVERS, {"see", "receive"})
    (True, False)
    >>> is_demanded(STAFF, ()), is_demanded(OFFERED, {"decide"})
    (True, False)
    """
    if policy in (STAFF, OFFERED):
        return policy == STAFF
    return not BINDING.isdisjoint(powers)


def steps_open(at: float, *, last: int) -> list[int]:
    """Return the steps of which a code counts at a moment: none is taken twice, and none before one that was taken.

    >>> steps_open(3000.0, last=0), steps_open(3000.0, last=100)
    ([99, 100, 101], [101])
    """
    now = int(at) // STEP
    return [step for step in range(now - DRIFT, now + DRIFT + 1) if step > last]
