"""What follows for a case when its clock runs out, is moved, or stands still."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from tongban.calendars.events import CalendarNoticeLoaded
from tongban.cases import jobs  # noqa: F401 (registers what comes round)
from tongban.cases.actions import exchanging
from tongban.cases.actions.acceptance import deem_accepted, return_case
from tongban.cases.actions.closing import COURIER
from tongban.cases.actions.fees import keep_receipt, note_refund_sent, take_payment
from tongban.cases.actions.filing import hand_to_keepers
from tongban.cases.actions.forgetting import (
    KEPT,
    REMIND,
    forget_arrivals,
    forget_drafts,
    forget_parcels,
    forget_told_once,
    forget_visits,
    tell_draft_expiry,
)
from tongban.cases.actions.hearing_rights import move_hearing_days
from tongban.cases.actions.held import put_papers_on_file, put_result_on_file, take_result_off_file
from tongban.cases.actions.parcels import ask_courier, call_courier
from tongban.cases.actions.printing import print_extension, print_special_procedure
from tongban.cases.actions.pushing import push_guided, push_withdrawal
from tongban.cases.actions.sheets import forget_batches
from tongban.cases.actions.telling import tell_extended, tell_special_procedure
from tongban.cases.actions.tolerance import lapse_case, move_gaps, remind_of_gaps
from tongban.cases.actions.volumes import count_volumes
from tongban.cases.events import CaseAccepted, CaseWithdrawn, ResultEnded, ResultGiven, TakenForElsewhere
from tongban.cases.feeds import sets
from tongban.cases.models import Case, Elsewhere, FeeNotice, Parcel, Payment, Result
from tongban.cases.queries.fees import codes_to_ask_about
from tongban.cases.queries.hearings import hearings_that_may_move
from tongban.cases.queries.own import drafts_to_tell_of
from tongban.cases.queries.promises import cases_to_lapse
from tongban.cases.queries.sources import connect_registers
from tongban.exchange.actions import ask_what_was_paid
from tongban.exchange.actions.applying import takes
from tongban.exchange.adapters.payments import RECEIPT, REFUND
from tongban.exchange.events import PaymentReported, PlatformIssued
from tongban.exchange.models import PaymentReport
from tongban.exchange.rules.sets import offer
from tongban.kernel import outbox
from tongban.kernel.events import SYSTEM, Actor, reacts_to
from tongban.kernel.jobs import periodic
from tongban.kernel.moments import local_day
from tongban.kernel.retention import forgets
from tongban.matters.events import (
    ClockMissed,
    DueDateMoved,
    MatterClosed,
    MatterExtended,
    MatterReminded,
    SpecialProcedureBegun,
)
from tongban.matters.models import Clock, Extension, Pause


@reacts_to(ClockMissed)
def silence_has_its_meaning(event: ClockMissed) -> None:
    """The duty to answer missed: accepted as of receipt, where the item's rule says so."""
    if event.kind != Clock.Kind.RECEIPT or Clock.objects.get(pk=event.clock_id).on_silence != "accepted":
        return
    for case in Case.objects.filter(matter=event.matter_id).select_related("matter"):
        deem_accepted(case=case, now=event.at)


@reacts_to(ClockMissed)
def correction_that_did_not_come_returns_the_case(event: ClockMissed) -> None:
    if event.kind == Clock.Kind.CORRECTION:
        for case in Case.objects.filter(matter=event.matter_id).select_related("matter"):
            return_case(case=case, by=SYSTEM, now=event.at)


@reacts_to(MatterExtended)
def more_time_is_told_with_its_reason(event: MatterExtended) -> None:
    extension = Extension.objects.select_related("clock", "approved_by").get(pk=event.extension_id)
    for case in Case.objects.filter(matter=event.matter_id).select_related("matter"):
        print_extension(case, extension, by=extension.approved_by, now=event.at)
        tell_extended(case, extension, now=event.at)


@reacts_to(CalendarNoticeLoaded)
def days_of_hearings_follow_the_calendar(event: CalendarNoticeLoaded) -> None:
    for hearing in hearings_that_may_move():
        move_hearing_days(hearing=hearing, now=event.at)


@reacts_to(DueDateMoved)
def what_lacks_comes_until_the_day_to_which_its_clock_moved(event: DueDateMoved) -> None:
    if event.kind == Clock.Kind.GAP:
        for case in Case.objects.filter(matter=event.matter_id).select_related("matter"):
            move_gaps(case=case, due_on=local_day(event.due_at), by=SYSTEM, now=event.at)


@reacts_to(MatterReminded)
def the_applicant_is_reminded_of_what_lacks(event: MatterReminded) -> None:
    if event.clock_kind == Clock.Kind.GAP:
        for case in Case.objects.filter(matter=event.matter_id).select_related("matter", "version__item"):
            remind_of_gaps(case=case, now=event.at)


@reacts_to(SpecialProcedureBegun)
def a_special_procedure_is_told_in_writing(event: SpecialProcedureBegun) -> None:
    """The applicant is told in writing how long it will take (行政许可法 art. 45)."""
    pause = Pause.objects.get(pk=event.pause_id)
    for case in Case.objects.filter(matter=event.matter_id).select_related("matter"):
        print_special_procedure(case, pause, by=SYSTEM, now=event.at)
        tell_special_procedure(case, pause, now=event.at)


