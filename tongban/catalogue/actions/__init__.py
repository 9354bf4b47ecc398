"""Verbs of the catalogue, cut by topic: the two lists, versions of an item."""

from tongban.catalogue.actions.listing import create_item, list_catalog_item
from tongban.catalogue.actions.refusals import (
    CannotDraft,
    CannotList,
    CannotPublish,
    CannotRetire,
    CannotSuspend,
    NotYourCatalogue,
)
from tongban.catalogue.actions.retirement import keep_item, retire_item, retire_items_due
from tongban.catalogue.actions.suspensions import resume_item, suspend_item
from tongban.catalogue.actions.versions import draft_from_current, draft_version, edit_draft, publish_version

__all__ = [
    "CannotDraft",
    "CannotList",
    "CannotPublish",
    "CannotRetire",
    "CannotSuspend",
    "NotYourCatalogue",
    "create_item",
    "draft_from_current",
    "draft_version",
    "edit_draft",
    "keep_item",
    "list_catalog_item",
    "publish_version",
    "resume_item",
    "retire_item",
    "retire_items_due",
    "suspend_item",
]
