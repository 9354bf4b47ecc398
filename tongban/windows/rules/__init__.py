"""What may be done at windows, by topic."""

from tongban.windows.rules.outages import (
    LARGEST_PAD,
    LAST_PAD,
    hand_number,
    obstacles_to_outage,
    read_hand_number,
)
from tongban.windows.rules.visits import (
    OUTCOMES,
    obstacles_to_beginning,
    obstacles_to_ending,
    obstacles_to_parking,
    obstacles_to_taking_up,
)

__all__ = [
    "LARGEST_PAD",
    "LAST_PAD",
    "OUTCOMES",
    "hand_number",
    "obstacles_to_beginning",
    "obstacles_to_ending",
    "obstacles_to_outage",
    "obstacles_to_parking",
    "obstacles_to_taking_up",
    "read_hand_number",
]
