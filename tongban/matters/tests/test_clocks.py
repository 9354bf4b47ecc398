"""Clocks that are extended, stand still, and are reckoned anew when a notice comes."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tongban.calendars.actions import load_notice
from tongban.calendars.rules.notices import NoticeDay
from tongban.kernel.events import SYSTEM
from tongban.kernel.journal import events_of
from tongban.kernel.moments import BEIJING
from tongban.matters import reactions
from tongban.matters.actions import (
    CannotAct,
    begin_special_procedure,
    close_matter,
    decide_matter,
    end_special_procedure,
    extend,
    mark_missed,
    recompute_batch,
)
from tongban.matters.models import Clock, Matter, Pause, Recomputation, Work
from tongban.matters.queries import derivation
from tongban.matters.tests.conftest import MORNING, Town, accepted, officer, under_way
from tongban.people.models import Office

DUE = datetime(2026, 5, 13, 17, 30, tzinfo=BEIJING)  # five working days after 7 May, with the 9th made up
REASONS = {"reason": "需要现场核查", "basis": "行政许可法第45条"}


def promised(matter: Matter) -> Clock:
    return matter.clocks.get(kind="promised")


def agrees(clocks: Iterable[Clock]) -> bool:
    return all(derivation(clock).due.at == clock.due_at for clock in clocks)


def moves(matter: Matter) -> int:
    return [told.name for told in events_of(matter.subject)].count("DueDateMoved")


def test_an_extension_moves_the_day_and_the_clock_runs_on(town: Town) -> None:
    matter = accepted(town)
    assert promised(matter).due_at == DUE
    extend(matter=matter, amount=2, approved_by=town.head, now=MORNING, **REASONS)
    assert promised(matter).due_at == matter.due_at == DUE + timedelta(days=2)
    assert Work.objects.get(matter=matter).due_at == matter.due_at
    assert moves(matter) == 1
    assert agrees(matter.clocks.all())


def test_an_extension_comes_once(town: Town) -> None:
    matter = accepted(town)
    extend(matter=matter, amount=2, approved_by=town.head, now=MORNING, **REASONS)
    with pytest.raises(CannotAct) as refused:
        extend(matter=matter, amount=2, approved_by=town.head, now=MORNING, **REASONS)
    assert [obstacle.code for obstacle in refused.value.obstacles] == ["already_extended"]


def test_only_who_answers_for_the_body_approves_an_extension(town: Town) -> None:
    for who in (town.reviewer, town.approver):
        with pytest.raises(CannotAct) as refused:
            extend(matter=accepted(town), amount=2, approved_by=who, now=MORNING, **REASONS)
        assert [obstacle.code for obstacle in refused.value.obstacles] == ["may_not_extend"]


def test_joint_handling_is_extended_by_the_government_of_that_level_alone(town: Town) -> None:
    government = Office.objects.create(
        name="云城区人民政府", short_name="区政府", uscc="11990101MB00000099", kind="government", level="4",
        region=town.region,
    )  # fmt: skip
    matter = accepted(town, promised=45, statutory=45, extension_rule="joint")
    with pytest.raises(CannotAct) as refused:
        extend(matter=matter, amount=15, approved_by=town.head, now=MORNING, **REASONS)
    assert [obstacle.code for obstacle in refused.value.obstacles] == ["may_not_extend"]

    mayor = officer(government, "chief")
    with pytest.raises(CannotAct) as refused:
        extend(matter=matter, amount=16, approved_by=mayor, now=MORNING, **REASONS)
    assert [obstacle.code for obstacle in refused.value.obstacles] == ["extension_too_long"]
    extend(matter=matter, amount=15, approved_by=mayor, now=MORNING, **REASONS)
    assert promised(matter).extensions.get().amount == 15


def test_a_promise_as_long_as_the_law_takes_the_laws_limit_with_it(town: Town) -> None:
    matter = accepted(town, promised=20, statutory=20)
    extend(matter=matter, amount=10, approved_by=town.head, now=MORNING, **REASONS)
    assert promised(matter).due_at == matter.clocks.get(kind="statutory").due_at == matter.statutory_due_at
    assert agrees(matter.clocks.all())


# Procedures side by side


def procedure(town: Town, matter: Matter, kind: str, days: int, at: int, **given: Any) -> Pause:
    moment = MORNING + timedelta(days=at)
    return begin_special_procedure(
        matter=matter, kind=kind, expected_days=days, by=town.approver, now=moment, **(REASONS | given)
    )


def test_a_public_notice_counts_and_has_a_clock_of_its_own(town: Town) -> None:
    matter = accepted(town)
    notice = procedure(town, matter, "公示", 2, 0)
    assert not notice.stops
    assert matter.state == "accepted"
    assert promised(matter).state == "running"
    clock = matter.clocks.get(kind="procedure")
    assert (clock.pause, clock.due_at) == (notice, datetime(2026, 5, 9, 17, 30, tzinfo=BEIJING))

    mark_missed(matter=matter, now=clock.due_at + timedelta(minutes=1))
    clock.refresh_from_db()
    assert clock.state == "missed"
    end_special_procedure(matter=matter, by=town.approver, now=MORNING + timedelta(days=4))
    assert promised(matter).due_at == DUE
    assert agrees(matter.clocks.all())


def test_a_notice_that_the_item_leaves_uncounted_with_a_law_stops_the_clocks(town: Town) -> None:
    matter = accepted(town)
    assert procedure(town, matter, "公示", 2, 0, counts=False).stops
    assert matter.state == "suspended"


def test_two_at_once_stand_still_once(town: Town) -> None:
    matter = accepted(town)
    review = procedure(town, matter, "专家评审", 3, 1)  # Friday the 8th
    testing = procedure(town, matter, "检测", 4, 4)  # Monday the 11th
    assert matter.due_at == review.clocks.get().due_at
    with pytest.raises(CannotAct) as refused:
        procedure(town, matter, "检测", 4, 4)
    assert [obstacle.code for obstacle in refused.value.obstacles] == ["procedure_under_way"]

    end_special_procedure(matter=matter, pause=review, by=town.approver, now=MORNING + timedelta(days=5))
    assert (matter.state, promised(matter).state) == ("suspended", "paused")
    assert matter.due_at == testing.clocks.get().due_at
    end_special_procedure(matter=matter, pause=testing, by=town.approver, now=MORNING + timedelta(days=7))
    assert matter.state == "accepted"
    # From the 8th to the 14th: 9, 11, 12, 13 and 14 May stand still once, whoever asked for it.
    assert promised(matter).due_at == datetime(2026, 5, 20, 17, 30, tzinfo=BEIJING)
    assert agrees(matter.clocks.all())


def test_a_matter_that_closes_leaves_no_procedure_open(town: Town) -> None:
    matter = accepted(town)
    procedure(town, matter, "公示", 2, 0)
    close_matter(matter=matter, outcome="withdrawn", by=town.party, now=MORNING)
    assert not matter.pauses.filter(to_on=None).exists()
    assert not matter.clocks.filter(stopped_at=None).exists()


def test_a_notice_in_the_middle_of_a_procedure_moves_what_was_announced(town: Town) -> None:
    matter = accepted(town, now=datetime(2026, 12, 28, 10, tzinfo=BEIJING))
    begun = datetime(2026, 12, 29, 10, tzinfo=BEIJING)
    pause = begin_special_procedure(
        matter=matter, kind="专家评审", expected_days=5, by=town.approver, now=begun, **REASONS
    )
    before = pause.clocks.get().due_at
    load_new_year(town)
    reactions.recompute(MORNING)

    matter.refresh_from_db()
    assert matter.due_at == pause.clocks.get().due_at > before
    end_special_procedure(matter=matter, by=town.approver, now=datetime(2027, 1, 6, 10, tzinfo=BEIJING))
    assert agrees(matter.clocks.all())


def test_a_special_procedure_stops_promise_statute_and_steps(town: Town) -> None:
    matter, (step,) = under_way(town, [town.market])
    begin_special_procedure(
        matter=matter, kind="专家评审", expected_days=3, by=town.approver, now=MORNING + timedelta(days=1), **REASONS
    )
    states = {clock.kind: clock.state for clock in matter.clocks.all()}
    assert states["promised"] == states["statutory"] == states["step"] == "paused"
    assert matter.due_at == matter.clocks.get(kind="procedure").due_at

    with pytest.raises(CannotAct) as refused:
        decide_matter(matter=matter, outcome="granted", by=town.approver, now=MORNING + timedelta(days=1))
    assert "no_decision_while_suspended" in [obstacle.code for obstacle in refused.value.obstacles]

    # From Friday the 8th to Tuesday the 12th: the 9th, 11th and 12th stand still, the weekend gives nothing.
    end_special_procedure(matter=matter, by=town.approver, now=MORNING + timedelta(days=5))
    assert matter.state == "accepted"
    assert promised(matter).due_at == matter.due_at == datetime(2026, 5, 18, 17, 30, tzinfo=BEIJING)
    step.refresh_from_db()
    assert step.due_at == step.work.due_at == step.clocks.get().due_at
    assert agrees(matter.clocks.all())


def test_a_special_procedure_needs_a_reason_and_a_source(town: Town) -> None:
    with pytest.raises(CannotAct) as refused:
        begin_special_procedure(
            matter=accepted(town), kind="听证", reason="", basis="", expected_days=0, by=town.approver, now=MORNING
        )
    codes = [obstacle.code for obstacle in refused.value.obstacles]
    assert codes == ["reason_missing", "basis_missing", "expected_days_missing"]


def test_a_date_beyond_the_known_years_is_provisional(town: Town) -> None:
    matter = accepted(town, now=datetime(2026, 12, 28, 10, tzinfo=BEIJING))
    assert promised(matter).is_provisional
    assert matter.is_due_provisional


# A notice for the next year


def load_new_year(town: Town) -> None:
    days = [NoticeDay(date(2027, 1, day), "holiday", "元旦") for day in (1, 4, 5)]
    load_notice(
        region_code="000000", year=2027, title="2027 年放假安排", source="国办发明电", days=days, by=SYSTEM, now=MORNING
    )


def end_of_year(town: Town, matters: int) -> list[Matter]:
    return [accepted(town, now=datetime(2026, 12, 28, 10, tzinfo=BEIJING)) for _ in range(matters)]


def test_a_notice_moves_every_open_date_it_touches(town: Town) -> None:
    (matter,) = end_of_year(town, 1)
    before = promised(matter).due_at
    untouched = accepted(town)
    load_new_year(town)
    reactions.recompute(MORNING)

    matter.refresh_from_db()
    assert promised(matter).due_at == matter.due_at == Work.objects.get(matter=matter).due_at
    assert promised(matter).due_at > before
    assert matter.statutory_due_at == matter.clocks.get(kind="statutory").due_at
    assert not promised(matter).is_provisional
    assert agrees(Clock.objects.all())
    assert moves(matter) == 2
    assert moves(untouched) == 0


def test_a_walk_killed_in_the_middle_is_taken_up_where_it_was(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    matters = end_of_year(town, 4)
    load_new_year(town)
    walk = recompute_batch(recomputation=Recomputation.objects.get(), now=MORNING, size=3)
    assert (walk.seen, walk.finished_at) == (3, None)

    with monkeypatch.context() as patch:
        patch.setattr("tongban.matters.actions.recomputation.publish", _killed)
        with pytest.raises(KeyboardInterrupt):
            recompute_batch(recomputation=walk, now=MORNING, size=3)
    assert Recomputation.objects.get().seen == 3

    reactions.recompute(MORNING)
    reactions.recompute(MORNING)
    assert Recomputation.objects.get().seen == 8
    assert [moves(matter) for matter in matters] == [2, 2, 2, 2]
    assert agrees(Clock.objects.all())


def _killed(event: object) -> None:
    raise KeyboardInterrupt


def test_periodic_jobs_mark_and_remind_once(town: Town) -> None:
    matter = accepted(town)
    for _ in range(2):
        reactions.remind_of(promised(matter).warn_at)
        reactions.miss(DUE + timedelta(seconds=1))
    names = [told.name for told in events_of(matter.subject)]
    assert names.count("MatterReminded") == names.count("ClockMissed") == 1
