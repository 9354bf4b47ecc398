"""The verbs of a matter. Lock order: matter, steps, clocks, counters, journal heads."""

from tongban.matters.actions.backdating import backdate_receipt
from tongban.matters.actions.clocks import start_clock, stop_clocks
from tongban.matters.actions.extensions import extend, give_time
from tongban.matters.actions.jobs import mark_missed, remind
from tongban.matters.actions.moves import accept_matter, close_matter, decide_by_step, decide_matter, move_to
from tongban.matters.actions.nudges import urge
from tongban.matters.actions.opening import open_matter
from tongban.matters.actions.planning import cancel_steps, open_next_wave, plan_anew, plan_steps
from tongban.matters.actions.procedures import begin_special_procedure, end_special_procedure
from tongban.matters.actions.recomputation import begin_recomputation, recompute_batch
from tongban.matters.actions.refusals import CannotAct
from tongban.matters.actions.steps import claim_step, complete_step, hand_over_step, release_step, return_step

__all__ = [
    "CannotAct",
    "accept_matter",
    "backdate_receipt",
    "begin_recomputation",
    "begin_special_procedure",
    "cancel_steps",
    "claim_step",
    "close_matter",
    "complete_step",
    "decide_by_step",
    "decide_matter",
    "end_special_procedure",
    "extend",
    "give_time",
    "hand_over_step",
    "mark_missed",
    "move_to",
    "open_matter",
    "open_next_wave",
    "plan_anew",
    "plan_steps",
    "recompute_batch",
    "release_step",
    "remind",
    "return_step",
    "start_clock",
    "stop_clocks",
    "urge",
]
