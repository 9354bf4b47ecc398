"""Reading the catalogue: versions as content, search, guides, lists."""

from tongban.catalogue.queries.contents import content_of, obstacles_to_publishing
from tongban.catalogue.queries.guides import Guide, guide
from tongban.catalogue.queries.items import (
    Filters,
    Hit,
    Offer,
    current_version,
    items_in_force,
    obstacles_to_new_cases,
    published_items,
    version_of,
)
from tongban.catalogue.queries.parts import ask_parts_ahead, materials_of, scenarios_of
from tongban.catalogue.queries.search import search

__all__ = [
    "Filters",
    "Guide",
    "Hit",
    "Offer",
    "ask_parts_ahead",
    "content_of",
    "current_version",
    "guide",
    "items_in_force",
    "materials_of",
    "obstacles_to_new_cases",
    "obstacles_to_publishing",
    "published_items",
    "scenarios_of",
    "search",
    "version_of",
]
