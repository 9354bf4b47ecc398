"""From hand-in to delivery, and every turn on the way."""

from datetime import date, datetime, timedelta

import pytest

from tongban.cases.actions import (
    accept_case,
    answer_correction,
    attach_paper,
    correct_on_spot,
    decide_case,
    decide_instantly,
    deliver_by_code,
    deliver_by_download,
    deliver_by_identity,
    give_opinion,
    notify_correction,
    refuse_acceptance,
    save_draft,
    say_not_needed,
    start_draft,
    submit_draft,
    withdraw_case,
)
from tongban.cases.actions.refusals import (
    CannotAccept,
    CannotApply,
    CannotDecide,
    CannotDeliver,
    CannotNotify,
    CannotTurnAway,
    CannotWithdraw,
)
from tongban.cases.models import Case, Paper
from tongban.cases.rules import Gap
from tongban.cases.tests.conftest import FORM, MORNING, PDF, Town
from tongban.documents.models import PrintedDocument
from tongban.kernel.moments import BEIJING, local_day
from tongban.kernel.outbox import OutboxRow
from tongban.matters.actions import CannotAct, mark_missed
from tongban.matters.models import Clock, Matter, Step
from tongban.people.models import Authorisation, Party
from tongban.people.rules.identifiers import make_uscc

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def codes(refused: pytest.ExceptionInfo) -> list[str]:
    return [obstacle.code for obstacle in refused.value.obstacles]


def papers_printed(case: Case) -> list[str]:
    return list(
        PrintedDocument.objects.filter(subject=case.matter.subject).order_by("id").values_list("kind", flat=True)
    )


def reviewed(town: Town, case: Case | None = None, *, now: datetime = MORNING) -> Case:
    """A case that both offices have agreed to."""
    case = accept_case(case=case or town.case(now=now), by=town.clerk, now=now + HOUR)
    for code, officer in (("visit", town.market_reviewer), ("drain", town.streets_reviewer)):
        step = case.matter.steps.get(code=code)
        give_opinion(step=step, outcome="agree", opinion="符合条件", by=officer, now=now + 2 * HOUR)
    return case


def decided(town: Town) -> Case:
    case = reviewed(town)
    return decide_case(case=case, outcome="granted", reasons="", by=town.approver, now=MORNING + DAY).case


@pytest.mark.requirement("C01")
def test_one_application_goes_from_hand_in_to_delivery(town: Town) -> None:
    case = decided(town)
    deliver_by_code(case=case, code=case.matter.told_code(), to=town.applicant, by=town.clerk, now=MORNING + 2 * DAY)
    case.matter.refresh_from_db()

    assert (case.matter.state, case.matter.outcome) == ("closed", "granted")
    assert papers_printed(case) == [
        "receipt", "acceptance_notice", "grant_decision", "delivery_receipt",
    ]  # fmt: skip
    assert PrintedDocument.objects.get(subject=case.inside).kind == "approval_sheet"


def test_the_promise_of_five_days_before_the_may_holiday_ends_on_the_seventh(town: Town) -> None:
    case = accept_case(case=town.case(), by=town.clerk, now=MORNING)
    due = {clock.kind: local_day(clock.due_at) for clock in case.matter.clocks.filter(stopped_at=None, step=None)}

    assert due == {"promised": date(2026, 5, 7), "statutory": date(2026, 5, 13)}


def test_two_offices_work_side_by_side_and_the_decision_waits_for_both(town: Town) -> None:
    case = accept_case(case=town.case(), by=town.clerk, now=MORNING + HOUR)
    opened = case.matter.steps.filter(state=Step.State.OPEN)
    assert {step.office_id for step in opened} == {town.market.pk, town.streets.pk}

    give_opinion(
        step=opened.get(code="visit"), outcome="agree", opinion="", by=town.market_reviewer, now=MORNING + 2 * HOUR
    )
    with pytest.raises(CannotDecide) as refused:
        decide_case(case=case, outcome="granted", reasons="", by=town.approver, now=MORNING + 3 * HOUR)
    assert codes(refused) == ["step_still_open"]


def test_an_objection_needs_its_reasons_and_an_office_speaks_only_for_itself(town: Town) -> None:
    case = accept_case(case=town.case(), by=town.clerk, now=MORNING + HOUR)
    step = case.matter.steps.get(code="visit")

    with pytest.raises(CannotDecide) as refused:
        give_opinion(step=step, outcome="object", opinion=" ", by=town.market_reviewer, now=MORNING + HOUR)
    assert codes(refused) == ["reasons_missing"]
    with pytest.raises(CannotAct):
        give_opinion(step=step, outcome="agree", opinion="", by=town.streets_reviewer, now=MORNING + HOUR)


