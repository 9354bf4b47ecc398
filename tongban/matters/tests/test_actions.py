"""Matters from opening to closing."""

from datetime import datetime, timedelta

import pytest

from tongban.kernel.journal import entries_of, events_of, verify
from tongban.kernel.moments import BEIJING
from tongban.matters.actions import (
    CannotAct,
    accept_matter,
    claim_step,
    close_matter,
    complete_step,
    decide_matter,
    hand_over_step,
    mark_missed,
    move_to,
    open_next_wave,
    plan_steps,
    release_step,
    remind,
    return_step,
    start_clock,
    stop_clocks,
    urge,
)
from tongban.matters.models import Matter, Step, Work
from tongban.matters.rules.numbers import is_number
from tongban.matters.tests.conftest import MORNING, Town, accepted, opened, plan, under_way

LATER = MORNING + timedelta(hours=2)
AT_CLOSE = datetime(2026, 5, 15, 17, 30, tzinfo=BEIJING)


def codes(refused: pytest.ExceptionInfo[CannotAct]) -> list[str]:
    return [obstacle.code for obstacle in refused.value.obstacles]


def events(matter: Matter) -> list[str]:
    return [told.name for told in events_of(matter.subject)]


def test_a_matter_opens_with_a_number_and_a_query_code(town: Town) -> None:
    matter = opened(town)
    assert matter.state == "received"
    assert is_number(matter.number)
    assert matter.number.startswith("990101-260507-000001-")
    assert len(matter.told_code()) == 8
    assert events(matter) == ["MatterOpened"]


def test_numbers_of_a_day_follow_one_another_when_nobody_competes(town: Town) -> None:
    numbers = [opened(town).number[14:20] for _ in range(20)]
    assert numbers == [f"{n:06d}" for n in range(1, 21)]


def test_the_journal_names_nobody(town: Town) -> None:
    matter, (step, *_) = under_way(town, [town.market])
    complete_step(step=step, outcome="pass", opinion="王小云的材料齐全", by=town.reviewer, now=LATER)
    bodies = " ".join(entry.body for entry in entries_of(matter.subject))
    assert "王小云" not in bodies
    assert matter.told_code() not in bodies
    assert verify(matter.subject) is None


def test_a_new_matter_lies_on_the_acceptance_desk_of_its_office(town: Town) -> None:
    matter = opened(town)
    work = Work.objects.get(matter=matter)
    assert (work.waits_for, work.office) == ("acceptance", town.market)


def test_acceptance_meets_the_duty_to_answer(town: Town) -> None:
    matter = accepted(town)
    assert matter.clocks.get(kind="receipt").state == "met"
    assert matter.accepted_at == MORNING


def test_the_promise_is_watched_before_the_statute(town: Town) -> None:
    matter = accepted(town, promised=5, statutory=20)
    assert matter.due_at == AT_CLOSE - timedelta(days=2)  # 8, 9 (made up), 11, 12, 13 May
    assert matter.statutory_due_at == matter.clocks.get(kind="statutory").due_at


def test_an_illegal_move_is_refused_with_its_reason(town: Town) -> None:
    with pytest.raises(CannotAct) as refused:
        decide_matter(matter=opened(town), outcome="granted", by=town.approver, now=LATER)
    assert codes(refused) == ["illegal_move"]


def test_a_closed_matter_goes_nowhere(town: Town) -> None:
    matter = opened(town)
    close_matter(matter=matter, outcome="withdrawn", by=town.party, now=LATER)
    with pytest.raises(CannotAct) as refused:
        move_to(matter=matter, state="accepted", by=town.clerk, now=LATER)
    assert codes(refused) == ["illegal_move"]
    assert not Work.objects.filter(matter=matter).exists()


