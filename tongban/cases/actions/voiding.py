"""A receipt is made void (作废) on its own day; the number stays used, and the case on record."""

from datetime import datetime

from tongban.cases import rules
from tongban.cases.actions.printing.front import print_voiding
from tongban.cases.actions.refusals import CannotVoid, locked
from tongban.cases.actions.telling import tell_result
from tongban.cases.events import ReceiptVoided
from tongban.cases.models import Case, Voiding
from tongban.cases.queries.desk import OF_A_CHIEF
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.transactions import action
from tongban.matters.actions import close_matter
from tongban.people.models import Officer
from tongban.people.queries import powers_at


@action
def void_receipt(*, case: Case, reason: str, by: Officer, now: datetime) -> Case:
    """Make the receipt void: received by mistake, twice, or for the wrong item."""
    case = locked(case)
    powers = powers_at(by, **case.matter.scope, on=local_day(now))
    if obstacles := rules.obstacles_to_voiding(
        state=case.matter.state,
        received_on=local_day(case.matter.received_at),
        today=local_day(now),
        is_receiver=case.received_by_id == by.pk,
        is_chief=powers >= OF_A_CHIEF,
        reason=reason,
    ):
        raise CannotVoid(obstacles)

    close_matter(matter=case.matter, outcome=rules.VOIDED, by=by, now=now)
    voiding = Voiding.objects.create(case=case, reason=reason.strip(), by=by, at=now)
    publish(ReceiptVoided(subject=case.matter.subject, by=str(by.actor), at=now, case_id=case.pk))
    print_voiding(voiding, by=by, now=now)
    tell_result(case, now=now)
    return case
