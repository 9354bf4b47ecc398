"""Counting together: one window per key, on either database, whoever comes at once."""

import re
from datetime import datetime, timedelta

import pytest

from tongban.kernel.models import RateWindow
from tongban.kernel.rates import TooOften, allow, demand, forget_ended
from tongban.kernel.tests.threads import together

NOW = datetime.fromisoformat("2026-05-07T09:00+08:00")
PER = timedelta(minutes=10)


@pytest.mark.django_db
def test_the_last_place_is_allowed_and_the_next_try_is_told_when_to_come_back() -> None:
    tries = [allow("door 7", limit=3, per=PER, now=NOW + timedelta(minutes=n)) for n in range(4)]

    assert [try_.is_allowed for try_ in tries] == [True, True, True, False]
    assert [try_.left for try_ in tries] == [2, 1, 0, 0]
    assert {try_.again_at for try_ in tries} == {NOW + PER}
    assert not tries[3]


@pytest.mark.django_db
def test_a_window_that_has_ended_begins_anew_with_the_next_try() -> None:
    for _ in range(4):
        allow("door 7", limit=3, per=PER, now=NOW)

    again = allow("door 7", limit=3, per=PER, now=NOW + PER)

    assert again.is_allowed
    assert (again.left, again.again_at) == (2, NOW + 2 * PER)


@pytest.mark.django_db
def test_keys_are_counted_apart_and_stand_nowhere_in_clear() -> None:
    allow("number 13812345678", limit=1, per=PER, now=NOW)

    assert allow("number 13812345679", limit=1, per=PER, now=NOW)
    assert all(re.fullmatch("[0-9a-f]{64}", row) for row in RateWindow.objects.values_list("digest", flat=True))


@pytest.mark.django_db
def test_a_refusal_writes_nothing(django_assert_num_queries: object) -> None:
    allow("door 7", limit=1, per=PER, now=NOW)

    with django_assert_num_queries(1):  # type: ignore[operator]
        assert not allow("door 7", limit=1, per=PER, now=NOW)
    assert RateWindow.objects.get().taken == 1


@pytest.mark.django_db
def test_too_often_says_how_many_minutes_to_wait() -> None:
    demand("door 7", limit=1, per=PER, now=NOW)

    with pytest.raises(TooOften) as refused:
        demand("door 7", limit=1, per=PER, now=NOW + timedelta(seconds=30))

    assert refused.value.seconds == 570
    assert refused.value.obstacles[0].details == {"minutes": 10}


@pytest.mark.django_db
def test_ended_windows_are_forgotten_and_running_ones_stay() -> None:
    allow("ended", limit=1, per=PER, now=NOW - PER)
    allow("running", limit=1, per=PER, now=NOW)

    forget_ended(NOW)

    assert RateWindow.objects.count() == 1
    assert not allow("running", limit=1, per=PER, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_of_twelve_at_once_exactly_the_limit_is_allowed() -> None:
    tries = together(12, lambda _: bool(allow("door 7", limit=5, per=PER, now=NOW)))

    assert sum(tries) == 5
