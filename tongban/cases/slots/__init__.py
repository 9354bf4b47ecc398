"""What cases offer to frames and pages, cut by topic."""

from tongban.cases.slots import (
    front,
    matter,
    outcomes,
)

__all__ = [
    "front",
    "matter",
    "outcomes",
]
