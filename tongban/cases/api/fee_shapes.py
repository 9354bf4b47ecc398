"""How fees are answered: notices, what was paid, refunds, what comes first. Amounts are fen."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from ninja import Field, Schema

from tongban.cases.models import FeeNotice, Payment, Prerequisite, Refund
from tongban.matters.api.shapes import NUMBER, RECEIVED
from tongban.ui.api.schemas import shown_by
from tongban.ui.api.values import Id

CODE = "48213907712640553176"
FEE = {
    "name": "不动产登记费",
    "standard": "80 元/件",
    "basis": "发改价格规〔2016〕2559号",
    "quantity": 1,
    "price": 8000,
}
PAID = {
    "id": "7454320982163458301",
    "amount": 8000,
    "judged": "matched",
    "paid_at": RECEIVED,
    "refund": None,
}
TO_PAY = {
    "code": CODE,
    "title": "不动产登记",
    "office": "云州市自然资源和规划局",
    "party": "李**",
    "charges": [FEE],
    "amount": 8000,
    "state": "unpaid",
    "pay_by": "2026-05-21",
    "pay_at": f"https://pay.example.com/{CODE}",
    "issued_at": RECEIVED,
    "paid_at": None,
    "receipt_number": "",
}
NOTICE = {**TO_PAY, "case": NUMBER}
FIRST = {"code": "deed_tax", "name": "契税完税凭证", "basis": "契税法第十一条", "proof": "", "settled_at": None}
REFUND = {"id": "7454320982163458401", "state": "asked", "reason": "申请人撤回", "asked_at": RECEIVED}


class FeeOut(Schema):
    name: str
    standard: str
    basis: str
    quantity: int
    price: int = Field(description="Fen, of one")


class ToPayOut(Schema):
    """What is to be paid under a code, as whoever has the code may know it: `pay_at` leads to the cashier."""

    model_config = shown_by(TO_PAY)

    code: str
    title: str
    office: str
    party: str = Field(description="A person's name is masked")
    charges: list[FeeOut]
    amount: int = Field(description="Fen")
    state: str = Field(description="unpaid, paid, cancelled or refunded")
    pay_by: date
    pay_at: str
    issued_at: datetime
    paid_at: datetime | None
    receipt_number: str = Field(description="Of the treasury's electronic receipt (电子票据)")


class NoticeToPayOut(ToPayOut):
    """A notice to pay (缴款通知)."""

    model_config = shown_by(NOTICE)

    case: str


class RefundOut(Schema):
    """Money on its way back."""

    model_config = shown_by(REFUND)

    id: Id
    state: str = Field(description="asked, approved, sent or refused")
    reason: str
    asked_at: datetime


class PaymentOut(Schema):
    id: Id
    amount: int
    judged: str = Field(description="matched; other_amount, twice or too_late go back")
    paid_at: datetime
    refund: RefundOut | None


class FeeNoticeOut(NoticeToPayOut):
    model_config = shown_by({**NOTICE, "payments": [PAID]})

    payments: list[PaymentOut]


class FirstOut(Schema):
    """What has to be settled elsewhere first (前置事项)."""

    code: str
    name: str
    basis: str
    proof: str
    settled_at: datetime | None


class FeesOut(Schema):
    """Everything about money, and what comes first, of one case."""

    model_config = shown_by({"notices": [{**NOTICE, "payments": [PAID]}], "prerequisites": [FIRST]})

    notices: list[FeeNoticeOut]
    prerequisites: list[FirstOut]


def to_pay_out(notice: FeeNotice) -> ToPayOut:
    return ToPayOut(**_notice(notice))


def notice_line(notice: FeeNotice) -> NoticeToPayOut:
    return NoticeToPayOut(**_notice(notice), case=notice.case.matter.number)


def notice_out(notice: FeeNotice) -> FeeNoticeOut:
    payments = [_payment(payment) for payment in notice.payments.all()]
    return FeeNoticeOut(**_notice(notice), case=notice.case.matter.number, payments=payments)


def refund_out(refund: Refund) -> RefundOut:
    return RefundOut(id=str(refund.pk), state=refund.state, reason=refund.reason, asked_at=refund.asked_at)


def first_out(asked: Prerequisite) -> FirstOut:
    return FirstOut.from_orm(asked)


def _notice(notice: FeeNotice) -> dict[str, Any]:
    matter = notice.case.matter
    told = ("code", "amount", "state", "pay_by", "issued_at", "paid_at", "receipt_number")
    return {
        "title": matter.subject_title,
        "office": matter.office.name,
        "party": matter.party.shown_name,
        "charges": notice.lines,
        "pay_at": _cashier(notice.code),
        **{name: getattr(notice, name) for name in told},
    }


def _cashier(code: str) -> str:
    """Return where one pays, as a whole address."""
    address = settings.PAYMENT_ADDRESS.format(code=code)
    return f"{settings.PUBLIC_ADDRESS}{address}" if address.startswith("/") else address


def _payment(payment: Payment) -> PaymentOut:
    refund = getattr(payment, "refund", None)
    return PaymentOut(
        id=str(payment.pk),
        amount=payment.amount,
        judged=payment.judged,
        paid_at=payment.paid_at,
        refund=refund_out(refund) if refund else None,
    )
