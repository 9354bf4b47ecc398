"""Whom a window can serve of those who wait. Pure questions."""

from collections.abc import Iterable


def fits(wanted: Iterable[str], takes: frozenset[str]) -> bool:
    """Say whether all that somebody came for can be taken here; who has not said what for fits anywhere.

    >>> fits([], frozenset()), fits(["A"], frozenset({"A", "B"})), fits(["A", "C"], frozenset({"A", "B"}))
    (True, True, False)
    """
    return set(wanted) <= takes
