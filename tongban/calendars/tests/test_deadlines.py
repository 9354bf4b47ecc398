"""Three ways to the same day: the fast one, the told one, and a plain count with a finger on the calendar."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongban.calendars.rules import (
    BeyondCalendar,
    Calendar,
    OfficeHours,
    Pause,
    due,
    explain,
    latest_before,
    receipt_day,
)
from tongban.calendars.rules.pauses import merged
from tongban.calendars.rules.shipped import shipped_calendar
from tongban.kernel.moments import BEIJING

CHINA = shipped_calendar()
WITH_LUNCH = Calendar(CHINA.days, hours=OfficeHours(((time(9), time(12)), (time(13), time(17, 30)))))
ONE_DAY, QUARTER = timedelta(days=1), timedelta(minutes=15)

days = st.dates(date(2004, 1, 1), date(2027, 12, 31))
quarters = st.builds(
    lambda day, n: datetime.combine(day, time(), BEIJING) + n * QUARTER,
    st.dates(date(2019, 1, 1), date(2027, 3, 1)),
    st.integers(0, 95),
)


@st.composite
def limits(draw: st.DrawFn, units: tuple[str, ...] = ("working", "calendar")) -> dict[str, Any]:
    unit = draw(st.sampled_from(units))
    start = draw(quarters if unit == "hour" else days)
    first = start.date() if isinstance(start, datetime) else start
    pauses = []
    for _ in range(draw(st.integers(0, 3))):
        begun = first + draw(st.integers(-5, 40)) * ONE_DAY
        ended = draw(st.none() | st.integers(0, 25).map(lambda n, begun=begun: begun + n * ONE_DAY))
        pauses.append((begun, ended, draw(st.booleans())))
    return {
        "start": start,
        "amount": draw(st.integers(0, 40)),
        "unit": unit,
        "pauses": pauses,
        "extension": draw(st.sampled_from([0, 0, 1, 5, 15])),
    }


def stands_still(day: date, pauses: list[Any]) -> bool:
    return any(begun < day and (ended is None or day <= ended) for begun, ended, _ in pauses)


def stands_still_for_ever(day: date, pauses: list[Any]) -> bool:
    return any(ended is None and begun < day for begun, ended, _ in pauses)


def keeps(day: date, pauses: list[Any]) -> bool:
    """Say whether a last day is given back: its standstill begins there, and it does not go on from an earlier one."""
    return any(keeps and begun == day and ended != day for begun, ended, keeps in pauses)


def counted_by_hand(*, start: date, amount: int, unit: str, pauses: Any, extension: int, calendar: Calendar) -> Any:
    """Go day by day, as one would on a wall calendar."""
    day, original = start, start
    for stage, is_last in ((amount, not extension), (extension, True)) if extension else ((amount, True),):
        original = day
        while stage:
            day += ONE_DAY
            if stands_still_for_ever(day, pauses):
                return None
            if not stands_still(day, pauses) and (unit == "calendar" or calendar.is_working(day)):
                is_kept = stage == 1 and is_last and keeps(day, pauses)
                stage -= not is_kept
        while (
            stands_still(day, pauses)
            or not calendar.is_working(day)
            or (is_last and keeps(day, pauses) and (day > original or not extension))
        ):
            day += ONE_DAY
            if stands_still_for_ever(day, pauses):
                return None
    return day


def hours_by_hand(*, start: datetime, amount: int, pauses: Any, extension: int, calendar: Calendar) -> Any:
    """Go quarter by quarter through the office hours."""
    at, left, hours = start, 4 * (amount + extension), calendar.hours
    while not stands_still_for_ever(at.date(), pauses):
        clock = at.time()
        if calendar.is_working(at.date()) and not stands_still(at.date(), pauses):
            in_lunch_at_once = at == start and hours.opens <= clock <= hours.closes
            if not left and (in_lunch_at_once or any(opens <= clock <= closes for opens, closes in hours.sessions)):
                return at
            if left and any(opens <= clock < closes for opens, closes in hours.sessions):
                left -= 1
        at += QUARTER
    return None


def earliest(limit: dict[str, Any]) -> datetime:
    answer = due(**limit, calendar=CHINA)
    return answer.at or datetime(9999, 1, 1, tzinfo=BEIJING)


@settings(max_examples=800, deadline=None)
@given(limits())
def test_the_fast_way_the_told_way_and_the_count_by_hand_agree(limit: dict[str, Any]) -> None:
    fast, told = due(**limit, calendar=CHINA), explain(**limit, calendar=CHINA)

    assert fast == told.due
    assert fast.on == counted_by_hand(**limit, calendar=CHINA)
    if fast.is_known:
        assert told.rows[-1].day == fast.on
        assert fast.is_provisional == (fast.on > date(2026, 12, 31))


@settings(max_examples=150, deadline=None)
@given(limits(("hour",)), st.sampled_from([CHINA, WITH_LUNCH]))
def test_hours_agree_with_the_count_by_hand(limit: dict[str, Any], calendar: Calendar) -> None:
    fast, told = due(**limit, calendar=calendar), explain(**limit, calendar=calendar)
    limit.pop("unit")

    assert fast == told.due
    assert fast.at == hours_by_hand(**limit, calendar=calendar)


@settings(max_examples=300, deadline=None)
@given(limits(("working", "calendar", "hour")), st.integers(1, 9))
def test_a_longer_promise_never_ends_sooner(limit: dict[str, Any], more: int) -> None:
    assert earliest(limit) <= earliest(limit | {"amount": limit["amount"] + more})


@settings(max_examples=300, deadline=None)
@given(limits(("working", "calendar", "hour")), st.integers(1, 9))
def test_an_extension_never_makes_the_end_sooner(limit: dict[str, Any], more: int) -> None:
    assert earliest(limit) <= earliest(limit | {"extension": limit["extension"] + more})


@settings(max_examples=300, deadline=None)
@given(limits(("working", "calendar", "hour")), days, st.none() | st.integers(0, 20))
def test_a_further_pause_never_makes_the_end_sooner(limit: dict[str, Any], begun: date, length: int | None) -> None:
    pause = (begun, None if length is None else begun + length * ONE_DAY, False)
    assert earliest(limit) <= earliest(limit | {"pauses": [*limit["pauses"], pause]})


@settings(max_examples=200, deadline=None)
@given(limits())
def test_the_end_is_always_a_working_day_on_which_the_clock_runs(limit: dict[str, Any]) -> None:
    answer = due(**limit, calendar=CHINA)
    if answer.on is not None:
        assert CHINA.is_working(answer.on)
        assert not stands_still(answer.on, limit["pauses"])
        assert answer.at == datetime.combine(answer.on, time(17, 30), BEIJING)


@settings(max_examples=200, deadline=None)
@given(days, st.integers(0, 60), st.sampled_from(["working", "calendar"]))
def test_who_applies_on_the_latest_day_leaves_the_full_number_of_days(event: date, amount: int, unit: str) -> None:
    latest = latest_before(event=event, amount=amount, unit=unit, calendar=CHINA).on  # type: ignore[arg-type]
    assert latest is not None
    assert CHINA.is_working(latest)
    left = CHINA.count(latest - ONE_DAY, event - ONE_DAY) if unit == "working" else (event - latest).days
    assert left >= amount


@given(quarters)
def test_receipt_never_counts_on_a_day_off_nor_before_it_happened(received: datetime) -> None:
    day = receipt_day(received, CHINA)
    assert CHINA.is_working(day)
    assert day >= received.date()


def test_a_moment_is_read_as_its_day_in_china() -> None:
    late_evening_in_london = datetime.fromisoformat("2026-06-04T17:00:00+00:00")  # 5 June, 01:00 in China
    assert due(start=late_evening_in_london, amount=1, unit="working", calendar=CHINA).on == date(2026, 6, 8)


def test_a_limit_that_began_before_the_known_years_is_provisional() -> None:
    assert due(start=date(2003, 12, 30), amount=5, unit="working", calendar=CHINA).is_provisional
    assert not due(start=date(2004, 1, 1), amount=1, unit="working", calendar=CHINA).is_provisional


def test_answers_that_are_kept_are_the_same_again() -> None:
    first = due(start=date(2026, 4, 27), amount=5, unit="working", calendar=CHINA)
    assert due(start=date(2026, 4, 27), amount=5, unit="working", calendar=CHINA) is first
    assert first.on == date(2026, 5, 7)


@pytest.mark.parametrize("unit", ["working", "calendar", "hour"])
def test_an_impossible_limit_is_refused(unit: Any) -> None:
    with pytest.raises(ValueError, match="never negative"):
        due(start=date(2026, 4, 27), amount=-1, unit=unit, calendar=CHINA)
    with pytest.raises(ValueError, match="never negative"):
        explain(start=date(2026, 4, 27), amount=1, unit=unit, calendar=CHINA, extension=-1)
    for answer in (due, explain):
        with pytest.raises(BeyondCalendar):
            answer(start=date(2059, 12, 1), amount=500, unit=unit, calendar=CHINA)
        with pytest.raises(BeyondCalendar):
            answer(start=date(1899, 12, 1), amount=5, unit=unit, calendar=CHINA)


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        merged([(date(2026, 6, 3), date(2026, 6, 1))])


def test_an_open_pause_swallows_what_begins_after_it() -> None:
    pauses = [(date(2026, 6, 3), None), (date(2026, 6, 5), date(2026, 6, 9)), (date(2026, 6, 1), date(2026, 6, 2))]
    assert merged(pauses) == [Pause(date(2026, 6, 1), date(2026, 6, 2)), Pause(date(2026, 6, 3))]


def test_hours_have_no_backward_limit() -> None:
    with pytest.raises(ValueError, match="number of days"):
        latest_before(event=date(2026, 6, 1), amount=1, unit="hour", calendar=CHINA)
