"""What follows in the catalogue when an item is published, suspended or retired; by topic."""

from tongban.catalogue.reactions import facts

__all__ = ["facts"]
