"""Fees: charged by notice, paid under a code, receipted by the treasury, given back when they have to be."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from tongban.calendars.queries import calendar_for
from tongban.cases.actions.holds import hold_back, lift_holds
from tongban.cases.actions.printing import print_fee_notice
from tongban.cases.actions.refusals import CannotCharge, locked
from tongban.cases.events import (
    CaseEvent,
    FeeCancelled,
    FeeCharged,
    FeeReceiptIssued,
    PaymentTaken,
    RefundAnswered,
    RefundAsked,
    RefundSent,
)
from tongban.cases.models import Case, FeeNotice, Payment, Refund
from tongban.cases.rules import fees as rules
from tongban.exchange.adapters.payments import CANCEL, ORDER, RECEIPT, REFUND
from tongban.exchange.queries import PAYMENTS
from tongban.kernel import outbox
from tongban.kernel.events import SYSTEM, publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.matters.actions.refusals import Acting
from tongban.people.models import Officer
from tongban.people.queries import not_allowed

E = TypeVar("E", bound=CaseEvent)
FEE = "fee"  # the kind of its holds
PAY_WITHIN = 15  # working days; no law sets it, a house rule that the item may replace (``fees.pay_within``)


@action
def charge(*, case: Case, chosen: Mapping[str, tuple[int, int]], by: Officer, now: datetime) -> FeeNotice:
    """Issue a notice for charges of the item, by name, each with quantity and price in fen; the case waits for it.

    What waits is the decision, unless the item says ``fees.before = "issue"``.
    """
    case = locked(case)
    fees = case.version.elements.get("fees") or {}
    lines = rules.lines_of(fees.get("charges", ()), chosen)
    obstacles = not_allowed(by, "accept", **case.matter.scope, on=local_day(now))
    has_unpaid = case.fee_notices.filter(state=FeeNotice.State.UNPAID).exists()
    obstacles += rules.obstacles_to_charging(state=case.matter.state, lines=lines, has_unpaid=has_unpaid)
    if obstacles:
        raise CannotCharge(obstacles)

    notice = FeeNotice(
        case=case,
        code=rules.new_code(),
        lines=[line.as_data() for line in lines],
        amount=sum(line.amount for line in lines),
        pay_by=calendar_for(case.matter.region_id).nth_after(local_day(now), fees.get("pay_within", PAY_WITHIN)),
        issued_at=now,
        issued_by=by,
    )
    notice.document = print_fee_notice(notice, by=by, now=now)
    notice.save(force_insert=True)
    names = "、".join(line.name for line in lines)
    is_decided = case.matter.state == "decided"
    blocks = "issue" if is_decided else fees.get("before", "decision")
    hold_back(case=case, kind=FEE, blocks=blocks, about=names, refers_to=notice.pk, by=by, now=now)
    order = {"kind": ORDER, "code": notice.code, "amount": notice.amount, "title": names}
    outbox.enqueue(kind=PAYMENTS, key=f"order:{notice.code}", payload=order, now=now)
    publish(_of(case, FeeCharged, by, now, notice_id=notice.pk, amount=notice.amount))
    return notice


@action
def cancel_charge(*, notice: FeeNotice, reason: str, by: Officer, now: datetime) -> FeeNotice:
    """Take a notice back that nobody has paid; what is paid under its code afterwards goes back."""
    case = locked(notice.case)
    notice = FeeNotice.objects.select_for_update().get(pk=notice.pk)
    obstacles = not_allowed(by, "accept", **case.matter.scope, on=local_day(now))
    if notice.state != FeeNotice.State.UNPAID:
        obstacles.append(Obstacle("notice_not_unpaid"))
    if not reason.strip():
        obstacles.append(Obstacle("reasons_missing"))
    if obstacles:
        raise CannotCharge(obstacles)

    notice.state, notice.ended_because = FeeNotice.State.CANCELLED, reason.strip()
    notice.save(update_fields=["state", "ended_because"])
    lift_holds(case=case, kind=FEE, refers_to=notice.pk, by=by, now=now)
    cancelled = {"kind": CANCEL, "code": notice.code, "amount": notice.amount}
    outbox.enqueue(kind=PAYMENTS, key=f"cancel:{notice.code}", payload=cancelled, now=now)
    publish(_of(case, FeeCancelled, by, now, notice_id=notice.pk))
    return notice


@action
def take_payment(*, notice: FeeNotice, reference: str, amount: int, paid_at: datetime, now: datetime) -> Payment:
    """Take what was reported: settle the notice, or set about giving it back. The same reference counts once."""
    case = locked(notice.case)
    if known := Payment.objects.filter(reference=reference).first():
        return known
    notice = FeeNotice.objects.select_for_update().get(pk=notice.pk)
    payment = Payment.objects.create(
        notice=notice,
        reference=reference,
        amount=amount,
        judged=rules.judged(state=notice.state, owed=notice.amount, amount=amount),
        paid_at=paid_at,
        at=now,
    )
    facts = {"notice_id": notice.pk, "payment_id": payment.pk, "amount": amount, "judged": payment.judged}
    publish(_of(case, PaymentTaken, SYSTEM, now, **facts))
    if payment.judged != Payment.Judged.MATCHED:
        _ask(case, payment, str(payment.get_judged_display()), by=None, now=now)
        return payment

    notice.state, notice.paid_at = FeeNotice.State.PAID, paid_at
    notice.save(update_fields=["state", "paid_at"])
    lift_holds(case=case, kind=FEE, refers_to=notice.pk, by=SYSTEM, now=now)
    wish = {"kind": RECEIPT, "code": notice.code, "amount": amount, "reference": reference}
    outbox.enqueue(kind=PAYMENTS, key=f"receipt:{reference}", payload=wish, now=now)
    return payment


@action
def keep_receipt(*, notice: FeeNotice, number: str, now: datetime) -> FeeNotice:
    """Keep the number of the treasury's electronic receipt."""
    case = locked(notice.case)
    notice = FeeNotice.objects.select_for_update().get(pk=notice.pk)
    if notice.receipt_number:
        return notice
    notice.receipt_number, notice.receipt_at = number, now
    notice.save(update_fields=["receipt_number", "receipt_at"])
    publish(_of(case, FeeReceiptIssued, SYSTEM, now, notice_id=notice.pk))
    return notice


