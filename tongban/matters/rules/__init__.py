"""What the regulations say of matters: numbers, states, steps in waves, deadlines and lights. No clock, no tables."""

from tongban.matters.rules.deadlines import ClockPlan, Inputs, Reckoned, reckon
from tongban.matters.rules.lights import light, warn_moment
from tongban.matters.rules.numbers import is_number, make_number
from tongban.matters.rules.states import obstacles_to_move, watched_kinds
from tongban.matters.rules.steps import StepPlan

__all__ = [
    "ClockPlan",
    "Inputs",
    "Reckoned",
    "StepPlan",
    "is_number",
    "light",
    "make_number",
    "obstacles_to_move",
    "reckon",
    "warn_moment",
    "watched_kinds",
]
