"""A decision on a promise is checked by whoever regulates: met, put right by a day, or revoked and on record."""

from datetime import date, timedelta
from typing import Any

import pytest

from tongban.cases import rules
from tongban.cases.actions import decide_case
from tongban.cases.actions.checks import record_check, record_correction, report_regulation
from tongban.cases.actions.commitments import accept_on_commitment
from tongban.cases.actions.later import begin_later_act
from tongban.cases.actions.refusals import CannotFollowUp
from tongban.cases.models import BrokenPromise, Commitment, RegulatorReport
from tongban.cases.tests.conftest import Town, signed_in
from tongban.cases.tests.promising import LATER, committed, let_commit
from tongban.cases.tests.test_actions import codes
from tongban.documents.models import PrintedDocument
from tongban.kernel.journal import events_of
from tongban.kernel.outbox import OutboxRow

CHECKED = LATER + timedelta(days=9)
pytestmark = pytest.mark.requirement("E03")


@pytest.fixture
def commitment(town: Town) -> Commitment:
    let_commit(town)
    case = accept_on_commitment(case=committed(town), by=town.clerk, now=LATER)
    decide_case(case=case, outcome=rules.GRANTED, reasons="", by=town.approver, now=LATER)
    return Commitment.objects.get()


def check(town: Town, commitment: Commitment, outcome: str, **more: Any) -> Commitment:
    given = {"findings": "两名人员到场，消毒间没有启用。", "by": town.market_reviewer, "now": CHECKED, **more}
    return record_check(commitment=commitment, outcome=outcome, **given)


def ordered(town: Town, commitment: Commitment) -> Commitment:
    return check(town, commitment, "ordered", order="启用消毒间", order_due_on=date(2026, 5, 20))


def test_the_inbox_of_the_office_that_regulates_holds_the_check_until_its_day(
    town: Town, commitment: Commitment
) -> None:
    desk = signed_in(town.market_reviewer)
    number = commitment.case.matter.number
    assert number in desk.get("/desk/regulating/").content.decode()
    assert number in desk.get("/desk/regulating/checks/").content.decode()
    assert number not in signed_in(town.streets_reviewer).get("/desk/regulating/checks/").content.decode()
    assert signed_in(town.streets_reviewer).get(f"/desk/regulating/checks/{commitment.pk}/").status_code == 404


def test_a_commitment_that_was_kept_ends_with_its_check(town: Town, commitment: Commitment) -> None:
    commitment = check(town, commitment, "met", findings="符合承诺。")
    assert (commitment.state, commitment.checked_on, commitment.ended_at) == ("met", CHECKED.date(), CHECKED)
    with pytest.raises(CannotFollowUp) as refused:
        check(town, commitment, "met")
    assert codes(refused) == ["check_is_recorded"]
    assert not BrokenPromise.objects.exists()


def test_a_finding_is_ordered_to_be_put_right_by_a_day_in_writing(town: Town, commitment: Commitment) -> None:
    with pytest.raises(CannotFollowUp) as refused:
        check(town, commitment, "ordered")
    assert codes(refused) == ["order_needs_a_day"]
    commitment = ordered(town, commitment)
    printed = PrintedDocument.objects.get(kind="correction_order")
    assert printed.office_name == town.bureau.name
    assert printed.content["order"] == ["启用消毒间"]
    assert OutboxRow.objects.filter(key__startswith="correction_ordered").exists()

    commitment = record_correction(
        commitment=commitment, is_corrected=True, findings="已启用。", by=town.market_reviewer, now=CHECKED
    )
    assert commitment.state == "corrected"
    assert RegulatorReport.objects.filter(case=commitment.case).count() == 2
    told = [event.name for event in events_of(commitment.case.matter.subject)]
    assert told.count("CommitmentChecked") == 2


def test_what_is_not_put_right_is_on_record_and_goes_to_whoever_decided(town: Town, commitment: Commitment) -> None:
    commitment = record_correction(
        commitment=ordered(town, commitment),
        is_corrected=False,
        findings="仍未启用。",
        by=town.market_reviewer,
        now=CHECKED + timedelta(days=20),
    )
    assert commitment.state == "unmet"
    assert BrokenPromise.objects.get().party == town.applicant
    number = commitment.case.matter.number
    page = signed_in(town.approver).get(f"/desk/matters/{number}/").content.decode()
    assert f"/desk/cases/{number}/later/revoke/?ground=broken_commitment" in page
    later = begin_later_act(
        case=commitment.case,
        kind="revoke",
        ground="broken_commitment",
        reasons=commitment.findings,
        by=town.approver,
        now=CHECKED + timedelta(days=21),
    )
    assert later.state == "announced"


def test_a_false_commitment_is_on_record_at_once(town: Town, commitment: Commitment) -> None:
    assert check(town, commitment, "false").state == "false"
    assert BrokenPromise.objects.exists()


def test_only_who_regulates_checks_and_says_what_was_found(town: Town, commitment: Commitment) -> None:
    for more, code in (({"by": town.approver}, "no_power"), ({"findings": " "}, "findings_missing")):
        with pytest.raises(CannotFollowUp) as refused:
            check(town, commitment, "met", **more)
        assert codes(refused) == [code]


def test_checks_and_penalties_come_back_to_the_page_of_the_case(town: Town, commitment: Commitment) -> None:
    desk, number = signed_in(town.market_reviewer), commitment.case.matter.number
    page = f"/desk/cases/{number}/report/"
    assert desk.get(page).status_code == 200
    given = {"kind": "penalty", "on": "2026-05-06", "found_a_fault": "on", "text": "罚款二千元。"}
    assert desk.post(page, given).status_code == 409
    assert desk.post(page, given | {"number": "云市监罚〔2026〕12号"}).status_code == 302
    shown = signed_in(town.approver).get(f"/desk/matters/{number}/").content.decode()
    assert "云市监罚〔2026〕12号" in shown
    assert signed_in(town.clerk).get(page).status_code == 403
    with pytest.raises(CannotFollowUp) as refused:
        report_regulation(
            case=commitment.case,
            kind="check",
            on=date(2026, 9, 1),
            found_a_fault=False,
            text="正常",
            by=town.market_reviewer,
            now=CHECKED,
        )
    assert codes(refused) == ["day_to_come"]


def test_the_check_is_recorded_on_its_page(town: Town, commitment: Commitment) -> None:
    desk, page = signed_in(town.market_reviewer), f"/desk/regulating/checks/{commitment.pk}/"
    assert "承诺已经符合全部条件" in desk.get(page).content.decode()
    assert desk.post(page, {"outcome": "met"}).status_code == 422
    assert desk.post(page, {"outcome": "met", "findings": "符合。"}).status_code == 302
    commitment.refresh_from_db()
    assert commitment.state == "met"
