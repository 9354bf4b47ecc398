"""What cases offer to frames and pages, cut by topic."""

from tongban.cases.slots import (
    fees,
    front,
    matter,
    outcomes,
)

__all__ = [
    "fees",
    "front",
    "matter",
    "outcomes",
]
from tongban.cases.slots import halls

__all__ = ["halls", "matter", "outcomes"]