@action
def ask_refund(*, payment: Payment, reason: str, by: Officer, now: datetime) -> Refund:
    """Ask for money to go back; somebody else approves it."""
    case = locked(payment.notice.case)
    obstacles = not_allowed(by, "accept", **case.matter.scope, on=local_day(now))
    is_asked = Refund.objects.filter(payment=payment).exists()
    obstacles += rules.obstacles_to_refunding(judged=payment.judged, state=case.matter.state, is_asked=is_asked)
    if not reason.strip():
        obstacles.append(Obstacle("reasons_missing"))
    if obstacles:
        raise CannotCharge(obstacles)
    return _ask(case, payment, reason.strip(), by=by, now=now)


@action
def answer_refund(*, refund: Refund, is_approved: bool, by: Officer, now: datetime) -> Refund:
    """Approve or refuse a refund that somebody else, or the system, asked for."""
    case = locked(refund.payment.notice.case)
    refund = Refund.objects.select_for_update().select_related("payment__notice").get(pk=refund.pk)
    obstacles = not_allowed(by, "decide", **case.matter.scope, on=local_day(now))
    obstacles += rules.obstacles_to_answering_refund(
        is_waiting=refund.state == Refund.State.ASKED,
        is_own=refund.asked_by_id == by.pk,
        is_owed_back=refund.payment.judged != Payment.Judged.MATCHED,
        is_approved=is_approved,
    )
    if obstacles:
        raise CannotCharge(obstacles)

    refund.state = Refund.State.APPROVED if is_approved else Refund.State.REFUSED
    refund.answered_by, refund.answered_at = by, now
    refund.save(update_fields=["state", "answered_by", "answered_at"])
    payment = refund.payment
    if is_approved:
        wish = {
            "kind": REFUND,
            "code": payment.notice.code,
            "amount": payment.amount,
            "reference": payment.reference,
        }
        outbox.enqueue(kind=PAYMENTS, key=f"refund:{payment.reference}", payload=wish, now=now)
    publish(_of(case, RefundAnswered, by, now, payment_id=payment.pk, is_approved=is_approved))
    return refund


@action
def note_refund_sent(*, payment: Payment, number: str, now: datetime) -> Refund:
    """The platform has sent the money back."""
    case = locked(payment.notice.case)
    refund = Refund.objects.select_for_update().get(payment=payment)
    if refund.state == Refund.State.SENT:
        return refund
    refund.state, refund.sent_at, refund.number = Refund.State.SENT, now, number
    refund.save(update_fields=["state", "sent_at", "number"])
    if payment.judged == Payment.Judged.MATCHED:
        FeeNotice.objects.filter(pk=payment.notice_id).update(state=FeeNotice.State.REFUNDED)
    publish(_of(case, RefundSent, SYSTEM, now, payment_id=payment.pk))
    return refund


def _ask(case: Case, payment: Payment, reason: str, *, by: Officer | None, now: datetime) -> Refund:
    refund = Refund.objects.create(payment=payment, reason=reason, asked_by=by, asked_at=now)
    publish(_of(case, RefundAsked, by or SYSTEM, now, payment_id=payment.pk))
    return refund


def _of(case: Case, kind: type[E], by: Acting, now: datetime, **facts: Any) -> E:
    return kind(subject=case.matter.subject, by=str(by.actor), at=now, case_id=case.pk, **facts)
