"""Reading matters: the work list, finding, what a citizen sees, why a date is what it is, the trail."""

from tongban.matters.queries.access import may_see, may_work_on
from tongban.matters.queries.clocks import derivation, inputs_of
from tongban.matters.queries.finding import find
from tongban.matters.queries.lists import Filters, light_counts, work_list
from tongban.matters.queries.progress import Progress, look_up, progress
from tongban.matters.queries.trail import trail

__all__ = [
    "Filters",
    "Progress",
    "derivation",
    "find",
    "inputs_of",
    "light_counts",
    "look_up",
    "may_see",
    "may_work_on",
    "progress",
    "trail",
    "work_list",
]
