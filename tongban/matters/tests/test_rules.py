"""Numbers, moves and plans."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.calendars.rules import Calendar
from tongban.matters.models import Matter
from tongban.matters.rules import Inputs, is_number, make_number, reckon
from tongban.matters.rules.deadlines import derive
from tongban.matters.rules.extensions import extension_rule, obstacles_to_extending
from tongban.matters.rules.numbers import STRIPES, running_number, tidy_number
from tongban.matters.rules.states import MOVES, WAITS_FOR, WATCHED

NUMBER = make_number(region_code="990101", on=date(2026, 5, 7), running=123)


@given(st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(place: int, shift: int) -> None:
    digits = [*NUMBER.replace("-", "")]
    digits[place] = str((int(digits[place]) + shift) % 10)
    assert is_number(NUMBER)
    assert not is_number(tidy_number("".join(digits)))


@given(st.integers(0, 16))
def test_two_neighbours_exchanged_are_noticed(place: int) -> None:
    digits = [*NUMBER.replace("-", "")]
    digits[place], digits[place + 1] = digits[place + 1], digits[place]
    swapped = tidy_number("".join(digits))
    assert swapped == NUMBER or not is_number(swapped)


def test_the_stripes_never_give_out_the_same_number() -> None:
    given_out = [running_number(stripe=stripe, taken=taken) for stripe in range(STRIPES) for taken in range(50)]
    assert sorted(given_out) == list(range(1, STRIPES * 50 + 1))


def test_a_day_has_no_millionth_number() -> None:
    with pytest.raises(ValueError, match="1000000"):
        make_number(region_code="990101", on=date(2026, 5, 7), running=1_000_000)


def test_every_state_is_in_every_table() -> None:
    states = set(Matter.State.values)
    assert set(MOVES) == states == set(WATCHED)
    assert set().union(*MOVES.values()) <= states
    assert set(WAITS_FOR) == states - {"closed"}


def test_from_every_state_a_matter_can_be_closed() -> None:
    assert all("closed" in to for state, to in MOVES.items() if state != "closed")


def extending(**given: object) -> list[str]:
    due_at = datetime(2026, 5, 13, 9, tzinfo=UTC)
    usual = {
        "state": "running", "due_at": due_at, "amount": 5, "reason": "情况复杂", "basis": "行政许可法第42条",
        "times": 0, "rule": extension_rule("ordinary"), "now": due_at,
    }  # fmt: skip
    return [obstacle.code for obstacle in obstacles_to_extending(**(usual | given))]  # type: ignore[arg-type]


def test_a_limit_is_extended_once_in_time_and_with_a_reason() -> None:
    assert extending() == []
    assert extending(times=1) == ["already_extended"]
    assert extending(amount=11) == ["extension_too_long"]
    assert extending(amount=40, rule=extension_rule("investment")) == []
    assert extending(now=datetime(2026, 5, 14, tzinfo=UTC)) == ["extension_too_late"]
    assert extending(state="paused") == ["clock_stands_still"]
    assert extending(reason=" ", basis="", amount=0) == ["reason_missing", "basis_missing", "extension_without_days"]


moments = st.datetimes(datetime(2024, 1, 1), datetime(2026, 6, 1), timezones=st.just(UTC))


@given(
    started_at=moments,
    kind=st.sampled_from(["receipt", "promised", "step"]),
    unit=st.sampled_from(["working", "calendar", "hour"]),
    amount=st.integers(0, 45),
    extension=st.integers(0, 15),
    pause=st.tuples(st.integers(0, 20), st.integers(0, 20)),
)
def test_the_derivation_ends_where_the_clock_is_due(
    started_at: datetime, kind: str, unit: str, amount: int, extension: int, pause: tuple[int, int]
) -> None:
    begun_on = started_at.date() + timedelta(days=pause[0])
    inputs = Inputs(
        kind=kind, unit=unit, amount=amount, started_at=started_at, extension=extension,
        pauses=((begun_on, begun_on + timedelta(days=pause[1])),),
    )  # fmt: skip
    calendar = Calendar()
    assert derive(inputs, calendar).due.at == reckon(inputs, calendar).due_at
