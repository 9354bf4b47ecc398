"""Accepted while a secondary paper lacks (容缺受理): the review starts, the decision waits, the paper comes, or not."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from tongban.cases import rules
from tongban.cases.actions import accept_case, decide_case, give_opinion, submit_draft
from tongban.cases.actions.promises import repair_promise
from tongban.cases.actions.refusals import CannotAccept, CannotApply, CannotDecide, CannotFill, CannotPromise
from tongban.cases.actions.tolerance import accept_with_gaps, extend_gaps, fill_gap, lapse_case, sign_gap_promise
from tongban.cases.models import BrokenPromise, Case
from tongban.cases.queries.promises import cases_to_lapse
from tongban.cases.queries.tolerant import share_tolerant, tolerant_behind
from tongban.cases.queries.without_papers import Period
from tongban.cases.rules import promises as promise_rules
from tongban.cases.rules import tells_bad_records
from tongban.cases.tests.conftest import MORNING, Town, make_citizen, signed_in
from tongban.cases.tests.promising import (
    LATER,
    RULES,
    accepted_with_gap,
    gap_of,
    let_rules_follow,
    promised,
    the_rules,
    with_rules,
)
from tongban.cases.tests.test_actions import codes
from tongban.catalogue.indicators import Scope
from tongban.documents.models import PrintedDocument
from tongban.kernel.indicators import indicator_of
from tongban.kernel.moments import BEIJING
from tongban.kernel.ratios import Ratio
from tongban.kernel.tables.outbox import OutboxRow
from tongban.matters.actions import mark_missed, remind
from tongban.matters.models import Clock, Step

THURSDAY = date(2026, 4, 30)  # three working days after Monday 27 April
AFTER_THE_HOLIDAY = datetime(2026, 5, 7, 9, 0, tzinfo=BEIJING)


def messages(template: str) -> int:
    return OutboxRow.objects.filter(key__startswith=f"{template}:").count()


def reviewed(case: Case, town: Town, *, now: datetime = LATER) -> None:
    for step in Step.objects.filter(matter=case.matter, state="open").exclude(code="decide"):
        by = town.market_reviewer if step.office == town.market else town.streets_reviewer
        give_opinion(step=step, outcome="agree", opinion="符合要求", by=by, now=now)


@pytest.mark.requirement("E01")
def test_a_secondary_paper_may_follow_only_against_a_promise(town: Town) -> None:
    let_rules_follow(town)
    with pytest.raises(CannotApply) as refused:
        submit_draft(draft=town.complete_draft(), channel="web", now=MORNING)
    assert [(each.code, each.about) for each in refused.value.obstacles] == [("paper_may_follow", RULES)]

    case = promised(town)
    with pytest.raises(CannotAccept) as not_ordinary:
        accept_case(case=case, by=town.clerk, now=LATER)
    assert codes(not_ordinary) == ["paper_may_follow"]


@pytest.mark.requirement("E01")
def test_accepted_with_a_gap_the_review_starts_the_notice_says_what_by_when_and_what_else(town: Town) -> None:
    let_rules_follow(town)
    case = accepted_with_gap(town)
    assert (case.matter.state, case.terms) == ("accepted", "tolerant")
    assert Step.objects.filter(matter=case.matter, state="open").count() == 2
    gap = gap_of(case)
    assert (gap.spec.name, gap.due_on, gap.filled_at) == (RULES, THURSDAY, None)
    kinds = set(PrintedDocument.objects.filter(subject=case.matter.subject).values_list("kind", flat=True))
    assert {"receipt", "gap_promise", "tolerance_notice"} <= kinds
    assert "acceptance_notice" not in kinds
    notice = PrintedDocument.objects.get(subject=case.matter.subject, kind="tolerance_notice").content
    assert notice["lines"] == [{"paper": RULES, "form": "复印件 1 份，纸质或电子", "remark": ""}]
    assert notice["missing_by"].startswith("2026年4月30日")
    assert "视为撤回" in notice["consequence"]
    assert messages("accepted_with_gaps") == 1


@pytest.mark.requirement("E01")
def test_nothing_is_decided_while_the_gap_is_open_and_the_refusal_names_the_paper_and_the_day(town: Town) -> None:
    let_rules_follow(town)
    case = accepted_with_gap(town)
    reviewed(case, town)
    for outcome in (rules.GRANTED, rules.REFUSED):
        with pytest.raises(CannotDecide) as refused:
            decide_case(case=case, outcome=outcome, reasons="理由", by=town.approver, now=LATER)
        [obstacle] = refused.value.obstacles
        assert (obstacle.code, obstacle.about, obstacle.details) == ("gap_still_open", RULES, {"since": "2026-04-27"})


@pytest.mark.requirement("E01")
def test_a_paper_that_came_by_post_in_time_fills_its_gap_though_it_is_entered_a_day_later(town: Town) -> None:
    spec = let_rules_follow(town)
    case = accepted_with_gap(town)
    reviewed(case, town)
    entered = AFTER_THE_HOLIDAY - timedelta(days=1)
    gap = gap_of(case)
    fill_gap(gap=gap, papers=the_rules(spec, entered), way="post", arrived_on=THURSDAY, by=town.clerk, now=entered)
    case = Case.objects.select_related("matter", "version").get(pk=case.pk)
    assert case.open_holds == 0
    assert not case.matter.clocks.filter(kind=Clock.Kind.GAP, stopped_at=None).exists()
    decide_case(case=case, outcome=rules.GRANTED, reasons="", by=town.approver, now=entered)
    with pytest.raises(CannotFill) as again:
        fill_gap(gap=gap, papers=the_rules(spec, entered), way="post", arrived_on=THURSDAY, by=town.clerk, now=entered)
    assert codes(again) == ["gap_is_closed"]


@pytest.mark.requirement("E01")
@pytest.mark.parametrize(
    ("arrived_on", "code"),
    [
        (date(2026, 5, 6), "paper_came_too_late"),
        (date(2026, 4, 26), "day_of_arrival_cannot_be"),
        (date(2026, 5, 8), "day_of_arrival_cannot_be"),
    ],
)
def test_the_day_of_arrival_must_be_one_on_which_it_can_have_come_in_time(
    town: Town, arrived_on: date, code: str
) -> None:
    spec = let_rules_follow(town)
    gap = gap_of(accepted_with_gap(town))
    papers = the_rules(spec, AFTER_THE_HOLIDAY)
    with pytest.raises(CannotFill) as refused:
        fill_gap(gap=gap, papers=papers, way="hand", arrived_on=arrived_on, by=town.clerk, now=AFTER_THE_HOLIDAY)
    assert codes(refused) == [code]


@pytest.mark.requirement("E01")
def test_what_was_not_filled_in_time_ends_the_case_and_is_a_broken_promise(town: Town) -> None:
    let_rules_follow(town)
    case = accepted_with_gap(town)
    assert cases_to_lapse(AFTER_THE_HOLIDAY - timedelta(days=1)) == []  # post of the last day can still be entered
    [late] = cases_to_lapse(AFTER_THE_HOLIDAY)
    assert late == case
    lapse_case(case=late, now=AFTER_THE_HOLIDAY)
    case.matter.refresh_from_db()
    assert (case.matter.state, case.matter.outcome) == ("closed", "lapsed")
    assert PrintedDocument.objects.filter(subject=case.matter.subject, kind="lapse_notice").count() == 1
    broken = BrokenPromise.objects.get(party=town.applicant)
    assert RULES in broken.about
    assert lapse_case(case=late, now=AFTER_THE_HOLIDAY).matter.outcome == "lapsed"  # twice is once
    assert BrokenPromise.objects.count() == 1
    assert cases_to_lapse(AFTER_THE_HOLIDAY) == []


@pytest.mark.requirement("E01")
def test_a_broken_promise_refuses_the_next_until_it_is_made_up_for(town: Town) -> None:
    let_rules_follow(town)
    lapse_case(case=accepted_with_gap(town), now=AFTER_THE_HOLIDAY)
    broken = BrokenPromise.objects.get()
    with pytest.raises(CannotApply) as refused:
        promised(town, now=AFTER_THE_HOLIDAY)
    assert codes(refused) == ["word_not_taken"]

    with pytest.raises(CannotPromise) as nameless:
        repair_promise(broken=broken, reason=" ", by=town.approver, now=AFTER_THE_HOLIDAY)
    assert codes(nameless) == ["reasons_missing"]
    with pytest.raises(CannotPromise):
        repair_promise(broken=broken, reason="已补交", by=town.clerk, now=AFTER_THE_HOLIDAY)
    repair_promise(broken=broken, reason="已补交材料并说明原因", by=town.approver, now=AFTER_THE_HOLIDAY)
    assert promised(town, now=AFTER_THE_HOLIDAY).matter.state == "received"


@pytest.mark.requirement("E01")
def test_a_bad_record_that_another_module_knows_of_refuses_it_too(town: Town, monkeypatch: Any) -> None:
    monkeypatch.setattr(promise_rules, "_tellers", [])
    tells_bad_records(lambda party, on: [rules.BadRecord("严重失信名单", date(2025, 3, 1))])
    let_rules_follow(town)
    with pytest.raises(CannotApply) as refused:
        promised(town)
    assert [(each.code, each.details["since"]) for each in refused.value.obstacles] == [
        ("word_not_taken", "2025-03-01")
    ]


@pytest.mark.requirement("E01")
def test_force_majeure_gives_more_time_with_a_reason_and_who_approved_it(town: Town) -> None:
    spec = let_rules_follow(town)
    case = accepted_with_gap(town)
    extend_gaps(case=case, days=4, reason="台风停运，邮件不能送达", approved_by=town.approver, now=LATER)
    gap = gap_of(case)
    assert gap.due_on == date(2026, 5, 9)  # the Saturday that is a working day
    assert case.matter.extensions.get().approved_by == town.approver
    notices = PrintedDocument.objects.filter(subject=case.matter.subject, kind="tolerance_notice").order_by("pk")
    assert [each.content["extended_for"] for each in notices] == ["", "台风停运，邮件不能送达"]
    assert not PrintedDocument.objects.filter(kind="extension_notice").exists()  # that is for the office's own time
    on = datetime(2026, 5, 8, 9, 0, tzinfo=BEIJING)
    fill_gap(gap=gap, papers=the_rules(spec, on), way="post", arrived_on=on.date(), by=town.clerk, now=on)
    assert gap_of(case).filled_at == on


@pytest.mark.requirement("E01")
def test_the_applicant_is_reminded_before_the_last_day(town: Town) -> None:
    let_rules_follow(town)
    case = accepted_with_gap(town)
    clock = case.matter.clocks.get(kind=Clock.Kind.GAP)
    remind(clock=clock, now=clock.warn_at)
    assert messages("gaps_left") == 1
    mark_missed(matter=case.matter, now=AFTER_THE_HOLIDAY - timedelta(days=1))
    case.matter.refresh_from_db()
    assert case.matter.state == "accepted"  # its end comes with the day on which nothing more can be entered


@pytest.mark.requirement("E01")
def test_the_applicant_hands_what_lacks_in_online_and_nobody_else_does(town: Town) -> None:
    spec = let_rules_follow(town)
    gap = gap_of(accepted_with_gap(town))
    stranger = make_citizen("19900000009", "路人", sequence=9)
    on = LATER + timedelta(days=1)
    with pytest.raises(CannotFill) as refused:
        fill_gap(gap=gap, papers=the_rules(spec, on), way="online", arrived_on=on.date(), by=stranger, now=on)
    assert codes(refused) == ["not_your_case"]
    fill_gap(gap=gap, papers=the_rules(spec, on), way="online", arrived_on=on.date(), by=town.applicant, now=on)
    assert gap_of(gap.case).received_by is None


@pytest.mark.requirement("E01")
@pytest.mark.parametrize(
    ("days", "elements", "code"),
    [(None, {"is_lack_accept": False}, "missing_paper"), (3, {"is_lack_accept": False}, "missing_paper")],
)
def test_where_nothing_may_lack_a_secondary_paper_is_a_main_one(
    town: Town, days: int | None, elements: dict[str, Any], code: str
) -> None:
    let_rules_follow(town, days=days, **elements)
    with pytest.raises(CannotApply) as refused:
        promised(town)
    assert codes(refused) == [code]


def test_at_a_window_more_days_than_the_item_allows_cannot_be_promised_and_nothing_is_where_nothing_lacks(
    town: Town,
) -> None:
    spec = let_rules_follow(town)
    case = promised(town)
    with pytest.raises(CannotAccept) as too_many:
        sign_gap_promise(case=case, way="paper", days=4, signer=town.applicant, by=town.clerk, now=LATER)
    assert [(each.code, each.details["most"]) for each in too_many.value.obstacles] == [("promised_days_too_many", 3)]
    sign_gap_promise(case=case, way="paper", days=2, signer=town.applicant, by=town.clerk, now=LATER)
    accept_with_gaps(case=case, by=town.clerk, now=LATER)
    assert gap_of(case).due_on == date(2026, 4, 29)
    assert case.promises.filter(withdrawn_at=None).get().way == "paper"

    other = with_rules(town, spec)
    with pytest.raises(CannotAccept) as whole:
        accept_with_gaps(case=other, by=town.clerk, now=LATER)
    assert codes(whole) == ["nothing_lacks"]


@pytest.mark.requirement("E02")
def test_tolerant_cases_are_counted_with_both_terms_and_the_cases_behind_them(town: Town) -> None:
    spec = let_rules_follow(town)
    tolerant = accepted_with_gap(town)
    whole = accept_case(case=with_rules(town, spec), by=town.clerk, now=LATER)
    promised(town)  # not accepted
    day = Period(LATER.date(), LATER.date())
    assert share_tolerant(day, Scope()) == Ratio(1, 2)
    assert indicator_of("cases.tolerant").measure(day) == Ratio(1, 2)
    behind = {term: set(tolerant_behind(term, day, Scope())) for term in ("part", "rest", "whole")}
    assert behind == {"part": {tolerant}, "rest": {whole}, "whole": {tolerant, whole}}
    page = signed_in(town.clerk).get(reverse("cases:tolerant") + "?state=open").content.decode()
    assert tolerant.matter.number in page
    assert whole.matter.number not in page
