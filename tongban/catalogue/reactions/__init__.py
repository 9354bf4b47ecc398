"""What follows in the catalogue when an item is published, suspended or retired; by topic, in this order."""

from tongban.catalogue.reactions import (  # facts first: lists are made of them
    agreements,
    facts,
    laws,
    lists,
    papers,
    retirement,
    schedule,
    sheets,
)

__all__ = ["agreements", "facts", "laws", "lists", "papers", "retirement", "schedule", "sheets"]
