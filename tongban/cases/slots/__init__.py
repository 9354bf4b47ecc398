"""What cases offer to frames and pages, cut by topic."""

from tongban.cases.slots import matter, outcomes

__all__ = ["matter", "outcomes"]
