"""What is charged, and what a payment is worth that comes under a code.

A charge of an item may be taken only as its guide says it: name, standard and basis are the item's. Nothing is charged
that the item does not list (优化营商环境条例 art. 24 forbids fees outside the published list).
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tongban.kernel.obstacles import Obstacle

MATCHED, OTHER_AMOUNT, TWICE, TOO_LATE = "matched", "other_amount", "twice", "too_late"
UNPAID, PAID, CANCELLED, REFUNDED = "unpaid", "paid", "cancelled", "refunded"
MOST = 10**11  # fen in one notice
LONGEST = 19  # digits before the check digit


@dataclass(frozen=True)
class Line:
    """One charge on a notice: so many of it at a price in fen."""

    name: str
    standard: str
    basis: str
    quantity: int
    price: int

    @property
    def amount(self) -> int:
        return self.quantity * self.price

    def as_data(self) -> dict[str, Any]:
        return dict(vars(self))


def lines_of(charges: Iterable[Mapping[str, Any]], chosen: Mapping[str, tuple[int, int]]) -> tuple[Line, ...]:
    """Return the lines of a notice: of the item's charges those that were chosen, by name, with quantity and price.

    >>> lines_of([{"name": "登记费", "standard": "80 元/件"}], {"登记费": (1, 8000), "茶水费": (1, 500)})[0].amount
    8000
    """
    return tuple(
        Line(charge["name"], charge.get("standard", ""), charge.get("basis", ""), *chosen[charge["name"]])
        for charge in charges
        if charge["name"] in chosen
    )


def obstacles_to_charging(*, state: str, lines: Iterable[Line], has_unpaid: bool) -> list[Obstacle]:
    """Return why no notice can go out: not accepted, or closed; nothing chosen; one is still to be paid.

    >>> [o.code for o in obstacles_to_charging(state="accepted", lines=[], has_unpaid=False)]
    ['nothing_charged']
    """
    if state not in ("accepted", "suspended", "decided"):
        return [Obstacle("not_to_be_charged_now")]
    if has_unpaid:
        return [Obstacle("notice_still_unpaid")]
    lines = list(lines)
    wrong = [Obstacle("charge_without_amount", line.name) for line in lines if line.quantity < 1 or line.price < 1]
    if not lines or wrong:
        return wrong or [Obstacle("nothing_charged")]
    return [Obstacle("charged_too_much")] if sum(line.amount for line in lines) > MOST else []


def judged(*, state: str, owed: int, amount: int) -> str:
    """Say what a payment is worth: it settles the notice, or it has to go back.

    >>> judged(state=UNPAID, owed=8000, amount=8000), judged(state=PAID, owed=8000, amount=8000)
    ('matched', 'twice')
    >>> judged(state=UNPAID, owed=8000, amount=7999), judged(state=CANCELLED, owed=8000, amount=8000)
    ('other_amount', 'too_late')
    """
    if state == CANCELLED:
        return TOO_LATE
    if state != UNPAID:
        return TWICE
    return MATCHED if amount == owed else OTHER_AMOUNT


def obstacles_to_refunding(*, judged: str, state: str, is_asked: bool) -> list[Obstacle]:
    """Return why money does not go back: asked for before, or what it paid for was done."""
    if is_asked:
        return [Obstacle("refund_asked_already")]
    is_needed = judged == MATCHED and state in ("decided", "closed")
    return [Obstacle("fee_was_earned")] if is_needed else []


def obstacles_to_answering_refund(
    *, is_waiting: bool, is_own: bool, is_owed_back: bool, is_approved: bool
) -> list[Obstacle]:
    """Return why this officer cannot answer so: answered before, asked for by themselves, or not ours to keep.

    >>> paid_twice = {"is_waiting": True, "is_own": False, "is_owed_back": True}
    >>> [o.code for o in obstacles_to_answering_refund(**paid_twice, is_approved=False)]
    ['money_is_not_ours']
    """
    if not is_waiting:
        return [Obstacle("refund_answered")]
    obstacles = [Obstacle("refund_is_own")] if is_own else []
    if is_owed_back and not is_approved:
        obstacles.append(Obstacle("money_is_not_ours"))
    return obstacles


def new_code() -> str:
    """Return a payment code (缴款码): 20 digits that nobody can guess, the last one checks the others."""
    digits = "".join(secrets.choice("0123456789") for _ in range(LONGEST))
    return digits + check_digit(digits)


def check_digit(digits: str) -> str:
    """Return the digit that gives away a mistyped one (Luhn).

    >>> check_digit("7992739871")
    '3'
    """
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)
