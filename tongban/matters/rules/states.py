"""Which state a matter may go to from where it is, and which clock a clerk watches in it."""

from tongban.kernel.obstacles import Obstacle

# From each state, where to. Closing without a decision is withdrawal, 不受理, 不予受理 or a correction never made.
MOVES: dict[str, frozenset[str]] = {
    "received": frozenset({"correcting", "accepted", "closed"}),
    "correcting": frozenset({"received", "accepted", "closed"}),
    "accepted": frozenset({"suspended", "decided", "closed"}),
    "suspended": frozenset({"accepted", "closed"}),
    "decided": frozenset({"closed"}),
    "closed": frozenset(),
}

# In each state, the kinds of clock to be watched, the first that runs before the others.
WATCHED: dict[str, tuple[str, ...]] = {
    "received": ("receipt",),
    "correcting": ("correction",),
    "accepted": ("promised", "statutory"),
    "suspended": ("procedure",),
    "decided": ("delivery",),
    "closed": (),
}

# In each state, who must act on the matter itself (an open step is waited for by its own post).
WAITS_FOR: dict[str, str] = {
    "received": "acceptance",
    "correcting": "applicant",
    "accepted": "approval",
    "suspended": "procedure",
    "decided": "delivery",
}


def obstacles_to_move(*, number: str, state: str, to: str) -> list[Obstacle]:
    """Return why a matter may not change its state so.

    >>> obstacles_to_move(number="1", state="received", to="accepted")
    []
    >>> obstacles_to_move(number="1", state="suspended", to="decided")[0].code
    'no_decision_while_suspended'
    >>> obstacles_to_move(number="1", state="closed", to="accepted")[0].code
    'illegal_move'
    """
    if to in MOVES.get(state, frozenset()):
        return []
    if state == "suspended" and to == "decided":
        return [Obstacle("no_decision_while_suspended", number)]
    return [Obstacle("illegal_move", number, {"state": state, "to": to})]


def watched_kinds(state: str) -> tuple[str, ...]:
    """Return the kinds of clock that matter in a state, the most pressing first."""
    return WATCHED.get(state, ())
