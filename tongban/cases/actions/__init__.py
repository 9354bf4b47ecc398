"""The verbs of a case, one transaction each."""

from tongban.cases.actions.acceptance import (
    accept_case,
    answer_correction,
    correct_on_spot,
    deem_accepted,
    notify_correction,
    refuse_acceptance,
    return_case,
    say_not_needed,
)
from tongban.cases.actions.closing import (
    deliver_all_by_code,
    deliver_by_code,
    deliver_by_download,
    deliver_by_identity,
    deliver_together,
    withdraw_case,
)
from tongban.cases.actions.deciding import AGREE, OBJECT, decide_case, decide_instantly, give_opinion
from tongban.cases.actions.drafts import (
    attach_paper,
    discard_draft,
    obstacles_to_draft,
    renew_draft,
    save_draft,
    start_draft,
    submit_draft,
    take_back_paper,
)
from tongban.cases.actions.intake import keep_scan, receive_at_window
from tongban.cases.actions.late_entries import OnPaper, approve_late_entry, receive_late, refuse_late_entry
from tongban.cases.actions.refusals import (
    CannotApply,
    CannotDeliver,
    CannotEnterLate,
    CannotNotify,
    CannotWithdraw,
)
from tongban.cases.actions.revealing import CannotReveal, reveal_answer

__all__ = [
    "AGREE",
    "OBJECT",
    "CannotApply",
    "CannotDeliver",
    "CannotEnterLate",
    "CannotNotify",
    "CannotReveal",
    "CannotWithdraw",
    "OnPaper",
    "accept_case",
    "answer_correction",
    "approve_late_entry",
    "attach_paper",
    "correct_on_spot",
    "decide_case",
    "decide_instantly",
    "deem_accepted",
    "deliver_all_by_code",
    "deliver_by_code",
    "deliver_by_download",
    "deliver_by_identity",
    "deliver_together",
    "discard_draft",
    "give_opinion",
    "keep_scan",
    "notify_correction",
    "obstacles_to_draft",
    "receive_at_window",
    "receive_late",
    "refuse_acceptance",
    "refuse_late_entry",
    "renew_draft",
    "return_case",
    "reveal_answer",
    "save_draft",
    "say_not_needed",
    "start_draft",
    "submit_draft",
    "take_back_paper",
    "withdraw_case",
]