def test_a_matter_goes_all_the_way(town: Town) -> None:
    matter, steps = under_way(town, [town.market, town.health], [town.market])
    complete_step(step=steps[0], outcome="pass", opinion="", by=town.reviewer, now=LATER)
    complete_step(step=steps[1], outcome="pass", opinion="", by=town.health_reviewer, now=LATER)
    complete_step(step=steps[2], outcome="pass", opinion="", by=town.colleague, now=LATER)
    decide_matter(matter=matter, outcome="granted", by=town.approver, now=LATER)
    start_clock(matter=matter, kind="delivery", amount=10, unit="working", start=LATER, by=town.approver, now=LATER)
    assert Work.objects.get(matter=matter).waits_for == "delivery"
    close_matter(matter=matter, outcome="", by=town.clerk, now=LATER)

    assert (matter.state, matter.outcome) == ("closed", "granted")
    assert {clock.kind: clock.state for clock in matter.clocks.filter(step=None)} == {
        "receipt": "met",
        "promised": "met",
        "statutory": "met",
        "delivery": "met",
    }
    assert matter.due_at is None
    assert not Work.objects.filter(matter=matter).exists()


def test_nothing_is_decided_while_a_step_is_open(town: Town) -> None:
    matter, _ = under_way(town, [town.market])
    with pytest.raises(CannotAct) as refused:
        decide_matter(matter=matter, outcome="granted", by=town.approver, now=LATER)
    assert codes(refused) == ["step_still_open"]


def test_a_clock_runs_once_per_kind(town: Town) -> None:
    matter = accepted(town)
    with pytest.raises(CannotAct) as refused:
        start_clock(matter=matter, kind="promised", amount=1, unit="working", start=LATER, by=town.clerk, now=LATER)
    assert codes(refused) == ["clock_already_runs"]


def test_a_clock_stopped_too_late_was_missed(town: Town) -> None:
    matter = accepted(town)
    (clock,) = stop_clocks(matter=matter, kinds=["promised"], by=town.approver, now=AT_CLOSE)
    assert clock.state == "missed"
    assert matter.due_at == matter.statutory_due_at


def test_a_missed_clock_is_told_once(town: Town) -> None:
    matter = accepted(town)
    assert [clock.kind for clock in mark_missed(matter=matter, now=AT_CLOSE)] == ["promised"]
    assert mark_missed(matter=matter, now=AT_CLOSE) == []
    assert events(matter).count("ClockMissed") == 1


def test_a_reminder_comes_once_per_clock(town: Town) -> None:
    clock = accepted(town).clocks.get(kind="promised")
    assert remind(clock=clock, now=MORNING) is None
    assert remind(clock=clock, now=clock.warn_at)
    assert remind(clock=clock, now=clock.due_at) is None


def test_a_supervisor_may_urge_and_a_reviewer_may_not(town: Town) -> None:
    matter = accepted(town)
    urge(matter=matter, text="请抓紧办理", by=town.supervisor, now=LATER)
    assert events(matter)[-1] == "MatterUrged"
    with pytest.raises(CannotAct) as refused:
        urge(matter=matter, text="请抓紧办理", by=town.reviewer, now=LATER)
    assert codes(refused) == ["may_not_urge"]


# Steps


def test_steps_are_planned_once_and_without_holes(town: Town) -> None:
    matter = accepted(town)
    with pytest.raises(CannotAct) as refused:
        plan_steps(matter=matter, steps=[], by=town.clerk, now=LATER)
    assert codes(refused) == ["no_steps"]
    plan_steps(matter=matter, steps=plan(town, [town.market]), by=town.clerk, now=LATER)
    with pytest.raises(CannotAct) as refused:
        plan_steps(matter=matter, steps=plan(town, [town.market]), by=town.clerk, now=LATER)
    assert codes(refused) == ["steps_already_planned"]


def test_an_open_wave_keeps_the_next_one_waiting(town: Town) -> None:
    matter, steps = under_way(town, [town.market, town.health], [town.market])
    assert [step.state for step in steps] == ["open", "open", "waiting"]
    assert open_next_wave(matter=matter, by=town.clerk, now=LATER) == []
    complete_step(step=steps[0], outcome="pass", opinion="", by=town.reviewer, now=LATER)
    assert Step.objects.get(pk=steps[2].pk).state == "waiting"
    complete_step(step=steps[1], outcome="pass", opinion="", by=town.health_reviewer, now=LATER)
    assert Step.objects.get(pk=steps[2].pk).state == "open"


def test_the_last_step_says_that_all_is_done(town: Town) -> None:
    matter, (step,) = under_way(town, [town.market])
    complete_step(step=step, outcome="pass", opinion="符合", by=town.reviewer, now=LATER)
    assert events(matter)[-3:] == ["StepCompleted", "WaveEnded", "AllStepsDone"]
    assert Work.objects.get(matter=matter).waits_for == "approval"


