"""Fees were charged, paid, given back; what comes first was settled. Amounts are fen."""

from dataclasses import dataclass

from tongban.cases.events.lifecycle import CaseEvent


@dataclass(frozen=True, kw_only=True)
class FeeCharged(CaseEvent):
    notice_id: int
    amount: int


@dataclass(frozen=True, kw_only=True)
class FeeCancelled(CaseEvent):
    notice_id: int


@dataclass(frozen=True, kw_only=True)
class PaymentTaken(CaseEvent):
    """Money came: it settled the notice, or it has to go back (``judged``)."""

    notice_id: int
    payment_id: int
    amount: int
    judged: str


@dataclass(frozen=True, kw_only=True)
class FeeReceiptIssued(CaseEvent):
    """The treasury's electronic receipt (财政电子票据) is there."""

    notice_id: int


@dataclass(frozen=True, kw_only=True)
class RefundAsked(CaseEvent):
    payment_id: int


@dataclass(frozen=True, kw_only=True)
class RefundAnswered(CaseEvent):
    payment_id: int
    is_approved: bool


@dataclass(frozen=True, kw_only=True)
class RefundSent(CaseEvent):
    payment_id: int


@dataclass(frozen=True, kw_only=True)
class PrerequisiteAsked(CaseEvent):
    prerequisite_id: int
    code: str


@dataclass(frozen=True, kw_only=True)
class PrerequisiteSettled(CaseEvent):
    prerequisite_id: int
    code: str
