"""Fees: charged as the guide says, paid under a code, receipted, and given back when they have to be."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tongban.cases.actions import accept_case, decide_case
from tongban.cases.actions.fees import answer_refund, ask_refund, cancel_charge, charge, take_payment
from tongban.cases.actions.prerequisites import ask_prerequisites, settle_prerequisite
from tongban.cases.actions.refusals import CannotCharge, CannotDecide
from tongban.cases.models import Case, FeeNotice, Payment, Refund
from tongban.cases.reactions import ask_for_lost_reports
from tongban.cases.tests.conftest import MORNING, Town
from tongban.cases.tests.test_actions import codes, papers_printed, reviewed
from tongban.exchange.actions import pay_at_cashier, set_partner_mode
from tongban.exchange.models import DemoOrder, PaymentReport
from tongban.kernel import outbox
from tongban.kernel.events import SYSTEM
from tongban.kernel.journal import events_of

LATER = MORNING + timedelta(hours=3)
FEES = {"charges": [{"name": "不动产登记费", "standard": "80 元/件", "basis": "发改价格规〔2016〕2559号"}]}
ONE = {"不动产登记费": (1, 8000)}


def deliver() -> None:
    while outbox.deliver_next(timezone.now()):
        pass


def charged(town: Town, fees: dict = FEES) -> tuple[Case, FeeNotice]:
    case = reviewed(town)
    case.version.elements = case.version.elements | {"fees": fees}
    return case, charge(case=case, chosen=ONE, by=town.clerk, now=LATER)


def pay(notice: FeeNotice, *, reference: str = "R1", amount: int = 8000) -> Payment:
    return take_payment(notice=notice, reference=reference, amount=amount, paid_at=LATER, now=LATER)


def decide(case: Case, town: Town) -> None:
    decide_case(case=case, outcome="granted", reasons="", by=town.approver, now=LATER)


def test_a_fee_holds_the_decision_until_it_is_paid_and_the_treasury_receipts_it(town: Town) -> None:
    case, notice = charged(town)
    assert "fee_notice" in papers_printed(case)
    with pytest.raises(CannotDecide) as refused:
        decide(case, town)
    assert codes(refused) == ["held_back"]

    deliver()
    pay_at_cashier(code=notice.code, amount=notice.amount, now=timezone.now())
    deliver()
    notice.refresh_from_db()
    assert (notice.state, Case.objects.get(pk=case.pk).open_holds) == ("paid", 0)
    assert notice.receipt_number
    decide(case, town)
    told = [event.name for event in events_of(case.matter.subject)]
    assert [told.count(name) for name in ("FeeCharged", "PaymentTaken", "FeeReceiptIssued")] == [1, 1, 1]


def test_only_what_the_guide_lists_is_charged_and_only_by_who_accepts(town: Town) -> None:
    case = reviewed(town)
    case.version.elements = case.version.elements | {"fees": FEES}
    tries = [({"茶水费": (1, 100)}, "nothing_charged"), ({"不动产登记费": (0, 8000)}, "charge_without_amount")]
    for chosen, reason in tries:
        with pytest.raises(CannotCharge) as refused:
            charge(case=case, chosen=chosen, by=town.clerk, now=LATER)
        assert codes(refused) == [reason]
    with pytest.raises(CannotCharge) as refused:
        charge(case=case, chosen=ONE, by=town.streets_reviewer, now=LATER)
    assert codes(refused) == ["no_power"]
    charge(case=case, chosen=ONE, by=town.clerk, now=LATER)
    with pytest.raises(CannotCharge) as refused:
        charge(case=case, chosen=ONE, by=town.clerk, now=LATER)
    assert codes(refused) == ["notice_still_unpaid"]


def test_a_fee_that_only_holds_the_issue_lets_the_case_be_decided(town: Town) -> None:
    case, _ = charged(town, FEES | {"before": "issue"})
    decide(case, town)
    assert Case.objects.get(pk=case.pk).dossier().holds[0].blocks == "issue"


@pytest.mark.parametrize(
    ("first", "second", "judged"),
    [(8000, 8000, ["matched", "twice"]), (7999, 8000, ["other_amount", "matched"]), (8001, None, ["other_amount"])],
)
def test_another_amount_or_a_second_payment_goes_back(town: Town, first: int, second: int, judged: list) -> None:
    case, notice = charged(town)
    pay(notice, amount=first)
    pay(notice, amount=first)  # the same report again
    if second:
        pay(notice, reference="R2", amount=second)
    assert list(Payment.objects.order_by("id").values_list("judged", flat=True)) == judged
    assert Refund.objects.count() == sum(each != "matched" for each in judged)
    notice.refresh_from_db()
    assert (notice.state == "paid") is ("matched" in judged)
    assert Case.objects.get(pk=case.pk).open_holds == (0 if "matched" in judged else 1)


def test_what_is_paid_after_the_notice_was_cancelled_goes_back_and_cannot_be_kept(town: Town) -> None:
    case, notice = charged(town)
    deliver()
    cancel_charge(notice=notice, reason="收错了项目", by=town.clerk, now=LATER)
    assert Case.objects.get(pk=case.pk).open_holds == 0
    late = pay(notice)
    assert late.judged == "too_late"
    with pytest.raises(CannotCharge) as refused:
        answer_refund(refund=late.refund, is_approved=False, by=town.approver, now=LATER)
    assert codes(refused) == ["money_is_not_ours"]
    answer_refund(refund=late.refund, is_approved=True, by=town.approver, now=LATER)
    deliver()
    assert Refund.objects.get().state == "sent"
    assert DemoOrder.objects.get().refunded_at


def test_a_refund_needs_a_second_person(town: Town) -> None:
    _, notice = charged(town)
    payment = pay(notice)
    refund = ask_refund(payment=payment, reason="申请人撤回", by=town.chief, now=LATER)
    with pytest.raises(CannotCharge) as refused:
        answer_refund(refund=refund, is_approved=True, by=town.chief, now=LATER)
    assert codes(refused) == ["refund_is_own"]
    with pytest.raises(CannotCharge) as refused:
        ask_refund(payment=payment, reason="再来一次", by=town.chief, now=LATER)
    assert codes(refused) == ["refund_asked_already"]
    answer_refund(refund=refund, is_approved=True, by=town.approver, now=LATER)
    deliver()
    notice.refresh_from_db()
    assert notice.state == "refunded"


def test_a_report_that_got_lost_is_asked_for(town: Town) -> None:
    _, notice = charged(town)
    deliver()
    set_partner_mode(code="payments", mode="loses_receipts", by=SYSTEM, now=LATER)
    pay_at_cashier(code=notice.code, amount=notice.amount, now=timezone.now())
    deliver()
    assert not PaymentReport.objects.exists()
    ask_for_lost_reports(LATER + timedelta(minutes=1))
    assert not PaymentReport.objects.exists()  # nobody is asked about what was issued just now
    ask_for_lost_reports(LATER + timedelta(minutes=4))
    notice.refresh_from_db()
    assert notice.state == "paid"


@pytest.mark.django_db(transaction=True)
def test_one_report_taken_by_two_workers_at_once_counts_once(town: Town) -> None:
    _, notice = charged(town)
    ready, faults = threading.Barrier(2), []

    def take() -> None:
        try:
            ready.wait()
            pay(notice)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    workers = [threading.Thread(target=take) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert (faults, Payment.objects.count(), Refund.objects.count()) == ([], 1, 0)


def test_the_tax_comes_before_the_register(town: Town) -> None:
    case = accept_case(case=town.case(), by=town.clerk, now=MORNING)
    tax = {"code": "deed_tax", "name": "契税完税凭证", "basis": "契税法第十一条"}
    case.version.elements = case.version.elements | {"prerequisites": [tax]}
    [asked] = ask_prerequisites(case=case, now=MORNING)
    with pytest.raises(CannotCharge) as refused:
        settle_prerequisite(prerequisite=asked, proof=" ", by=town.clerk, now=LATER)
    assert codes(refused) == ["proof_missing"]
    assert [hold.about for hold in Case.objects.get(pk=case.pk).dossier().holds] == ["契税完税凭证"]
    settle_prerequisite(prerequisite=asked, proof="342026050700012", by=town.clerk, now=LATER)
    assert not Case.objects.get(pk=case.pk).dossier().holds
    with pytest.raises(CannotCharge) as refused:
        settle_prerequisite(prerequisite=asked, proof="342026050700012", by=town.clerk, now=LATER)
    assert codes(refused) == ["hold_is_lifted"]
