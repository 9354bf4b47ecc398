"""A figure keeps its two terms; a percentage is only a way to show them."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Ratio:
    """A rate with both terms; of nothing there is no rate.

    >>> Ratio(2, 3).percent(), Ratio(1, 8).percent(places=0), Ratio(0, 0).percent()
    ('66.7%', '13%', None)
    >>> Ratio(1, 2) + Ratio(2, 2)
    Ratio(numerator=3, denominator=4)
    """

    numerator: int
    denominator: int

    def __post_init__(self) -> None:
        if type(self.numerator) is not int or type(self.denominator) is not int:
            raise TypeError("the terms of a ratio are whole numbers")
        if self.denominator < 0:
            raise ValueError("the denominator of a ratio counts something")

    @property
    def value(self) -> Fraction | None:
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    def percent(self, places: int = 1) -> str | None:
        """Return the rate in per cent, rounded half away from zero; None without a denominator."""
        if not self.denominator:
            return None
        scaled = abs(self.numerator) * 100 * 10**places
        rounded = (2 * scaled + self.denominator) // (2 * self.denominator)
        whole, rest = divmod(rounded, 10**places)
        sign = "-" if self.numerator < 0 and rounded else ""
        return f"{sign}{whole}.{rest:0{places}}%" if places else f"{sign}{whole}%"

    def __add__(self, other: "Ratio") -> "Ratio":
        """Pool two counts of the same thing: terms add up, percentages never do."""
        return Ratio(self.numerator + other.numerator, self.denominator + other.denominator)

    def reaches(self, target: Fraction) -> bool | None:
        """Return whether the rate is at least the target; None without a denominator."""
        return None if self.value is None else self.value >= target

    def __str__(self) -> str:
        return f"{self.numerator}/{self.denominator}"
