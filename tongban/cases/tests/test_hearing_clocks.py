"""The limits and a hearing: its time does not count, and a last day on which it was asked for is given back."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tongban.calendars.rules.notices import calendar_of
from tongban.calendars.rules.shipped import shipped_notices
from tongban.cases import rules
from tongban.cases.actions import decide_case
from tongban.cases.actions.hearing_rights import tell_hearing_right
from tongban.cases.actions.hearings import announce_hearing, ask_to_be_heard, record_hearing
from tongban.cases.models import Case, Hearing
from tongban.cases.tests.conftest import Town, signed_in
from tongban.cases.tests.test_actions import reviewed
from tongban.kernel.moments import BEIJING, local_day
from tongban.matters.actions.recomputation import begin_recomputation, recompute_batch
from tongban.matters.models import Clock, Pause
from tongban.matters.queries import derivation
from tongban.matters.rules import Inputs, reckon
from tongban.matters.rules.deadlines import derive
from tongban.matters.rules.procedures import keeps_last_day, kind_named

CALENDAR = calendar_of(shipped_notices())
EXAMPLES = tomllib.loads((Path(__file__).parents[1] / "examples/hearings.toml").read_text())["clock"]
pytestmark = pytest.mark.requirement("B22")


@pytest.mark.parametrize("given", EXAMPLES, ids=lambda given: given["title"])
def test_the_example_comes_out_and_is_told_day_by_day(given: dict[str, Any]) -> None:
    pauses = tuple(
        (
            local_day(begun),
            ended,
            keeps_last_day(kind_named(kind), stops=True, begun=begun, calendar=CALENDAR),
        )
        for kind, name in (("听证", "hearings"), ("专家评审", "reviews"))
        for begun, ended in given.get(name, ())
    )
    accepted = datetime.combine(given["accepted"], datetime.min.time().replace(hour=10), BEIJING)
    inputs = Inputs("statutory", "working", given["amount"], accepted, pauses, given.get("extended", 0))
    told = derive(inputs, CALENDAR)

    assert local_day(reckon(inputs, CALENDAR).due_at) == given["due"]
    assert told.rows[-1].day == given["due"]
    assert [row.day for row in told.rows if row.mark == "given_back"] == given["given_back"]
    assert sum(row.mark == "counted" for row in told.rows) == given["amount"] + given.get("extended", 0)


def at(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, 5, day, hour, minute, tzinfo=BEIJING)


@pytest.fixture
def case(town: Town) -> Case:
    return reviewed(town)


@pytest.fixture
def hearing(case: Case, town: Town) -> Hearing:
    told = datetime(2026, 4, 29, 9, 0, tzinfo=BEIJING)
    return tell_hearing_right(case=case, matter_of="油烟影响邻居", by=town.approver, now=told)


def _held(hearing: Hearing, town: Town, asked: datetime) -> Clock:
    """Ask, announce and hold: the promise of five working days would have ended on 7 May."""
    promised = Clock.objects.get(matter=hearing.case.matter_id, kind=Clock.Kind.PROMISED)
    assert local_day(promised.due_at) == date(2026, 5, 7)
    ask_to_be_heard(hearing=hearing, by=town.applicant, now=asked)
    announce_hearing(hearing=hearing, set_for=at(20), place="会议室", chair=town.chief, by=town.approver, now=at(8))
    record_hearing(hearing=hearing, outcome="none", record="各方陈述", by=town.approver, now=at(20, 16))
    return Clock.objects.get(pk=promised.pk)


def test_asked_for_on_the_last_day_that_day_is_there_again_after_the_hearing(
    case: Case, hearing: Hearing, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = _held(hearing, town, at(7, 10))
    assert (local_day(clock.due_at), clock.state) == (date(2026, 5, 21), Clock.State.RUNNING)
    [told] = [row for row in derivation(clock).rows if row.mark == "given_back"]
    assert told.day == date(2026, 5, 7)
    task = begin_recomputation(region_code=case.matter.region_id, year=2026, version="another", now=at(20, 17))
    recompute_batch(recomputation=task, now=at(20, 17))
    assert Clock.objects.get(pk=clock.pk).due_at == clock.due_at, "the same whenever it is reckoned"

    monkeypatch.setattr("django.utils.timezone.now", lambda: at(20, 17))
    page = signed_in(town.account).get(f"/my/{case.matter.number}/").content.decode()
    assert "最后一天要求了听证，没有用完" in page
    case.refresh_from_db()
    decide_case(case=case, outcome=rules.GRANTED, reasons="", by=town.approver, now=at(21, 17))
    assert Clock.objects.get(pk=clock.pk).state == Clock.State.MET


def test_asked_for_in_the_evening_of_the_last_day_the_limit_had_ended(hearing: Hearing, town: Town) -> None:
    clock = _held(hearing, town, at(7, 20))
    assert local_day(clock.due_at) == date(2026, 5, 7)
    assert not Pause.objects.get(matter=hearing.case.matter_id).keeps_last_day
