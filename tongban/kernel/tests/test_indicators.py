"""The registry of figures."""

from fractions import Fraction

import pytest

from tongban.kernel import indicators
from tongban.kernel.indicators import indicator, indicator_of
from tongban.kernel.ratios import Ratio


@pytest.fixture(autouse=True)
def empty_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indicators, "_indicators", {})


def test_a_figure_comes_with_its_formula_its_terms_and_its_target() -> None:
    @indicator("lamps_lit", name="亮灯率", formula="亮着的灯 ÷ 全部的灯", target=Fraction(9, 10))
    def lamps_lit() -> Ratio:
        return Ratio(9, 10)

    found = indicator_of("lamps_lit")

    assert (found.name, found.formula, found.target) == ("亮灯率", "亮着的灯 ÷ 全部的灯", Fraction(9, 10))
    assert found.measure() == Ratio(9, 10)
    assert indicators.indicators() == [found]


def test_two_figures_cannot_share_a_code() -> None:
    register = indicator("lamps_lit", name="亮灯率", formula="亮 ÷ 全部")
    register(lambda: Ratio(1, 1))

    with pytest.raises(ValueError, match="lamps_lit exists already"):
        register(lambda: Ratio(0, 1))
