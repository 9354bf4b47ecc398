"""The verbs of the portal: exports of persons."""

from tongban.portal.actions.exports import KEPT, CannotExport, ask_for_export, build_export, forget_exports, note_taken

__all__ = ["KEPT", "CannotExport", "ask_for_export", "build_export", "forget_exports", "note_taken"]
