"""Turns to write: SQLite has one writer at a time and lets those who wait try their luck; here they stand in line."""

import threading
from collections import deque


class Turns:
    """Turns to write to one file within one process: whoever came first has the next one."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._taken = False

    def take(self, seconds: float) -> bool:
        """Wait for one's turn; return whether it came within so many seconds."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            called = threading.Lock()
            called.acquire()
            self._waiting.append(called)
        if called.acquire(timeout=seconds):
            return True
        with self._guard:
            if called in self._waiting:
                self._waiting.remove(called)
                return False
        return True  # called at the last moment

    def give_up(self) -> None:
        """Let the next one write."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False


_guard = threading.Lock()
_turns: dict[str, Turns] = {}


def turns_of(name: str) -> Turns:
    """Return the turns of a file, by its name."""
    with _guard:
        return _turns.setdefault(name, Turns())
