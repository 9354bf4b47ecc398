"""Decided at once on a promise (告知承诺), taken back before that, not open everywhere; the check comes afterwards."""

from datetime import date, timedelta
from typing import Any

import pytest

from tongban.cases import rules
from tongban.cases.actions import accept_case, decide_case, submit_draft
from tongban.cases.actions.commitments import accept_on_commitment, sign_commitment, take_commitment_back
from tongban.cases.actions.promises import record_broken
from tongban.cases.actions.refusals import CannotAccept, CannotApply, CannotDecide, CannotPromise
from tongban.cases.models import BrokenPromise, Case, Commitment
from tongban.cases.tests.conftest import MORNING, Town, make_citizen
from tongban.cases.tests.promising import LATER, committed, let_commit
from tongban.cases.tests.test_actions import codes
from tongban.documents.models import PrintedDocument
from tongban.kernel.journal import events_of
from tongban.kernel.moments import local_day
from tongban.kernel.transactions import action
from tongban.matters.models import Clock, Step, Work


def open_steps(case: Case) -> list[str]:
    return list(
        Step.objects.filter(matter=case.matter, state="open", is_superseded=False).values_list("code", flat=True)
    )


@pytest.mark.requirement("E01")
def test_a_commitment_is_decided_the_same_day_by_somebody_else_and_its_check_is_due_in_the_items_days(
    town: Town,
) -> None:
    let_commit(town)
    case = accept_on_commitment(case=committed(town), by=town.clerk, now=LATER)
    assert (case.terms, open_steps(case)) == ("commitment", ["decide"])
    promised = case.matter.clocks.get(kind=Clock.Kind.PROMISED)
    assert local_day(promised.due_at) == local_day(LATER)
    assert Work.objects.get(matter=case.matter).waits_for == "approval"

    with pytest.raises(CannotDecide):
        decide_case(case=case, outcome=rules.GRANTED, reasons="", by=town.clerk, now=LATER)
    decide_case(case=case, outcome=rules.GRANTED, reasons="", by=town.approver, now=LATER)
    commitment = Commitment.objects.get(case=case)
    assert (commitment.state, commitment.check_due_on) == ("unchecked", date(2026, 5, 27))
    assert commitment.promise.signed_by == town.applicant
    assert [event.name for event in events_of(case.matter.subject)].count("DecidedOnCommitment") == 1
    letter = PrintedDocument.objects.get(subject=case.matter.subject, kind="commitment_letter").content
    assert letter["conditions"] == ["有消毒间", "有卫生管理员"]
    assert letter["text"] == "承诺已经符合全部条件。"
    assert "网上签署" in letter["signed_how"]


def test_whoever_accepts_a_commitment_does_not_decide_it(town: Town) -> None:
    let_commit(town)
    case = accept_on_commitment(case=committed(town), by=town.chief, now=LATER)
    with pytest.raises(CannotDecide) as refused:
        decide_case(case=case, outcome=rules.GRANTED, reasons="", by=town.chief, now=LATER)
    assert codes(refused) == ["accepted_by_you"]


def test_who_chooses_the_ordinary_way_is_examined_within_its_own_days(town: Town) -> None:
    let_commit(town)
    case = submit_draft(draft=town.complete_draft(), channel="web", now=MORNING)
    with pytest.raises(CannotAccept) as unsigned:
        accept_on_commitment(case=case, by=town.clerk, now=LATER)
    assert codes(unsigned) == ["promise_not_signed"]
    case = accept_case(case=case, by=town.clerk, now=LATER)
    assert (case.terms, open_steps(case)) == ("ordinary", ["examine"])
    assert case.matter.clocks.get(kind=Clock.Kind.PROMISED).amount == 8


def test_a_promise_is_taken_back_before_the_decision_and_the_case_goes_the_ordinary_way(town: Town) -> None:
    let_commit(town)
    case = accept_on_commitment(case=committed(town), by=town.clerk, now=LATER)
    stranger = make_citizen("19900000009", "路人", sequence=9)
    with pytest.raises(CannotPromise) as refused:
        take_commitment_back(case=case, by=stranger, now=LATER)
    assert codes(refused) == ["not_your_case"]

    case = take_commitment_back(case=case, by=town.applicant, now=LATER)
    assert (case.terms, open_steps(case)) == ("ordinary", ["examine"])
    running = case.matter.clocks.filter(stopped_at=None, step=None)
    assert {clock.kind: clock.amount for clock in running} == {"promised": 8, "statutory": 20}
    assert [work.waits_for for work in Work.objects.filter(matter=case.matter)] == ["review"]
    with pytest.raises(CannotDecide) as too_early:
        decide_case(case=case, outcome=rules.GRANTED, reasons="", by=town.approver, now=LATER)
    assert codes(too_early) == ["step_still_open"]
    with pytest.raises(CannotPromise) as again:
        take_commitment_back(case=case, by=town.applicant, now=LATER)
    assert codes(again) == ["no_promise_to_take_back"]


def test_after_the_decision_the_promise_stands(town: Town) -> None:
    let_commit(town)
    case = accept_on_commitment(case=committed(town), by=town.clerk, now=LATER)
    decide_case(case=case, outcome=rules.GRANTED, reasons="", by=town.approver, now=LATER)
    with pytest.raises(CannotPromise) as refused:
        take_commitment_back(case=case, by=town.applicant, now=LATER)
    assert codes(refused) == ["already_decided"]


@pytest.mark.parametrize(
    ("name", "commitment", "code"),
    [
        ("建设项目环境影响报告表审批", {}, "commitment_excluded"),
        ("公众聚集场所消防安全检查", {}, "commitment_excluded"),
        ("公众聚集场所消防安全检查", {"statute": "中华人民共和国消防法 第十五条"}, None),
        ("公共场所卫生许可", {"text": ""}, "commitment_not_offered"),
    ],
)
def test_where_an_excluded_field_has_no_statute_nothing_is_decided_on_a_promise(
    town: Town, name: str, commitment: dict[str, Any], code: str | None
) -> None:
    let_commit(town, name=name, **commitment)
    if code is None:
        assert committed(town).promises.get().kind == "commitment"
        return
    with pytest.raises(CannotApply) as refused:
        committed(town)
    assert codes(refused) == [code]


@pytest.mark.requirement("E03")
def test_who_broke_a_promise_is_examined_before_the_decision(town: Town) -> None:
    let_commit(town)
    case = submit_draft(draft=town.complete_draft(), channel="web", now=MORNING)
    promise = sign_commitment(case=case, way="pad", signer=town.applicant, by=town.clerk, now=MORNING)

    @action
    def break_it() -> BrokenPromise:
        return record_broken(promise, party=town.applicant, about="承诺不实", by=town.market_reviewer, now=MORNING)

    break_it()
    with pytest.raises(CannotAccept) as refused:
        accept_on_commitment(case=case, by=town.clerk, now=LATER)
    assert codes(refused) == ["word_not_taken"]
    assert accept_case(case=case, by=town.clerk, now=LATER).terms == "ordinary"


def test_what_was_promised_once_is_one_promise(town: Town) -> None:
    let_commit(town)
    case = committed(town)
    again = sign_commitment(case=case, way="paper", signer=town.applicant, by=town.clerk, now=LATER)
    assert case.promises.get() == again
    assert again.way == "account"
    assert again.signed_at == MORNING
    assert timedelta(days=1) > LATER - MORNING
