"""Verbs of the catalogue, cut by topic: the two lists, versions of an item."""

from tongban.catalogue.actions.listing import create_item, list_catalog_item, retire_item
from tongban.catalogue.actions.refusals import CannotDraft, CannotList, CannotPublish, CannotRetire, NotYourCatalogue
from tongban.catalogue.actions.versions import draft_from_current, draft_version, edit_draft, publish_version

__all__ = [
    "CannotDraft",
    "CannotList",
    "CannotPublish",
    "CannotRetire",
    "NotYourCatalogue",
    "create_item",
    "draft_from_current",
    "draft_version",
    "edit_draft",
    "list_catalog_item",
    "publish_version",
    "retire_item",
]
