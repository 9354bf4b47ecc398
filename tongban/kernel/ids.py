"""Time-ordered 64-bit identifiers made in the application.

41 bits of milliseconds since 2025, 10 bits of node, 12 bits of sequence: rows can be made on many
nodes and partitioned by time. Numbers that people see are separate.
"""

import os
import threading
import time

EPOCH_MS = 1_735_689_600_000  # 2025-01-01T00:00:00Z
NODE_BITS, SEQUENCE_BITS = 10, 12
SEQUENCE_MASK = (1 << SEQUENCE_BITS) - 1

_lock = threading.Lock()
_node = os.getpid() & ((1 << NODE_BITS) - 1)
_last_ms = 0
_sequence = 0


def new_id() -> int:
    """Return an identifier larger than every earlier one of this process."""
    global _last_ms, _sequence
    with _lock:
        now_ms = max(time.time_ns() // 1_000_000, _last_ms)
        _sequence = (_sequence + 1) & SEQUENCE_MASK if now_ms == _last_ms else 0
        if now_ms == _last_ms and _sequence == 0:
            now_ms += 1
        _last_ms = now_ms
        return ((now_ms - EPOCH_MS) << (NODE_BITS + SEQUENCE_BITS)) | (_node << SEQUENCE_BITS) | _sequence