@reacts_to(PaymentReported)
def money_settles_its_notice(event: PaymentReported) -> None:
    report = PaymentReport.objects.get(pk=event.report_id)
    for notice in FeeNotice.objects.select_related("case__matter").filter(code=report.code):
        take_payment(
            notice=notice, reference=report.reference, amount=report.amount, paid_at=report.paid_at, now=event.at
        )


@reacts_to(PlatformIssued)
def what_the_platform_issued_is_kept(event: PlatformIssued) -> None:
    """The number of a receipt or of a refund; the envelope's key names the payment."""
    reference = event.key.partition(":")[2]
    for payment in Payment.objects.select_related("notice__case__matter").filter(reference=reference):
        if event.kind == RECEIPT:
            keep_receipt(notice=payment.notice, number=event.number, now=event.at)
        elif event.kind == REFUND:
            note_refund_sent(payment=payment, number=event.number, now=event.at)


@periodic("cases: ask what was paid", every=timedelta(minutes=2))
def ask_for_lost_reports(now: datetime) -> None:
    """Ask the platform about notices that stand unpaid for some minutes: a report may have been lost."""
    if codes := codes_to_ask_about(now):
        ask_what_was_paid(codes=codes, now=now)


@reacts_to(CaseAccepted)
def what_was_accepted_is_put_on_file(event: CaseAccepted) -> None:
    put_papers_on_file(case_id=event.case_id, by=Actor(*event.by.split(":", 1)), now=event.at)


@reacts_to(ResultGiven)
def what_was_given_is_put_on_file(event: ResultGiven) -> None:
    put_result_on_file(result_id=event.result_id, by=Actor(*event.by.split(":", 1)), now=event.at)


@reacts_to(ResultEnded)
def what_was_taken_back_is_taken_off_file(event: ResultEnded) -> None:
    """An edition that is followed by another is replaced on file with it; a term that ran out is on the paper."""
    if event.state not in (Result.State.REPLACED, Result.State.EXPIRED):
        by = Actor(*event.by.split(":", 1))
        take_result_off_file(result_id=event.result_id, subject=event.subject, by=by, now=event.at)


connect_registers()
forgets(KEPT["drafts"])(forget_drafts)
forgets(KEPT["visits"])(forget_visits)
forgets(KEPT["told_once"])(forget_told_once)
forgets(KEPT["arrivals"])(forget_arrivals)
forgets(KEPT["parcels"])(forget_parcels)
forgets(KEPT["batches"])(forget_batches)


@periodic("cases: tell of drafts that will be removed", every=timedelta(hours=6))
def tell_of_drafts_that_end(now: datetime) -> None:
    for draft in drafts_to_tell_of(before=KEPT["drafts"].before(now) + REMIND):
        tell_draft_expiry(draft=draft, now=now)


@periodic("cases: end what was promised and did not come", every=timedelta(hours=1))
def end_what_did_not_come(now: datetime) -> None:
    for case in cases_to_lapse(now):
        lapse_case(case=case, now=now)


@periodic("cases: count by item", every=timedelta(hours=6))
def count_by_item(now: datetime) -> None:
    count_volumes(now=now)


@outbox.delivers(COURIER)
def call_the_courier(payload: dict[str, Any], key: str) -> None:
    """Give a parcel to the courier; raises when it is to be tried again."""
    call_courier(parcel=Parcel.objects.get(pk=payload["parcel"]), now=timezone.now())


@periodic("cases: ask the courier", every=timedelta(minutes=1))
def ask_the_courier(now: datetime) -> None:
    ask_courier(now=now)


@reacts_to(MatterClosed)
def the_file_goes_to_whoever_keeps_it(event: MatterClosed) -> None:
    hand_to_keepers(event.matter_id, at=event.at)


@reacts_to(TakenForElsewhere)
def the_system_is_told_who_was_led_to_it(event: TakenForElsewhere) -> None:
    if event.mode == Elsewhere.Mode.GUIDED:
        related = ("version__item__office", "version__item__catalog_item", "party", "handler")
        push_guided(guided=Elsewhere.objects.select_related(*related).get(pk=event.elsewhere_id), now=event.at)


@reacts_to(CaseWithdrawn)
def the_system_is_told_of_a_withdrawal(event: CaseWithdrawn) -> None:
    related = ("case__matter__office", "case__version__item__catalog_item")
    for each in Elsewhere.objects.filter(case=event.case_id).select_related(*related):
        assert each.case
        push_withdrawal(case=each.case, now=event.at)


offer(*sets.ALL)
takes(sets.ACCEPT)(exchanging.take_accept)
takes(sets.PROCESS)(exchanging.take_process)
takes(sets.SPECIAL)(exchanging.take_special)
takes(sets.RESULT)(exchanging.take_result)
for told in (sets.MATERIAL, sets.CORRECTION, sets.PAYMENT, sets.LOGISTICS):
    takes(told)(exchanging.take_word)
