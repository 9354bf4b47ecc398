"""Money: whole fen, never a fraction of one."""

import re
import unicodedata
from dataclasses import dataclass

from tongban.kernel.obstacles import Obstacle, Refused

AMOUNT = re.compile(r"\u00a5?\s*(-?)(\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.(\d{1,2}))?\s*元?", re.ASCII)


class NotAnAmount(Refused):
    """The text is not an amount of money."""


@dataclass(frozen=True, order=True)
class Money:
    """An amount in fen.

    >>> Money(1050) + Money(50) * 3
    Money(fen=1200)
    >>> str(Money(-123456789))
    '-1,234,567.89'
    >>> Money.parse("¥1,200.5")
    Money(fen=120050)
    """

    fen: int = 0

    @classmethod
    def parse(cls, text: str) -> "Money":
        """Read an amount in yuan as people write it, in narrow or wide digits. Raises NotAnAmount."""
        found = AMOUNT.fullmatch(unicodedata.normalize("NFKC", text).strip())
        if not found:
            raise NotAnAmount([Obstacle("not_an_amount", text)])
        sign, yuan, fen = found.groups()
        amount = int(yuan.replace(",", "")) * 100 + int((fen or "").ljust(2, "0"))
        return cls(-amount if sign else amount)

    def __post_init__(self) -> None:
        if type(self.fen) is not int:
            raise TypeError(f"money is a whole number of fen, not {type(self.fen).__name__}")

    def __add__(self, other: "Money") -> "Money":
        return Money(self.fen + other.fen)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.fen - other.fen)

    def __neg__(self) -> "Money":
        return Money(-self.fen)

    def __mul__(self, times: int) -> "Money":
        return Money(self.fen * times)

    __rmul__ = __mul__

    def __bool__(self) -> bool:
        return self.fen != 0

    def split(self, parts: int) -> list["Money"]:
        """Return equal parts that add up again; the first ones carry the fen that are left over.

        >>> Money(100).split(3)
        [Money(fen=34), Money(fen=33), Money(fen=33)]
        """
        whole, left = divmod(self.fen, parts)
        return [Money(whole + (position < left)) for position in range(parts)]

    def __str__(self) -> str:
        yuan, fen = divmod(abs(self.fen), 100)
        return f"{'-' if self.fen < 0 else ''}{yuan:,}.{fen:02}"
