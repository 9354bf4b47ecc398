"""Everything is told once; a later notice asks for what could not be seen before, else it is on record as wrong."""

from datetime import timedelta

import pytest

from tongban.cases.actions import accept_case, answer_correction, notify_correction
from tongban.cases.actions.refusals import CannotNotify
from tongban.cases.models import Case, Paper, Violation
from tongban.cases.rules import Gap
from tongban.cases.tests.conftest import FORM, MORNING, Town
from tongban.cases.tests.test_actions import codes
from tongban.matters.actions import mark_missed
from tongban.matters.models import Clock

TUESDAY, WEDNESDAY = MORNING + timedelta(days=1), MORNING + timedelta(days=2)
LAYOUT, PLAN = Gap("layout", "布局流程图", "没有标注尺寸"), Gap("plan", "设备清单", "缺盖章")
SHEET = Gap("form", "申请表", "填错")


def answered(town: Town) -> Case:
    """Told of the layout on Monday; a new one came on Tuesday."""
    case = town.case()
    notify_correction(case=case, gaps=[LAYOUT], by=town.clerk, now=MORNING)
    spec = case.version.materials.get(code="layout")
    paper = Paper(spec=spec, provenance=Paper.Provenance.UPLOADED, at=TUESDAY)
    return answer_correction(case=case, papers=[paper], by=town.applicant, now=TUESDAY)


def receipt_clock(case: Case) -> Clock:
    return case.matter.clocks.get(kind=Clock.Kind.RECEIPT, stopped_at=None)


@pytest.mark.requirement("E22")
def test_what_only_the_answer_showed_may_be_told_again_and_the_duty_starts_anew(town: Town) -> None:
    case = answered(town)
    notice = notify_correction(case=case, gaps=[LAYOUT], by=town.clerk, now=WEDNESDAY)
    assert (notice.round, notice.keeps_the_clock) == (2, False)
    assert [(each.round, each.answered) for each in case.earlier_notices.all()] == [(1, ["layout"])]
    assert not Violation.objects.exists()
    assert not case.matter.clocks.filter(kind=Clock.Kind.RECEIPT, stopped_at=None).exists()
    case = answer_correction(case=case, papers=[], form=FORM, by=town.applicant, now=WEDNESDAY)
    assert receipt_clock(case).started_at == WEDNESDAY


@pytest.mark.requirement("E22")
def test_what_could_have_been_raised_first_is_refused_and_knowingly_is_a_violation(town: Town) -> None:
    case = answered(town)
    with pytest.raises(CannotNotify) as refused:
        notify_correction(case=case, gaps=[LAYOUT, PLAN], by=town.clerk, now=WEDNESDAY)
    assert [(each.code, each.about) for each in refused.value.obstacles] == [("told_too_late", "设备清单")]

    notify_correction(case=case, gaps=[LAYOUT, PLAN], knowingly=True, by=town.clerk, now=WEDNESDAY)
    violation = Violation.objects.get()
    assert (violation.case, violation.officer, violation.kind) == (case, town.clerk, "late_gap")
    assert "设备清单" in violation.about


@pytest.mark.requirement("E22")
def test_a_notice_that_asks_only_too_late_gives_no_time_and_silence_still_accepts(town: Town) -> None:
    case = answered(town)
    before = receipt_clock(case)
    notice = notify_correction(case=case, gaps=[PLAN], knowingly=True, by=town.clerk, now=WEDNESDAY)
    assert notice.keeps_the_clock
    assert receipt_clock(case) == before
    spec = case.version.materials.get(code="plan")
    paper = Paper(spec=spec, provenance=Paper.Provenance.UPLOADED, at=WEDNESDAY)
    case = answer_correction(case=case, papers=[paper], by=town.applicant, now=WEDNESDAY)
    assert receipt_clock(case).started_at == before.started_at  # as if nothing had been asked


@pytest.mark.requirement("E22")
def test_a_wrong_notice_that_nobody_answers_ends_in_acceptance_and_not_in_a_return(town: Town) -> None:
    case = answered(town)
    notify_correction(case=case, gaps=[PLAN], knowingly=True, by=town.clerk, now=WEDNESDAY)
    mark_missed(matter=case.matter, now=TUESDAY + timedelta(days=16))
    case = Case.objects.select_related("matter").get(pk=case.pk)
    assert (case.matter.state, case.is_deemed_accepted) == ("accepted", True)


def test_a_notice_that_waits_for_its_answer_is_not_followed_by_another(town: Town) -> None:
    case = town.case()
    notify_correction(case=case, gaps=[LAYOUT], by=town.clerk, now=MORNING)
    with pytest.raises(CannotNotify) as refused:
        notify_correction(case=case, gaps=[SHEET], knowingly=True, by=town.clerk, now=TUESDAY)
    assert codes(refused) == ["already_past_acceptance"]


def test_after_the_second_answer_it_is_accepted_as_any_other(town: Town) -> None:
    case = answered(town)
    assert accept_case(case=case, by=town.clerk, now=WEDNESDAY).matter.state == "accepted"
