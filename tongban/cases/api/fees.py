"""Fees in an office: charged by notice, cancelled, given back; and the proof of what comes first."""

from datetime import datetime
from typing import Literal

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Router, Schema

from tongban.cases.actions import fees as actions
from tongban.cases.actions.prerequisites import settle_prerequisite
from tongban.cases.api.desk import case_for
from tongban.cases.api.fee_shapes import (
    NOTICE,
    REFUND,
    FeeNoticeOut,
    FeesOut,
    NoticeToPayOut,
    RefundOut,
    notice_line,
    notice_out,
    refund_out,
)
from tongban.cases.api.own_fees import fees_out
from tongban.cases.models import FeeNotice, Payment, Refund
from tongban.cases.queries.fees import notice_by_code, notices_for, refunds_for
from tongban.kernel.moments import local_day
from tongban.kernel.paging import page
from tongban.matters.api.shapes import NUMBER
from tongban.people.access import require
from tongban.people.api import CallRequest, Key, created, creating, officer, officer_with
from tongban.ui.api.problems import problems
from tongban.ui.api.schemas import shown_by, taken_as
from tongban.ui.api.values import After, Limit, key_of

router = Router(tags=["fees"])
READS, ACTS = Key("work:read"), Key("work:act")
SEEING = ("accept", "review", "decide", "supervise")
WAITING = {**REFUND, "case": NUMBER, "code": NOTICE["code"], "amount": 8000, "asked_by": "A0012"}
State = Literal["", "unpaid", "overdue", "paid", "cancelled", "refunded"]


class NoticesToPayOut(Schema):
    model_config = shown_by({"rows": [NOTICE], "next": None})

    rows: list[NoticeToPayOut]
    next: str | None


class WaitingRefundOut(RefundOut):
    """A refund that a second person has to answer."""

    model_config = shown_by(WAITING)

    case: str
    code: str
    amount: int = Field(description="Fen")
    asked_by: str | None = Field(description="Staff number; none: by the system itself")


class RefundsOut(Schema):
    model_config = shown_by({"rows": [WAITING], "next": None})

    rows: list[WaitingRefundOut]
    next: str | None


class ChargedIn(Schema):
    name: str = Field(max_length=120, description="Of the charges that the item lists; no other may be taken")
    quantity: int = Field(ge=1, le=9999)
    price: int = Field(ge=1, le=10**11, description="Fen, of one")


class ChargeIn(Schema):
    model_config = taken_as({"charges": [{"name": "不动产登记费", "quantity": 1, "price": 8000}]})

    charges: list[ChargedIn] = Field(min_length=1, max_length=20)


class WhyIn(Schema):
    model_config = taken_as({"reason": "收错了"})

    reason: str = Field(min_length=1, max_length=200)


class AnswerIn(Schema):
    model_config = taken_as({"is_approved": True})

    is_approved: bool


class ProofIn(Schema):
    model_config = taken_as({"proof": "完税 2026-0017"})

    proof: str = Field(min_length=1, max_length=80, description="Number of the certificate that was seen")


@router.get("/fees", response={200: NoticesToPayOut, **problems(422)}, auth=READS, summary="List notices to pay")
def list_fees(request: CallRequest, state: State = "", after: After = "", limit: Limit = 50) -> NoticesToPayOut:
    """Those of the offices that your system sees, the newest first."""
    found = notices_for(officer_with(request, *SEEING), state=state, on=local_day(timezone.now()))
    shown = page(found, keys=("-id",), after=after or None, size=limit)
    return NoticesToPayOut(rows=[notice_line(notice) for notice in shown.rows], next=shown.next)


@router.get(
    "/matters/{number}/fees", response={200: FeesOut, **problems(404)}, auth=READS, summary="Read the fees of a case"
)
def read_fees(request: CallRequest, number: str) -> FeesOut:
    """Its notices with what was paid, and what has to be settled elsewhere first."""
    return fees_out(case_for(request, number))


