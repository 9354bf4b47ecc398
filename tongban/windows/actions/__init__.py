"""The verbs of windows, by topic."""

from tongban.windows.actions.batches import (
    change_batch,
    draft_batch,
    enter_batch,
    set_lines,
    set_served,
    take_back_batch,
)
from tongban.windows.actions.competences import confirm_competence, end_competence
from tongban.windows.actions.outages import declare_outage, end_outage, issue_pad
from tongban.windows.actions.pools import mark_left, register_arrival, set_pool, take_next
from tongban.windows.actions.refusals import (
    CannotBeginVisit,
    CannotBind,
    CannotConfirm,
    CannotDeclareOutage,
    CannotEndVisit,
    CannotIssuePad,
    CannotPark,
    CannotQueue,
)
from tongban.windows.actions.training import record_training
from tongban.windows.actions.visits import (
    begin_visit,
    bind_items,
    end_visit,
    end_with_the_day,
    park_visit,
    seat_officer,
    set_device,
    take_up_visit,
)

__all__ = [
    "CannotBeginVisit",
    "CannotBind",
    "CannotConfirm",
    "CannotDeclareOutage",
    "CannotEndVisit",
    "CannotIssuePad",
    "CannotPark",
    "CannotQueue",
    "begin_visit",
    "bind_items",
    "change_batch",
    "confirm_competence",
    "declare_outage",
    "draft_batch",
    "end_competence",
    "end_outage",
    "end_visit",
    "end_with_the_day",
    "enter_batch",
    "issue_pad",
    "mark_left",
    "park_visit",
    "record_training",
    "register_arrival",
    "seat_officer",
    "set_device",
    "set_lines",
    "set_pool",
    "set_served",
    "take_back_batch",
    "take_next",
    "take_up_visit",
]
