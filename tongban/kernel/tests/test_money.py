"""Not a fen is lost."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel.money import Money, NotAnAmount

AMOUNTS = st.builds(Money, st.integers(-(10**16), 10**16))


@given(AMOUNTS)
def test_an_amount_reads_back_as_it_is_written(amount: Money) -> None:
    assert Money.parse(str(amount)) == amount


@given(AMOUNTS, st.integers(1, 50))
def test_parts_add_up_again_and_differ_by_a_fen_at_most(amount: Money, count: int) -> None:
    parts = amount.split(count)

    assert sum(parts, Money()) == amount
    assert max(parts).fen - min(parts).fen <= 1


@given(AMOUNTS, AMOUNTS)
def test_adding_and_taking_away_balance(one: Money, other: Money) -> None:
    assert one + other - other == one
    assert one - other == -(other - one)
    assert one * 3 == one + one + one


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("12", 1200),
        ("12.5", 1250),
        (" ¥1,200.05 ", 120005),
        ("¥3元", 300),
        ("-0.01", -1),
        ("\uff11\uff12\uff0e\uff15", 1250),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, fen: int) -> None:
    assert Money.parse(text) == Money(fen)


@pytest.mark.parametrize("text", ["", "ten", "1.234", "1,23", "1e3", ".", "12元五角", "9" * 40])
def test_what_is_not_an_amount_is_refused(text: str) -> None:
    with pytest.raises(NotAnAmount) as refused:
        Money.parse(text)

    assert refused.value.obstacles[0].code == "not_an_amount"


@pytest.mark.parametrize("amount", [1.0, "1", True, None])
def test_money_is_made_of_whole_fen(amount: Any) -> None:
    with pytest.raises(TypeError):
        Money(amount)
    with pytest.raises(TypeError):
        Money(1) * 0.5  # type: ignore[operator]
