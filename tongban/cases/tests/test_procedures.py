"""Special procedures and hearings of a case: what its item lists, what came of them, and whether their time counts."""

from datetime import timedelta
from typing import Any

import pytest

from tongban.cases.actions import accept_case, decide_case, give_opinion
from tongban.cases.actions.hearing_rights import tell_hearing_right
from tongban.cases.actions.hearings import announce_hearing, record_hearing, request_hearing
from tongban.cases.actions.procedures import begin_procedure, end_procedure
from tongban.cases.actions.refusals import CannotDecide, CannotGoThrough
from tongban.cases.models import Case
from tongban.cases.tests.conftest import MORNING, Town, _item, _publish, _version, signed_in
from tongban.catalogue.models import StepSpec
from tongban.documents.models import PrintedDocument
from tongban.kernel.outbox import OutboxRow

pytestmark = pytest.mark.requirement("B22")
LISTED = [
    {"name": "专家评审", "basis": "行政许可法第四十五条", "days": 30},
    {"name": "公示", "basis": "城乡规划法", "days": 7},
]
WEEK = timedelta(days=7)


@pytest.fixture
def case(town: Town) -> Case:
    item = _item(town.bureau, town.market, "990114001000", "人力资源服务许可")
    version = _version(
        item, statutory_amount=20, promised_amount=15, elements={"special_procedures": LISTED},
        receipt_rule={"amount": 5, "unit": "working", "silence": "accepted", "starts": "receipt"},
    )  # fmt: skip
    StepSpec.objects.create(version=version, wave=1, code="visit", name="核查", office=town.market, post_kind="review")
    return accept_case(case=town.case(_publish(version)), by=town.clerk, now=MORNING)


def begun(case: Case, town: Town, kind: str, **given: Any) -> Any:
    usual = {"expected_days": 5, "reason": "方案复杂", "basis": "", "by": town.approver, "now": MORNING}
    return begin_procedure(case=case, kind=kind, **(usual | given))


def codes(refused: pytest.ExceptionInfo[Any]) -> list[str]:
    return [obstacle.code for obstacle in refused.value.obstacles]


def test_what_the_item_lists_stops_the_clocks_and_ends_with_a_result(case: Case, town: Town) -> None:
    review = begun(case, town, "专家评审")
    assert (review.is_own, review.pause.stops, review.pause.basis) == (True, True, "行政许可法第四十五条")
    notice = PrintedDocument.objects.get(kind="special_procedure_notice")
    assert notice.content["expected"] == "5 个工作日"
    with pytest.raises(CannotGoThrough) as refused:
        end_procedure(procedure=review, outcome="", result=" ", by=town.approver, now=MORNING + WEEK)
    assert codes(refused) == ["procedure_outcome_missing", "procedure_result_missing"]

    details = {"experts": "张专家、李专家"}
    end_procedure(
        procedure=review, outcome="passed", result="同意方案", details=details, by=town.approver, now=MORNING + WEEK
    )
    review.refresh_from_db()
    assert review.details.clear() == details
    case.matter.refresh_from_db()
    assert case.matter.state == "accepted"
    page = signed_in(town.approver).get(f"/desk/matters/{case.matter.number}/").content.decode()
    assert "同意方案" in page
    assert "张专家" in page


def test_what_it_does_not_list_is_begun_by_whoever_answers_for_the_body(case: Case, town: Town) -> None:
    with pytest.raises(CannotGoThrough) as refused:
        begun(case, town, "鉴定")
    assert codes(refused) == ["procedure_not_listed", "basis_missing"]
    appraisal = begun(case, town, "鉴定", basis="行政许可法第四十五条", by=town.chief)
    assert (appraisal.is_own, appraisal.approved_by) == (False, town.chief)


def test_testing_sends_two_inspectors_within_five_days_of_acceptance(case: Case, town: Town) -> None:
    given = {"basis": "行政许可法第五十五条", "by": town.chief}
    with pytest.raises(CannotGoThrough) as refused:
        begun(case, town, "检测", inspectors=[town.market_reviewer], **given)
    assert codes(refused) == ["inspectors_missing"]
    testing = begun(case, town, "检测", inspectors=[town.market_reviewer, town.approver], **given)
    assert f"{testing.send_by_on:%m-%d}" == "05-07"  # five working days after 27 April, over the holiday of May


