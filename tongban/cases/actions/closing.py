"""The end of a case: handed over, or taken back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tongban.cases import rules
from tongban.cases.actions import printing
from tongban.cases.actions.refusals import CannotDeliver, CannotWithdraw, locked
from tongban.cases.actions.shelf import Left, leave_shelf
from tongban.cases.actions.telling import tell_result
from tongban.cases.events import CaseDelivered, CaseWithdrawn, ResultHandedOutForAnother
from tongban.cases.models import Case, Delivery, Parcel
from tongban.cases.queries.access import is_theirs
from tongban.cases.queries.desk import who_came
from tongban.cases.queries.taken_here import HANDS_OUT, was_taken_by
from tongban.kernel.events import SYSTEM, publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.matters.actions import close_matter
from tongban.matters.actions.refusals import Acting
from tongban.people.models import Officer, Party
from tongban.people.queries import authorisation_of, not_allowed
from tongban.windows.models import ServicePoint

WINDOW, DOWNLOAD, COURIER = "window", "download", "courier"
BY_CODE, BY_IDENTITY, BY_ACCOUNT, BY_COURIER = "code", "identity", "account", "courier"
UNDER_WAY = [Parcel.State.PACKED, Parcel.State.ON_THE_WAY]
PAD, ON_PAPER = "pad", "paper"  # how the receiver signed


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
def deliver_by_code(
    *,
    case: Case,
    code: str,
    to: Party,
    signature: str = "",
    point: ServicePoint | None = None,
    by: Officer,
    now: datetime,
) -> Delivery:
    """Hand the result over at a window to whoever brings the query code, its own or that of the whole it belongs to."""
    delivery = Delivery(case=case, to=to, checked_by=BY_CODE, signature=signature, service_point=point)
    return _deliver_at_window(delivery, is_proved=case.matter.opens_with(code), by=by, now=now)


@action
def deliver_by_identity(
    *, case: Case, to: Party, signature: str = "", point: ServicePoint | None = None, by: Officer, now: datetime
) -> Delivery:
    """Hand the result over at a window to the applicant, or to whom the applicant sent, known by their card."""
    today, applicant, item_code = local_day(now), case.matter.party, case.version.item.code
    delivery = Delivery(case=case, to=to, checked_by=BY_IDENTITY, signature=signature, service_point=point)
    delivery.authorisation = authorisation_of(to, applicant, on=today, item_code=item_code)
    is_proved = to.pk == applicant.pk or delivery.authorisation is not None
    return _deliver_at_window(delivery, is_proved=is_proved, by=by, now=now)


@action
def deliver_together(
    *, cases: Sequence[Case], to: Party, signature: str, point: ServicePoint, by: Officer, now: datetime
) -> list[Delivery]:
    """Hand several results over in one act: all of them, or none. Whoever receives them signs once."""
    if signature not in (PAD, ON_PAPER):
        raise CannotDeliver([Obstacle("not_yet_signed_for")])
    return [deliver_by_identity(case=case, to=to, signature=signature, point=point, by=by, now=now) for case in cases]


@action
def deliver_all_by_code(
    *, cases: Sequence[Case], code: str, signature: str, point: ServicePoint, by: Officer, now: datetime
) -> list[Delivery]:
    """Hand several results of one whole over in one act to whoever brings its query code: all of them, or none."""
    if signature not in (PAD, ON_PAPER):
        raise CannotDeliver([Obstacle("not_yet_signed_for")])
    told: dict[str, Any] = {"code": code, "signature": signature, "point": point, "by": by, "now": now}
    return [deliver_by_code(case=case, to=who_came(case), **told) for case in cases]


@action
def deliver_by_download(*, case: Case, to: Party, now: datetime) -> Delivery:
    """Record that the applicant, signed in, has taken the result from the site."""
    case = locked(case)
    is_proved = is_theirs(case, to, on=local_day(now))
    if obstacles := rules.obstacles_to_delivering(case.dossier(), is_proved=is_proved) + _under_way(case):
        raise CannotDeliver(obstacles)
    return _deliver(case, Delivery(case=case, way=DOWNLOAD, to=to, checked_by=BY_ACCOUNT, at=now), by=to, now=now)


def deliver_by_courier(parcel: Parcel, *, now: datetime) -> Delivery:
    """Record that the courier handed the result over, and who signed stands with the parcel."""
    case = locked(parcel.case)
    if obstacles := rules.obstacles_to_delivering(case.dossier(), is_proved=True):
        raise CannotDeliver(obstacles)
    delivery = Delivery(case=case, way=COURIER, to=case.matter.party, checked_by=BY_COURIER, at=now)
    return _deliver(case, delivery, by=SYSTEM, now=now)


def _deliver_at_window(delivery: Delivery, *, is_proved: bool, by: Officer, now: datetime) -> Delivery:
    case = delivery.case = locked(delivery.case)
    refused = not_allowed(by, HANDS_OUT, **case.matter.scope, on=local_day(now))
    is_taker = bool(refused) and was_taken_by(case, by, on=local_day(now))
    obstacles = [] if is_taker else refused
    obstacles += rules.obstacles_to_delivering(case.dossier(), is_proved=is_proved)
    if obstacles := obstacles + _under_way(case):
        raise CannotDeliver(obstacles)
    delivery.way, delivery.by, delivery.at = WINDOW, by, now
    if is_taker:
        delivery.service_point = case.service_point
        _tell_taker(case, by=by, now=now)
    return _deliver(case, delivery, by=by, now=now)


def _tell_taker(case: Case, *, by: Officer, now: datetime) -> None:
    assert case.service_point_id
    publish(
        ResultHandedOutForAnother(
            subject=case.matter.subject,
            by=str(by.actor),
            at=now,
            case_id=case.pk,
            service_point_id=case.service_point_id,
            office_id=case.matter.office_id,
        )
    )


def _under_way(case: Case) -> list[Obstacle]:
    """Return the obstacle that a courier has the result; only what is to be posted is asked about."""
    if case.deliver_way == COURIER and case.parcels.filter(state__in=UNDER_WAY).exists():
        return [Obstacle("parcel_under_way")]
    return []


def _deliver(case: Case, delivery: Delivery, *, by: Acting, now: datetime) -> Delivery:
    delivery.save(force_insert=True)
    leave_shelf(case, left_as=Left.COLLECTED, now=now)
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
