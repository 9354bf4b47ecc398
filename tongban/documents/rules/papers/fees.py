"""What the papers of fees say."""

from dataclasses import dataclass
from datetime import date

from tongban.documents.rules.papers.lifecycle import Paper


@dataclass(frozen=True, kw_only=True)
class FeeLine:
    """One charge of a notice: amounts in yuan, as they are read."""

    name: str
    standard: str = ""
    basis: str = ""
    quantity: str = "1"
    amount: str


@dataclass(frozen=True, kw_only=True)
class FeeNotice(Paper):
    """缴款通知书: what is to be paid, on which ground, and under which code."""

    kind = "fee_notice"

    lines: tuple[FeeLine, ...]
    amount: str  # 80.00
    code: str
    pay_by: date
    address: str = ""  # where one pays with the code