@pytest.mark.requirement("C01")
def test_nobody_accepts_and_decides_the_same_case(town: Town) -> None:
    case = accept_case(case=town.case(), by=town.chief, now=MORNING + HOUR)
    for code, officer in (("visit", town.market_reviewer), ("drain", town.streets_reviewer)):
        give_opinion(step=case.matter.steps.get(code=code), outcome="agree", opinion="", by=officer, now=MORNING + HOUR)

    with pytest.raises(CannotDecide) as refused:
        decide_case(case=case, outcome="granted", reasons="", by=town.chief, now=MORNING + DAY)
    assert codes(refused) == ["accepted_by_you"]


@pytest.mark.requirement("C01")
def test_the_front_desk_never_decides_and_the_back_office_never_accepts(town: Town) -> None:
    case = town.case()
    with pytest.raises(CannotAccept) as refused:
        accept_case(case=case, by=town.market_reviewer, now=MORNING)
    assert codes(refused) == ["no_power"]
    with pytest.raises(CannotDecide) as refused_too:
        decide_case(case=reviewed(town), outcome="granted", reasons="", by=town.clerk, now=MORNING + DAY)
    assert "outside_mandate" in codes(refused_too)


def test_a_refusal_gives_reasons_and_names_the_remedies(town: Town) -> None:
    case = reviewed(town)
    with pytest.raises(CannotDecide) as refused:
        decide_case(case=case, outcome="refused", reasons="", by=town.approver, now=MORNING + DAY)
    assert codes(refused) == ["reasons_missing"]

    decision = decide_case(case=case, outcome="refused", reasons="油烟直排", by=town.approver, now=MORNING + DAY)
    assert decision.document
    printed = decision.document.content
    assert printed["reasons"] == ["油烟直排"]
    assert any("行政复议" in line for line in printed["remedies"])


def test_one_officer_decides_an_instant_item_on_the_spot_where_the_item_allows_it(town: Town) -> None:
    decision = decide_instantly(case=town.case(town.signboard), by=town.clerk, now=MORNING + HOUR)
    assert (decision.outcome, decision.case.matter.state) == ("granted", Matter.State.DECIDED)

    with pytest.raises(CannotDecide) as refused:
        decide_instantly(case=town.case(), by=town.clerk, now=MORNING + HOUR)
    assert codes(refused) == ["not_single_officer"]


@pytest.mark.requirement("E22")
def test_everything_is_told_once(town: Town) -> None:
    case = town.case()
    gap = Gap("layout", "布局流程图", "缺少后厨尺寸")
    notify_correction(case=case, gaps=[gap], by=town.clerk, now=MORNING + HOUR)
    case.matter.refresh_from_db()
    assert case.matter.state == Matter.State.CORRECTING

    paper = Paper(spec=case.version.materials.get(code="layout"), provenance="uploaded", at=MORNING + DAY)
    answer_correction(case=case, papers=[paper], by=town.applicant, now=MORNING + DAY)
    plan = Gap("plan", "设备清单", "未盖章")
    with pytest.raises(CannotNotify) as refused:
        notify_correction(case=case, gaps=[plan], by=town.clerk, now=MORNING + DAY)
    assert codes(refused) == ["told_too_late"]
    assert accept_case(case=case, by=town.clerk, now=MORNING + DAY).matter.state == Matter.State.ACCEPTED


def test_a_correction_that_does_not_come_returns_the_application(town: Town) -> None:
    case = town.case()
    notice = notify_correction(case=case, gaps=[Gap("plan", "设备清单", "未盖章")], by=town.clerk, now=MORNING)
    mark_missed(matter=case.matter, now=datetime.combine(notice.due_on + DAY, MORNING.timetz()))
    case.matter.refresh_from_db()

    assert (case.matter.state, case.matter.outcome) == ("closed", "returned")


def test_silence_beyond_the_duty_means_accepted_as_of_receipt(town: Town) -> None:
    case = town.case()
    mark_missed(matter=case.matter, now=datetime(2026, 5, 8, 9, 0, tzinfo=BEIJING))
    case.refresh_from_db()

    assert case.is_deemed_accepted
    assert case.matter.state == Matter.State.ACCEPTED
    assert case.matter.accepted_at
    assert local_day(case.matter.accepted_at) == date(2026, 4, 27)
    promised = case.matter.clocks.get(kind=Clock.Kind.PROMISED)
    assert local_day(promised.due_at) == date(2026, 5, 7)


def test_small_slips_are_put_right_on_the_spot(town: Town) -> None:
    case = correct_on_spot(case=town.case(), changes={"area": 130}, by=town.clerk, now=MORNING)
    assert case.form.clear() == {"name": "云味小馆", "area": 130}

    with pytest.raises(CannotAccept) as refused:
        correct_on_spot(case=case, changes={"area": 0}, by=town.clerk, now=MORNING)
    assert codes(refused) == ["field_too_small"]


