"""Waiting for something to become true, on a machine as slow as it likes."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 90.0  # seconds: nothing here takes so long on a sound machine


def until(true: Callable[[], T], what: str, *, patience: float = PATIENCE, pause: float = 0.1) -> T:
    """Return what ``true()`` returns as soon as that is something. Raises AssertionError, naming what did not come."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(pause)
    raise AssertionError(f"did not come within {patience:.0f} s: {what}")
