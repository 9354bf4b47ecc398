"""Doing one thing from several threads at the same moment, each with its own connection."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connection

R = TypeVar("R")


def together(count: int, act: Callable[[int], R]) -> list[R]:
    """Return what ``act(0)``, ``act(1)`` ... returned, begun in as many threads at once; raise what one raised."""
    barrier = threading.Barrier(count)

    def run(number: int) -> R:
        try:
            barrier.wait(timeout=30)
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))
