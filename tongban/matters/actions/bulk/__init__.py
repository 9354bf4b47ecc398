"""Matters of an old system, many at a time: the rows and the trail that the verbs would have left, at their moments.

The past is not acted again: no reaction runs, nobody is told. What is still open lies on the desks as if it had been
opened here, with clocks reckoned from the moments given.
"""

from tongban.matters.actions.bulk.numbers import take_numbers
from tongban.matters.actions.bulk.past import PastMatter, PastStep
from tongban.matters.actions.bulk.reckoning import Reckoner
from tongban.matters.actions.bulk.sheets import MatterSheets
from tongban.matters.actions.bulk.subjects import remember_subjects

__all__ = ["MatterSheets", "PastMatter", "PastStep", "Reckoner", "remember_subjects", "take_numbers"]
