"""For how long a result holds, and what may be asked for about it."""

import calendar as months
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tongban.catalogue.rules.laws import number
from tongban.kernel.obstacles import Obstacle

VALID, EXPIRED, REVOKED, ENDED_BY_WITHDRAWAL, CANCELLED, REPLACED = (
    "valid", "expired", "revoked", "withdrawn", "cancelled", "replaced",
)  # fmt: skip
NEW, CHANGE, RENEW, REPLACE, CANCEL = "new", "change", "renew", "replace", "cancel"
ABOUT_A_RESULT = (CHANGE, RENEW, REPLACE, CANCEL)
TERM = re.compile(r"^(?P<amount>\d+|[零〇一二两三四五六七八九十]+)\s*(?P<unit>年|个月|月|天|日)(?=$|[，,；;。（(])")
UNITS = {"年": "years", "个月": "months", "月": "months", "天": "days", "日": "days"}


@dataclass(frozen=True)
class Term:
    """How long a result holds; nothing where it has no end, or where only the decision says it."""

    years: int = 0
    months: int = 0
    days: int = 0

    def __bool__(self) -> bool:
        return bool(self.years or self.months or self.days)

    def last_day(self, first: date) -> date | None:
        """Return the last day on which it holds.

        >>> Term(years=5).last_day(date(2026, 4, 27)), Term(years=4).last_day(date(2024, 2, 29))
        (datetime.date(2031, 4, 26), datetime.date(2028, 2, 28))
        >>> Term(months=6).last_day(date(2026, 8, 31)), Term().last_day(date(2026, 8, 31))
        (datetime.date(2027, 2, 27), None)
        """
        if not self:
            return None
        year, month = divmod(first.month - 1 + self.months, 12)
        year, month = first.year + self.years + year, month + 1
        day = min(first.day, months.monthrange(year, month)[1])
        return date(year, month, day) + timedelta(days=self.days - 1)


def is_credit_code(result: Mapping[str, Any]) -> bool:
    """Say whether a result is numbered by the credit code of whom it registers: ``credit_code`` tells how it begins.

    >>> is_credit_code({"name": "营业执照", "credit_code": "91"}), is_credit_code({"name": "食品经营许可证"})
    (True, False)
    """
    return bool(result.get("credit_code"))


def term_of(result: Mapping[str, Any]) -> Term:
    """Return the term of a result as its item describes it: ``term`` in numbers, else the words of ``validity``.

    Words that set no plain term (as long as the contract, as printed on the licence) set none here either.

    >>> term_of({"validity": "五年（最长不超过十年，条文未核）"}), term_of({"validity": "5年"})
    (Term(years=5, months=0, days=0), Term(years=5, months=0, days=0))
    >>> term_of({"validity": "长期，年度报告"}), term_of({"validity": "五年", "term": {"years": 3}})
    (Term(years=0, months=0, days=0), Term(years=3, months=0, days=0))
    """
    if isinstance(given := result.get("term"), Mapping):
        return Term(**{unit: int(given.get(unit, 0)) for unit in ("years", "months", "days")})
    found = TERM.match(str(result.get("validity", "")).strip())
    return Term(**{UNITS[found["unit"]]: number(found["amount"])}) if found else Term()


def obstacles_to_asking(*, purpose: str, state: str, number: str) -> list[Obstacle]:
    """Return why nothing of this kind can be asked for about a result.

    >>> obstacles_to_asking(purpose="change", state="valid", number="1")
    []
    >>> obstacles_to_asking(purpose="change", state="revoked", number="云审批证〔2026〕000001号")[0].code
    'result_not_in_force'
    """
    if purpose not in ABOUT_A_RESULT:
        return [Obstacle("purpose_unknown", purpose)]
    return [] if state == VALID else [Obstacle("result_not_in_force", number)]
