"""What the catalogue offers to frames and pages, cut by topic."""

from tongban.catalogue.slots import frames, items, registers, reviews, sheets

__all__ = ["frames", "items", "registers", "reviews", "sheets"]
