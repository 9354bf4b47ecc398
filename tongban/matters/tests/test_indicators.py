"""Figures keep both terms."""

from datetime import timedelta

from tongban.kernel.ratios import Ratio
from tongban.matters.actions import cancel_steps, close_matter, decide_matter, mark_missed
from tongban.matters.indicators import on_time_rate, open_by_light
from tongban.matters.tests.conftest import MORNING, Town, accepted

MONTH = {"since": MORNING - timedelta(days=6), "until": MORNING + timedelta(days=24)}
NEXT_WEEK = MORNING + timedelta(days=8)


def test_a_promise_still_open_past_its_day_counts_as_broken(town: Town) -> None:
    kept, late, gone, _open = [accepted(town) for _ in range(4)]
    accepted(town, promised=60, statutory=60)  # not due in this month
    decide_matter(matter=kept, outcome="granted", by=town.approver, now=MORNING)
    decide_matter(matter=late, outcome="granted", by=town.approver, now=NEXT_WEEK)
    close_matter(matter=gone, outcome="withdrawn", by=town.party, now=MORNING)
    assert on_time_rate(now=NEXT_WEEK, **MONTH) == Ratio(1, 3)
    assert on_time_rate(now=NEXT_WEEK, office=town.health, **MONTH) == Ratio(0, 0)


def test_nothing_is_late_before_it_is_due(town: Town) -> None:
    accepted(town)
    assert on_time_rate(now=MORNING, **MONTH) == Ratio(0, 0)


def test_open_matters_by_light_add_up(town: Town) -> None:
    matter = accepted(town)
    accepted(town, promised=60, statutory=60)
    mark_missed(matter=matter, now=NEXT_WEEK)
    cancel_steps(matter=matter, by=town.clerk, now=NEXT_WEEK)
    lights = open_by_light(now=NEXT_WEEK)
    assert lights == {"green": Ratio(1, 2), "yellow": Ratio(0, 2), "red": Ratio(1, 2), "paused": Ratio(0, 2)}
