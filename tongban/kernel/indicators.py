"""The registry of figures: what each module measures, by which formula, against which target."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from tongban.kernel.ratios import Ratio

Measure = Callable[..., Ratio]


@dataclass(frozen=True)
class Indicator:
    """A figure by code: its name, its formula in words, the function that gives its two terms, its target."""

    code: str
    name: str
    formula: str
    measure: Measure
    target: Fraction | None = None


_indicators: dict[str, Indicator] = {}


def indicator(code: str, *, name: str, formula: str, target: Fraction | None = None) -> Callable[[Measure], Measure]:
    """Register a function as the measure of an indicator. Raises ValueError if the code is taken."""

    def register(measure: Measure) -> Measure:
        if code in _indicators:
            raise ValueError(f"the indicator {code} exists already")
        _indicators[code] = Indicator(code, name, formula, measure, target)
        return measure

    return register


def indicators() -> list[Indicator]:
    """Return every figure the modules offer, by code."""
    return sorted(_indicators.values(), key=lambda known: known.code)


def indicator_of(code: str) -> Indicator:
    """Return one figure. Raises KeyError if no module offers it."""
    return _indicators[code]