def test_a_public_notice_counts_is_told_so_and_keeps_the_decision_back(case: Case, town: Town) -> None:
    notice = begun(case, town, "公示")
    assert not notice.pause.stops
    told = [row.payload.clear()["template"] for row in OutboxRow.objects.filter(kind="sms")]
    assert "procedure_that_counts" in told
    step = case.matter.steps.select_related("office", "matter").get(code="visit")
    give_opinion(step=step, outcome="agree", opinion="", by=town.market_reviewer, now=MORNING)
    granting = {"case": case, "outcome": "granted", "reasons": "", "by": town.approver}
    with pytest.raises(CannotDecide) as refused:
        decide_case(**granting, now=MORNING)
    assert codes(refused) == ["held_back"]
    end_procedure(procedure=notice, outcome="none", result="无异议", by=town.approver, now=MORNING + WEEK)
    decide_case(**granting, now=MORNING + WEEK)


def test_a_hearing_is_told_asked_for_announced_held_and_recorded(case: Case, town: Town) -> None:
    hearing = tell_hearing_right(case=case, matter_of="噪声影响", by=town.approver, now=MORNING)
    assert PrintedDocument.objects.filter(kind="hearing_right_notice").count() == 1
    with pytest.raises(CannotGoThrough) as refused:
        request_hearing(hearing=hearing, expected_days=15, by=town.approver, now=MORNING + 3 * WEEK)
    assert codes(refused) == ["hearing_asked_too_late"]

    asked = MORNING + timedelta(days=1)
    hearing = request_hearing(hearing=hearing, expected_days=15, by=town.approver, now=asked)
    assert hearing.procedure
    assert hearing.procedure.pause.stops
    setting = {"hearing": hearing, "place": "三楼会议室", "by": town.approver, "now": asked}
    with pytest.raises(CannotGoThrough) as refused:
        announce_hearing(**setting, set_for=asked + timedelta(days=3), chair=town.clerk)
    assert codes(refused) == ["hearing_announced_too_late", "chair_examined_the_case"]
    hearing = announce_hearing(**setting, set_for=asked + 2 * WEEK, chair=town.chief)

    with pytest.raises(CannotGoThrough) as refused:
        record_hearing(hearing=hearing, outcome="none", record="各方陈述", by=town.approver, now=asked)
    assert codes(refused) == ["hearing_not_held_yet"]
    record_hearing(hearing=hearing, outcome="none", record="各方陈述", by=town.approver, now=asked + 2 * WEEK)
    case.matter.refresh_from_db()
    assert case.matter.state == "accepted"


def test_the_page_leads_through_a_procedure_and_a_hearing(case: Case, town: Town) -> None:
    approver, number = signed_in(town.approver), case.matter.number
    page = f"/desk/matters/{number}/"
    begin = f"/desk/cases/{number}/procedures/"
    assert f'href="{begin}"' in approver.get(page).content.decode()
    assert "指派人员" in approver.get(begin).content.decode()
    refused = approver.post(begin, {"kind": "鉴定", "expected_days": 5, "reason": "需要"})
    assert refused.status_code == 409
    assert "事项没有列明" in refused.content.decode()
    assert approver.post(begin, {"kind": "专家评审", "expected_days": 5, "reason": "需要"}).status_code == 302
    assert approver.post(f"{page}procedure/end/").status_code == 404
    review = case.procedures.get()
    ended = {"outcome": "passed", "result": "同意", "experts": "张专家", "held_on": "5 月 8 日"}
    assert approver.post(f"{begin}{review.pk}/end/", ended).status_code == 302
    assert approver.post(f"/desk/cases/{number}/hearing/", {"matter_of": "噪声"}).status_code == 302
    assert "登记要求听证" in approver.get(page).content.decode()
