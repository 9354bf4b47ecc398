"""What cases offer to frames and pages, cut by topic."""

from tongban.cases.slots import matter

__all__ = ["matter"]
