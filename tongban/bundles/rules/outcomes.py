"""What the end of a member's case means for the member, and those of all members for the whole."""

from collections.abc import Iterable

from tongban.bundles.rules.graph import DROPPED, FAILED, GRANTED, NOT_NEEDED

ALL_GRANTED, PARTLY, NOTHING = "granted", "partly_granted", "refused"


def member_state(outcome: str) -> str:
    """Return how a member has ended: a case that needed no licence stands in nobody's way.

    >>> [member_state(outcome) for outcome in ("granted", "refused", "withdrawn", "not_needed")]
    ['granted', 'failed', 'failed', 'not_needed']
    """
    return {"granted": GRANTED, "not_needed": NOT_NEEDED}.get(outcome, FAILED)


def whole_outcome(states: Iterable[str]) -> str:
    """Return how the whole has ended.

    >>> whole_outcome(["granted", "not_needed"]), whole_outcome(["granted", "failed"]), whole_outcome(["failed"])
    ('granted', 'partly_granted', 'refused')
    """
    states = set(states)
    if not states & {FAILED, DROPPED}:
        return ALL_GRANTED
    return PARTLY if GRANTED in states else NOTHING
