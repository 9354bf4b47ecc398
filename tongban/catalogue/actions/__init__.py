"""Verbs of the catalogue, cut by topic: the two lists, versions of an item, their review."""

from tongban.catalogue.actions.drafts import edit_draft
from tongban.catalogue.actions.laws import enter_law_change, settle_mark
from tongban.catalogue.actions.listing import (
    claim_item,
    create_item,
    end_catalog_item,
    enter_local_item,
    list_catalog_item,
)
from tongban.catalogue.actions.references import (
    add_reference_entries,
    adopt_entry,
    make_reference_list,
    publish_reference_list,
    remove_reference_entry,
)
from tongban.catalogue.actions.refusals import (
    CannotApprove,
    CannotDraft,
    CannotHandIn,
    CannotList,
    CannotMark,
    CannotPublish,
    CannotRetire,
    CannotSendBack,
    CannotSuspend,
    NotYourCatalogue,
)
from tongban.catalogue.actions.retirement import keep_item, retire_item, retire_items_due
from tongban.catalogue.actions.reviews import approve_version, hand_in_version, recall_version, send_back_version
from tongban.catalogue.actions.suspensions import resume_item, suspend_item
from tongban.catalogue.actions.versions import draft_from_current, draft_version, publish_version

__all__ = [
    "CannotApprove",
    "CannotDraft",
    "CannotHandIn",
    "CannotList",
    "CannotMark",
    "CannotPublish",
    "CannotRetire",
    "CannotSendBack",
    "CannotSuspend",
    "NotYourCatalogue",
    "add_reference_entries",
    "adopt_entry",
    "approve_version",
    "claim_item",
    "create_item",
    "draft_from_current",
    "draft_version",
    "edit_draft",
    "end_catalog_item",
    "enter_law_change",
    "enter_local_item",
    "hand_in_version",
    "keep_item",
    "list_catalog_item",
    "make_reference_list",
    "publish_reference_list",
    "publish_version",
    "recall_version",
    "remove_reference_entry",
    "resume_item",
    "retire_item",
    "retire_items_due",
    "send_back_version",
    "settle_mark",
    "suspend_item",
]