def test_outside_our_power_names_the_right_office(town: Town) -> None:
    case = town.case()
    with pytest.raises(CannotTurnAway) as refused:
        refuse_acceptance(
            case=case, ground="outside_power", reasons="不属于本局职权", right_office=None, by=town.clerk, now=MORNING
        )
    assert codes(refused) == ["right_office_not_named"]

    case = refuse_acceptance(
        case=case,
        ground="outside_power",
        reasons="不属于本局职权",
        right_office=town.streets,
        by=town.clerk,
        now=MORNING,
    )
    printed = PrintedDocument.objects.get(subject=case.matter.subject, kind="acceptance_refusal")
    assert printed.content["right_office"] == town.streets.name


def test_no_licence_needed_is_told_at_once(town: Town) -> None:
    case = say_not_needed(case=town.case(), reasons="仅销售预包装食品，备案即可", by=town.clerk, now=MORNING)
    assert (case.matter.state, case.matter.outcome) == ("closed", "not_needed")


def test_the_applicant_withdraws_before_the_decision_but_not_after(town: Town) -> None:
    case = withdraw_case(case=town.case(), reason="改址", by=town.applicant, now=MORNING + HOUR)
    assert case.matter.outcome == "withdrawn"
    assert papers_printed(case)[-1] == "withdrawal_confirmation"

    with pytest.raises(CannotWithdraw) as refused:
        withdraw_case(case=decided(town), reason="", by=town.applicant, now=MORNING + 2 * DAY)
    assert codes(refused) == ["already_decided"]


def test_nothing_is_handed_over_without_code_or_identity(town: Town) -> None:
    case = decided(town)
    with pytest.raises(CannotDeliver) as refused:
        deliver_by_code(case=case, code="WRONG234", to=town.applicant, by=town.clerk, now=MORNING + 2 * DAY)
    assert codes(refused) == ["receiver_not_proved"]

    deliver_by_identity(case=case, to=town.applicant, by=town.clerk, now=MORNING + 2 * DAY)
    with pytest.raises(CannotDeliver) as refused:
        deliver_by_download(case=case, to=town.applicant, now=MORNING + 3 * DAY)
    assert codes(refused) == ["already_delivered"]


def test_a_second_click_finds_the_same_case(town: Town) -> None:
    draft = town.complete_draft()
    first = submit_draft(draft=draft, channel="web", now=MORNING)
    second = submit_draft(draft=draft, channel="web", now=MORNING)
    assert first.pk == second.pk
    assert Matter.objects.count() == 1


def test_what_is_missing_is_named_and_what_was_typed_is_kept(town: Town) -> None:
    draft = town.draft()
    with pytest.raises(CannotApply) as refused:
        submit_draft(draft=draft, channel="web", now=MORNING)
    assert [(o.code, o.about) for o in refused.value.obstacles] == [
        ("missing_paper", "布局流程图"),
        ("missing_paper", "设备清单"),
    ]
    draft.refresh_from_db()
    assert draft.form.clear()["name"] == "云味小馆"


def test_an_item_retired_while_the_draft_is_open_is_an_obstacle_and_the_draft_stays(town: Town) -> None:
    draft = town.complete_draft()
    town.restaurant.current = None
    town.restaurant.save()
    with pytest.raises(CannotApply) as refused:
        submit_draft(draft=draft, channel="web", now=MORNING)
    assert "item_retired" in codes(refused)
    draft.refresh_from_db()
    assert draft.papers.count() == 2


def test_whoever_came_and_the_applicant_are_both_told_and_both_named(town: Town) -> None:
    firm = Party(kind="organisation", name="云上人家餐饮有限公司", identity_kind="uscc", phone="19900000009")
    firm.identity = make_uscc(9200001, region="990102", department="9")
    firm.save()
    Authorisation.objects.create(party=firm, agent=town.applicant, scope="全部事项", since=date(2026, 1, 1))
    draft = start_draft(account=town.account, item=town.restaurant, party=firm, now=MORNING)
    save_draft(draft=draft, form=FORM, answers={"dishes": "cold"}, now=MORNING)
    attach_paper(
        draft=draft,
        spec=draft.version.materials.get(code="layout"),
        upload=(PDF, "a.pdf"),
        by=town.account,
        now=MORNING,
    )
    submit_draft(draft=draft, channel="web", now=MORNING)

    sent = [row.payload.clear() for row in OutboxRow.objects.filter(kind="sms")]
    assert {message["phone"] for message in sent} == {"19900000001", "19900000009"}
    assert all("云上人家餐饮有限公司" in message["values"]["item"] for message in sent)
    assert all("经办人：李**" in message["values"]["item"] for message in sent)
    receipt = PrintedDocument.objects.get(kind="receipt")
    assert (receipt.content["handler"], receipt.content["authorisation"][:4]) == ("李晓云", "全部事项")