def test_completing_twice_does_it_once(town: Town) -> None:
    matter, (step,) = under_way(town, [town.market])
    for _ in range(2):
        complete_step(step=step, outcome="pass", opinion="符合", by=town.reviewer, now=LATER)
    assert events(matter).count("StepCompleted") == 1
    with pytest.raises(CannotAct) as refused:
        complete_step(step=step, outcome="pass", opinion="符合", by=town.colleague, now=LATER)
    assert codes(refused) == ["step_not_open"]


def test_who_has_no_post_at_the_office_cannot_do_its_step(town: Town) -> None:
    _, (step,) = under_way(town, [town.market])
    for outsider in (town.stranger, town.health_reviewer, town.clerk):
        with pytest.raises(CannotAct) as refused:
            complete_step(step=step, outcome="pass", opinion="", by=outsider, now=LATER)
        assert codes(refused) == ["not_your_step"]


def test_a_claimed_step_is_refused_to_colleagues_until_released(town: Town) -> None:
    _, (step,) = under_way(town, [town.market])
    claim_step(step=step, by=town.reviewer, now=LATER)
    with pytest.raises(CannotAct) as refused:
        claim_step(step=step, by=town.colleague, now=LATER)
    assert codes(refused) == ["step_already_claimed"]
    assert town.reviewer.name not in str(refused.value.obstacles)
    release_step(step=step, by=town.reviewer, now=LATER)
    claim_step(step=step, by=town.colleague, now=LATER)
    assert Work.objects.get(step=step).claimed_by == town.colleague


def test_a_step_is_handed_only_to_a_colleague_who_may_do_it(town: Town) -> None:
    _, (step,) = under_way(town, [town.market])
    claim_step(step=step, by=town.reviewer, now=LATER)
    with pytest.raises(CannotAct) as refused:
        hand_over_step(step=step, to=town.stranger, by=town.reviewer, now=LATER)
    assert codes(refused) == ["colleague_may_not"]
    hand_over_step(step=step, to=town.colleague, by=town.reviewer, now=LATER)
    assert step.claimed_by == town.colleague


def test_work_sent_back_is_done_again_and_the_first_round_stays_on_record(town: Town) -> None:
    matter, steps = under_way(town, [town.market, town.health], [town.market])
    complete_step(step=steps[0], outcome="pass", opinion="第一次", by=town.reviewer, now=LATER)
    complete_step(step=steps[1], outcome="pass", opinion="第一次", by=town.health_reviewer, now=LATER)
    return_step(step=steps[2], to_wave=1, reason="平面图与现场不符", by=town.reviewer, now=LATER)

    old = list(matter.steps.filter(is_superseded=True).order_by("wave", "pk"))
    new = list(matter.steps.filter(is_superseded=False).order_by("wave", "pk"))
    assert [(step.state, step.opinion) for step in old] == [
        ("done", "第一次"),
        ("done", "第一次"),
        ("done", "平面图与现场不符"),
    ]
    assert [(step.state, step.round) for step in new] == [("open", 2), ("open", 2), ("waiting", 2)]
    assert Work.objects.filter(matter=matter).count() == 2


def test_work_is_sent_back_with_a_reason_and_only_backwards(town: Town) -> None:
    _, (step,) = under_way(town, [town.market])
    with pytest.raises(CannotAct) as refused:
        return_step(step=step, to_wave=1, reason=" ", by=town.reviewer, now=LATER)
    assert codes(refused) == ["reason_missing", "not_an_earlier_wave"]


def test_closing_cancels_what_was_left(town: Town) -> None:
    matter, _ = under_way(town, [town.market], [town.health])
    close_matter(matter=matter, outcome="withdrawn", by=town.party, now=LATER)
    assert {step.state for step in matter.steps.all()} == {"cancelled"}
    assert set(matter.clocks.values_list("state", flat=True)) == {"met", "cancelled"}  # the receipt was met


def test_what_was_deemed_accepted_is_accepted_as_of_receipt(town: Town) -> None:
    matter = opened(town)
    accept_matter(matter=matter, as_of=MORNING, by=town.clerk, now=AT_CLOSE)
    assert matter.accepted_at == MORNING
