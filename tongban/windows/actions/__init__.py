"""The verbs of windows, by topic."""

from tongban.windows.actions.outages import declare_outage, end_outage, issue_pad
from tongban.windows.actions.refusals import CannotBeginVisit, CannotDeclareOutage, CannotEndVisit, CannotIssuePad
from tongban.windows.actions.visits import begin_visit, bind_items, end_visit, seat_officer, set_device

__all__ = [
    "CannotBeginVisit",
    "CannotDeclareOutage",
    "CannotEndVisit",
    "CannotIssuePad",
    "begin_visit",
    "bind_items",
    "declare_outage",
    "end_outage",
    "end_visit",
    "issue_pad",
    "seat_officer",
    "set_device",
]
