"""What cases offer to frames and pages, cut by topic."""

from tongban.cases.slots import (
    business,
    connectivity,
    elsewhere,
    fees,
    front,
    halls,
    hearings,
    matter,
    outcomes,
    papers,
    posts,
    procedures,
    promises,
    site_visits,
)

__all__ = [
    "business",
    "connectivity",
    "elsewhere",
    "fees",
    "front",
    "halls",
    "hearings",
    "matter",
    "outcomes",
    "papers",
    "posts",
    "procedures",
    "promises",
    "site_visits",
]
