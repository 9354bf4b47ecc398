"""The verbs of the portal: exports of persons, notices of offices."""

from tongban.portal.actions.exports import KEPT, CannotExport, ask_for_export, build_export, forget_exports, note_taken
from tongban.portal.actions.notices import CannotPublish, publish_notice, withdraw_notice

__all__ = [
    "KEPT",
    "CannotExport",
    "CannotPublish",
    "ask_for_export",
    "build_export",
    "forget_exports",
    "note_taken",
    "publish_notice",
    "withdraw_notice",
]
