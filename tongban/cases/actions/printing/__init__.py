"""The papers that a case gives rise to: what each of them says is frozen at the moment of the act."""

from tongban.cases.actions.printing.base import about, issue
from tongban.cases.actions.printing.fees import print_fee_notice
from tongban.cases.actions.printing.lifecycle import (
    print_acceptance_notice,
    print_application_form,
    print_approval_sheet,
    print_correction_notice,
    print_decision,
    print_delivery_receipt,
    print_extension,
    print_receipt,
    print_special_procedure,
    print_turning_away,
    print_withdrawal,
)

__all__ = [
    "about",
    "issue",
    "print_acceptance_notice",
    "print_application_form",
    "print_approval_sheet",
    "print_correction_notice",
    "print_decision",
    "print_delivery_receipt",
    "print_extension",
    "print_fee_notice",
    "print_receipt",
    "print_special_procedure",
    "print_turning_away",
    "print_withdrawal",
]
