"""What the catalogue can be asked without a database: which papers, which scenario, is the form complete."""

from tongban.catalogue.rules.conditions import holds, scenario_for
from tongban.catalogue.rules.limits import Limit
from tongban.catalogue.rules.materials import fetched_for_you, materials_for, steps_for, to_hand_in
from tongban.catalogue.rules.questions import question_errors, questions_in, read_answers
from tongban.catalogue.rules.receipts import ReceiptRule
from tongban.catalogue.rules.schemas import form_errors, form_sections, form_values

__all__ = [
    "Limit",
    "ReceiptRule",
    "fetched_for_you",
    "form_errors",
    "form_sections",
    "form_values",
    "holds",
    "materials_for",
    "question_errors",
    "questions_in",
    "read_answers",
    "scenario_for",
    "steps_for",
    "to_hand_in",
]
