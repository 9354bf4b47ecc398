"""Papers that a clerk asks for at the window: printed when asked, the same paper as long as nothing changed."""

from datetime import datetime

from tongban.cases.actions.printing.front import print_bag_label, print_joint_form, print_visit_receipt
from tongban.cases.models import Case
from tongban.cases.queries.window import cases_in
from tongban.documents.models import PrintedDocument
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.transactions import action
from tongban.people.models import Officer
from tongban.windows.models import Visit


class CannotPrint(Refused):
    """There is nothing to print yet."""


@action
def print_receipt_of_visit(*, visit: Visit, by: Officer, now: datetime) -> PrintedDocument:
    """Print one receipt with a line for each application of the visit."""
    return print_visit_receipt(visit, _counting(visit), by=by, now=now)


@action
def print_form_of_visit(*, visit: Visit, by: Officer, now: datetime) -> PrintedDocument:
    """Print one form for all applications of the visit, to be read and signed once."""
    return print_joint_form(visit, _counting(visit), by=by, now=now)


@action
def print_label_of_bag(*, case: Case, by: Officer, now: datetime) -> PrintedDocument:
    """Print the label of a case's bag."""
    return print_bag_label(case, by=by, now=now)


def _counting(visit: Visit) -> list[Case]:
    """Return the applications of a visit that count: a receipt that was made void does not."""
    cases = [case for case in cases_in(visit) if case.matter.outcome != "voided"]
    if not cases:
        raise CannotPrint([Obstacle("visit_without_case")])
    return cases
