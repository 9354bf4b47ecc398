"""Trying another promise out on decided cases."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tongban.cases.actions import accept_case, decide_case, give_opinion, notify_correction
from tongban.cases.queries.what_if import dropped_paper, shorter_promise
from tongban.cases.rules import Gap
from tongban.cases.tests.conftest import MORNING, Town
from tongban.kernel.moments import BEIJING
from tongban.matters.models import Clock, Matter, Step

LONG_AGO = MORNING - timedelta(days=30)


def decided(town: Town, *, at: datetime) -> None:
    """One case accepted on the first morning, reviewed at once, decided at a moment."""
    case = town.case()
    accept_case(case=case, by=town.clerk, now=MORNING)
    reviewers = {town.market.pk: town.market_reviewer, town.streets.pk: town.streets_reviewer}
    for step in Step.objects.filter(matter=case.matter, state="open").exclude(code="decide"):
        give_opinion(step=step, outcome="agree", opinion="符合", by=reviewers[step.office_id], now=MORNING)
    decide_case(case=case, outcome="granted", reasons="", by=town.approver, now=at)


@pytest.mark.requirement("A22")
def test_a_shorter_promise_would_have_been_broken_by_what_took_longer(town: Town) -> None:
    decided(town, at=datetime(2026, 4, 28, 10, 0, tzinfo=BEIJING))  # one working day
    decided(town, at=datetime(2026, 5, 7, 10, 0, tzinfo=BEIJING))  # 28, 29, 30 April, 6 and 7 May

    assert str(shorter_promise([town.restaurant], days=5, since=LONG_AGO).broken) == "0/2"
    shorter = shorter_promise([town.restaurant], days=4, since=LONG_AGO)

    assert str(shorter.broken) == "1/2"
    assert dict(shorter.by_days) == {"0": 0, "1": 1, "2": 0, "3": 0, "4": 0, "5": 1}
    assert [(cause.name, cause.cases, cause.median_days) for cause in shorter.causes] == [("审批决定", 1, 5)]


def test_the_promise_as_it_is_breaks_what_the_clocks_say_was_late(town: Town) -> None:
    decided(town, at=datetime(2026, 5, 20, 10, 0, tzinfo=BEIJING))
    promised = town.restaurant.current
    assert promised is not None

    asked = shorter_promise([town.restaurant], days=promised.promised_amount, since=LONG_AGO)

    assert asked.broken.numerator == Clock.objects.filter(kind="promised", state="missed").count() == 1


def test_cases_decided_before_the_year_are_not_asked(town: Town) -> None:
    decided(town, at=datetime(2026, 4, 28, 10, 0, tzinfo=BEIJING))
    later = datetime(2026, 4, 29, 0, 0, tzinfo=BEIJING)
    assert str(shorter_promise([town.restaurant], days=1, since=later).broken) == "0/0"


def test_a_paper_that_is_dropped_saves_who_brought_it(town: Town) -> None:
    decided(town, at=datetime(2026, 4, 28, 10, 0, tzinfo=BEIJING))
    version = town.restaurant.current
    assert version is not None
    asked = version.materials.filter(necessity="required", exempted_by="").first()
    assert asked is not None

    saved = dropped_paper([town.restaurant], paper=asked.code, since=LONG_AGO)

    assert (saved.cases, saved.pages, saved.corrections, saved.trips) == (1, 1, 0, 0)


def test_a_correction_for_one_paper_alone_would_not_have_been_needed(town: Town) -> None:
    case = town.case()
    version = town.restaurant.current
    assert version is not None
    asked = version.materials.filter(necessity="required", exempted_by="").first()
    assert asked is not None
    gap = Gap(asked.code, asked.name, "看不清")
    notify_correction(case=case, gaps=[gap], by=town.clerk, now=MORNING)
    Matter.objects.filter(pk=case.matter_id).update(decided_at=MORNING, channel="window")

    saved = dropped_paper([town.restaurant], paper=asked.code, since=LONG_AGO)

    assert (saved.corrections, saved.trips) == (1, 1)


def test_the_number_of_statements_does_not_grow_with_the_cases(town: Town, django_assert_max_num_queries: Any) -> None:
    for _ in range(3):
        decided(town, at=datetime(2026, 5, 7, 10, 0, tzinfo=BEIJING))
    with django_assert_max_num_queries(6):
        shorter_promise([town.restaurant], days=0, since=LONG_AGO)
