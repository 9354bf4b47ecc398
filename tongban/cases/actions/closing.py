"""The end of a case: handed over, or taken back."""

from datetime import datetime

from tongban.cases import rules
from tongban.cases.actions import printing
from tongban.cases.actions.refusals import CannotDeliver, CannotWithdraw, locked
from tongban.cases.actions.telling import tell_result
from tongban.cases.events import CaseDelivered, CaseWithdrawn
from tongban.cases.models import Case, Delivery
from tongban.cases.queries.access import is_theirs
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.matters.actions import close_matter
from tongban.people.models import Officer, Party
from tongban.people.queries import not_allowed

WINDOW, DOWNLOAD = "window", "download"
BY_CODE, BY_IDENTITY, BY_ACCOUNT = "code", "identity", "account"


@action
def withdraw_case(*, case: Case, reason: str, by: Party, now: datetime) -> Case:
    """Take the application back, before it is decided."""
    case = locked(case)
    obstacles = [] if is_theirs(case, by, on=local_day(now)) else [Obstacle("not_your_case")]
    if obstacles := obstacles + rules.obstacles_to_withdrawing(case.dossier()):
        raise CannotWithdraw(obstacles)

    close_matter(matter=case.matter, outcome=rules.WITHDRAWN, by=by, now=now)
    publish(CaseWithdrawn(subject=case.matter.subject, by=str(by.actor), at=now, case_id=case.pk))
    printing.print_withdrawal(case, reason=reason, requested_by=by, by=by, now=now)
    tell_result(case, now=now)
    return case


@action
def deliver_by_code(*, case: Case, code: str, to: Party, by: Officer, now: datetime) -> Delivery:
    """Hand the result over at a window to whoever brings the query code."""
    return _deliver_at_window(case, to=to, is_proved=case.matter.has_code(code), checked_by=BY_CODE, by=by, now=now)


@action
def deliver_by_identity(*, case: Case, to: Party, by: Officer, now: datetime) -> Delivery:
    """Hand the result over at a window to the applicant or the one who applied, known by their card."""
    is_proved = is_theirs(case, to, on=local_day(now))
    return _deliver_at_window(case, to=to, is_proved=is_proved, checked_by=BY_IDENTITY, by=by, now=now)


@action
def deliver_by_download(*, case: Case, to: Party, now: datetime) -> Delivery:
    """Record that the applicant, signed in, has taken the result from the site."""
    case = locked(case)
    is_proved = is_theirs(case, to, on=local_day(now))
    if obstacles := rules.obstacles_to_delivering(case.dossier(), is_proved=is_proved):
        raise CannotDeliver(obstacles)
    return _deliver(case, Delivery(case=case, way=DOWNLOAD, to=to, checked_by=BY_ACCOUNT, at=now), by=to, now=now)


def _deliver_at_window(
    case: Case, *, to: Party, is_proved: bool, checked_by: str, by: Officer, now: datetime
) -> Delivery:
    case = locked(case)
    obstacles = not_allowed(by, "deliver", office=case.matter.office, on=local_day(now))
    if obstacles := obstacles + rules.obstacles_to_delivering(case.dossier(), is_proved=is_proved):
        raise CannotDeliver(obstacles)
    delivery = Delivery(case=case, way=WINDOW, to=to, checked_by=checked_by, by=by, at=now)
    return _deliver(case, delivery, by=by, now=now)


def _deliver(case: Case, delivery: Delivery, *, by: Officer | Party, now: datetime) -> Delivery:
    delivery.save(force_insert=True)
    close_matter(matter=case.matter, outcome="", by=by, now=now)
    publish(
        CaseDelivered(
            subject=case.matter.subject,
            by=str(by.actor),
            at=now,
            case_id=case.pk,
            way=delivery.way,
            checked_by=delivery.checked_by,
        )
    )
    printing.print_delivery_receipt(delivery, by=by, now=now)
    return delivery
