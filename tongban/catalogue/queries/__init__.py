"""Reading the catalogue: versions as content, search, guides, lists."""

from tongban.catalogue.queries.contents import content_of, obstacles_to_publishing
from tongban.catalogue.queries.items import current_version

__all__ = ["content_of", "current_version", "obstacles_to_publishing"]
