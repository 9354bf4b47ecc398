"""Time-ordered 64-bit identifiers made in the application.

41 bits of milliseconds since 2025, 10 bits of node, 12 bits of sequence: rows can be made by many processes and be
partitioned by time. Numbers that people see are separate.

A process that serves or works leases a node of the lower half, alone (``kernel.nodes``). One that only passes by (a
shell, a test, an import) draws a node of the upper half and takes the small risk that another drew the same.
"""

import os
import secrets
import threading
import time
from datetime import UTC, datetime, timedelta

EPOCH_MS = 1_735_689_600_000  # 2025-01-01T00:00:00Z
EPOCH = datetime.fromtimestamp(EPOCH_MS / 1000, tz=UTC)
NODE_BITS, SEQUENCE_BITS = 10, 12
SEQUENCES = 1 << SEQUENCE_BITS
LEASED_NODES = range(1 << (NODE_BITS - 1))
DRAWN_NODES = range(1 << (NODE_BITS - 1), 1 << NODE_BITS)


class Maker:
    """Makes the identifiers of one process; each is larger than the one before, even if the clock is set back."""

    def __init__(self) -> None:
        self._node, self._last_ms, self._sequence = -1, 0, 0
        self.forget()

    def forget(self) -> None:
        """Go on without a lease: at the start of a process, in each child of a fork, after a release."""
        self._lock = threading.Lock()
        self._leased_until_ms: int | None = None
        self.last_leased_ms = 0  # since 1970, as the last identifier made under the lease names it
        self._change_to(secrets.choice([node for node in DRAWN_NODES if node != self._node]))

    def use(self, node: int, *, until_ms: int) -> None:
        """Make identifiers with a leased node until a moment; past it, the node may be another's."""
        with self._lock:
            self._leased_until_ms = until_ms
            if node != self._node:
                self._change_to(node)

    def next(self) -> int:
        with self._lock:
            self._step()
            if self._leased_until_ms is not None and self._last_ms >= self._leased_until_ms:
                self._leased_until_ms = None
                self._change_to(secrets.choice(DRAWN_NODES))
                self._step()
            if self._leased_until_ms is not None:
                self.last_leased_ms = self._last_ms
            ms = self._last_ms - EPOCH_MS
            return (ms << (NODE_BITS + SEQUENCE_BITS)) | (self._node << SEQUENCE_BITS) | self._sequence

    def _step(self) -> None:
        now_ms = time.time_ns() // 1_000_000
        if now_ms > self._last_ms:
            self._last_ms, self._sequence = now_ms, 0
        elif self._sequence + 1 < SEQUENCES:
            self._sequence += 1
        else:
            self._last_ms, self._sequence = self._last_ms + 1, 0

    def _change_to(self, node: int) -> None:
        """Another node may sort before this one within a millisecond: end the millisecond."""
        self._node, self._sequence = node, SEQUENCES - 1


maker = Maker()
os.register_at_fork(after_in_child=maker.forget)


def new_id() -> int:
    """Return an identifier larger than every earlier one of this process."""
    return maker.next()


def moment_of(identifier: int) -> datetime:
    """Return when an identifier was made, to the millisecond."""
    return EPOCH + timedelta(milliseconds=identifier >> (NODE_BITS + SEQUENCE_BITS))


def first_of(moment: datetime) -> int:
    """Return the smallest identifier that a moment can have."""
    return max(0, (moment - EPOCH) // timedelta(milliseconds=1)) << (NODE_BITS + SEQUENCE_BITS)


def node_of(identifier: int) -> int:
    """Return the node that an identifier was made on."""
    return (identifier >> SEQUENCE_BITS) & ((1 << NODE_BITS) - 1)
