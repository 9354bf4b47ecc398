"""A figure keeps its two terms."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel.ratios import Ratio


@given(st.integers(-(10**6), 10**6), st.integers(1, 10**6), st.integers(0, 4))
def test_a_percentage_is_never_further_off_than_half_its_last_digit(top: int, bottom: int, places: int) -> None:
    shown = Ratio(top, bottom).percent(places)

    assert shown is not None
    assert abs(Fraction(shown.rstrip("%")) - Fraction(100 * top, bottom)) <= Fraction(1, 2 * 10**places)


def test_of_nothing_there_is_no_rate() -> None:
    nothing = Ratio(0, 0)

    assert nothing.value is None
    assert nothing.percent() is None
    assert nothing.reaches(Fraction(1, 2)) is None


def test_a_rate_reaches_its_target_exactly() -> None:
    assert Ratio(9, 10).reaches(Fraction(9, 10)) is True
    assert Ratio(899, 1000).reaches(Fraction(9, 10)) is False


@pytest.mark.parametrize("terms", [(0.5, 1), (1, 2.0), (True, 1)])
def test_the_terms_of_a_ratio_are_counted(terms: tuple[Any, Any]) -> None:
    with pytest.raises(TypeError):
        Ratio(*terms)


def test_a_negative_denominator_is_refused() -> None:
    with pytest.raises(ValueError, match="counts something"):
        Ratio(1, -1)
