"""The small harness: how often something can be done in a second, best of several tries."""

import time
from collections.abc import Callable

TRIES = 5


def per_second(act: Callable[[], object], *, times: int) -> float:
    """Return how often the act, which does its work ``times`` times, does it in a second."""
    best = min(_seconds(act) for _ in range(TRIES))
    return times / best


def _seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def tell(what: str, rate: float, raw: float) -> None:
    """Print one line: the rate and its ratio to the raw limit."""
    print(f"  {what}: {rate:,.0f} a second, {rate / raw:.3f} of the raw limit {raw:,.0f}")
