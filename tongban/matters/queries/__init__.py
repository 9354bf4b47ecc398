"""Reading matters: the work list, finding, what a citizen sees, why a date is what it is, the trail."""

from tongban.matters.queries.access import colleagues_for, may_see, may_work_on, may_work_with, step_of
from tongban.matters.queries.clocks import derivation, inputs_of
from tongban.matters.queries.finding import find, subject_of
from tongban.matters.queries.lists import Filters, at_hand, light_counts, reach_of, work_list
from tongban.matters.queries.pages import matter_page, matter_seen
from tongban.matters.queries.progress import Progress, look_up, progress
from tongban.matters.queries.steps import steps_of
from tongban.matters.queries.trail import trail

__all__ = [
    "Filters",
    "Progress",
    "at_hand",
    "colleagues_for",
    "derivation",
    "find",
    "inputs_of",
    "light_counts",
    "look_up",
    "matter_page",
    "matter_seen",
    "may_see",
    "may_work_on",
    "may_work_with",
    "progress",
    "reach_of",
    "step_of",
    "steps_of",
    "subject_of",
    "trail",
    "work_list",
]