@router.post(
    "/matters/{number}/fees",
    response={201: FeeNoticeOut, **problems(404, 409)},
    auth=ACTS,
    openapi_extra=creating(),
    summary="Charge",
)
def charge(request: CallRequest, number: str, data: ChargeIn) -> HttpResponse:
    """Issue a notice for charges that the item lists; the case waits until it is paid."""
    case, now = case_for(request, number), timezone.now()
    require(request, "accept", **case.matter.scope)
    chosen = {each.name: (each.quantity, each.price) for each in data.charges}

    def act() -> tuple[FeeNoticeOut, str]:
        notice = actions.charge(case=case, chosen=chosen, by=officer(request), now=now)
        return notice_out(_notice(request, notice.code)), reverse("api-1:begin_payment", args=[notice.code])

    return created(request, act)


@router.post(
    "/fees/{code}/cancellation",
    response={200: FeeNoticeOut, **problems(404, 409)},
    auth=ACTS,
    summary="Cancel a notice",
)
def cancel_charge(request: CallRequest, code: str, data: WhyIn) -> FeeNoticeOut:
    """Take a notice back that nobody has paid; what is paid under its code afterwards goes back."""
    notice = _notice(request, code)
    require(request, "accept", **notice.case.matter.scope)
    actions.cancel_charge(notice=notice, reason=data.reason, by=officer(request), now=timezone.now())
    return notice_out(_notice(request, code))


@router.post(
    "/payments/{payment}/refund", response={200: RefundOut, **problems(404, 409)}, auth=ACTS, summary="Ask for a refund"
)
def ask_refund(request: CallRequest, payment: str, data: WhyIn) -> RefundOut:
    """Ask for money to go back; somebody else approves it."""
    found = Payment.objects.select_related("notice__case__matter").filter(pk=key_of(payment)).first()
    if found is None:
        raise Http404
    require(request, "accept", **case_for(request, found.notice.case.matter.number).matter.scope)
    asked = actions.ask_refund(payment=found, reason=data.reason, by=officer(request), now=timezone.now())
    return refund_out(asked)


@router.get("/refunds", response={200: RefundsOut, **problems(422)}, auth=READS, summary="List refunds that wait")
def list_refunds(request: CallRequest, after: After = "", limit: Limit = 50) -> RefundsOut:
    """Those that wait for somebody's approval, the oldest first."""
    found = refunds_for(officer_with(request, *SEEING), on=local_day(timezone.now()))
    shown = page(found, keys=("id",), after=after or None, size=limit)
    return RefundsOut(rows=[_waiting(refund) for refund in shown.rows], next=shown.next)


@router.post(
    "/refunds/{refund}/answer", response={200: RefundOut, **problems(404, 409)}, auth=ACTS, summary="Answer a refund"
)
def answer_refund(request: CallRequest, refund: str, data: AnswerIn) -> RefundOut:
    """Approve it or not: never whoever asked for it."""
    found = Refund.objects.select_related("payment__notice__case__matter").filter(pk=key_of(refund)).first()
    if found is None:
        raise Http404
    require(request, "decide", **case_for(request, found.payment.notice.case.matter.number).matter.scope)
    now: datetime = timezone.now()
    return refund_out(actions.answer_refund(refund=found, is_approved=data.is_approved, by=officer(request), now=now))


@router.post(
    "/matters/{number}/prerequisites/{code}/proof",
    response={200: FeesOut, **problems(404, 409)},
    auth=ACTS,
    summary="Settle what comes first",
)
def settle(request: CallRequest, number: str, code: str, data: ProofIn) -> FeesOut:
    """Put the number of the proof on record: a tax certificate, a receipt, a consent."""
    case = case_for(request, number)
    require(request, "accept", "review", **case.matter.scope)
    asked = case.prerequisites.filter(code=code).first()
    if asked is None:
        raise Http404
    settle_prerequisite(prerequisite=asked, proof=data.proof, by=officer(request), now=timezone.now())
    return fees_out(case_for(request, number))


def _notice(request: CallRequest, code: str) -> FeeNotice:
    notice = notice_by_code(code)
    if notice is None:
        raise Http404
    notice.case = case_for(request, notice.case.matter.number)
    return notice


def _waiting(refund: Refund) -> WaitingRefundOut:
    notice = refund.payment.notice
    return WaitingRefundOut(
        **refund_out(refund).model_dump(),
        case=notice.case.matter.number,
        code=notice.code,
        amount=refund.payment.amount,
        asked_by=refund.asked_by.staff_number if refund.asked_by else None,
    )
