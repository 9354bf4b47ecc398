"""What cases offer to frames and pages, cut by topic."""

from tongban.cases.slots import (
    business,
    fees,
    front,
    halls,
    matter,
    outcomes,
    papers,
    site_visits,
    promises,
)

__all__ = [
    "business",
    "fees",
    "front",
    "halls",
    "matter",
    "outcomes",
    "papers",
    "site_visits",
    "promises",
]
