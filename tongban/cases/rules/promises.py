"""What may be taken on a promise, and why not: papers that follow (容缺受理), conditions that are met (告知承诺).

Two different things (standards §1.7): the one accepts and lets the decision wait, the other decides at once and checks
afterwards. Neither is open to a party that broke such a promise and has not made up for it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from tongban.cases.rules.lifecycle import BEFORE_ACCEPTANCE, Asked, Dossier
from tongban.kernel.obstacles import Obstacle

REQUIRED, SECONDARY = "required", "secondary"
GAPS, COMMITMENT, CREDIT = "gaps", "commitment", "credit"  # kinds of promise
GAP = "gap"  # the kind of hold
HAND, POST, ONLINE = "hand", "post", "online"


class Spec(Protocol):
    """A paper as an item asks it."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def necessity(self) -> str: ...


@dataclass(frozen=True)
class Tolerance:
    """Whether an item may be accepted while secondary papers lack, and within how many working days they come."""

    is_open: bool
    days: int = 0


@dataclass(frozen=True)
class BadRecord:
    """Something unrepaired that speaks against taking a party's word: what, and since when."""

    what: str
    since: date


@dataclass(frozen=True)
class Signed:
    """A promise that is in force: its kind, and within how many working days the papers come."""

    kind: str
    days: int = 0


def tolerance_of(elements: dict[str, Any], *, promised_amount: int, promised_unit: str) -> Tolerance:
    """Return what an item allows: nobody said no, it is not decided at once, and the days stay within its promise.

    >>> tolerance_of({"lack_days": 3}, promised_amount=5, promised_unit="working")
    Tolerance(is_open=True, days=3)
    >>> tolerance_of({"lack_days": 9}, promised_amount=5, promised_unit="working").days
    5
    >>> tolerance_of({}, promised_amount=0, promised_unit="working").is_open
    False
    """
    days = elements.get("lack_days")
    if days is None and promised_unit == "working":
        days = promised_amount
    if elements.get("is_lack_accept") is False or not days or not promised_amount:
        return Tolerance(is_open=False)
    return Tolerance(is_open=True, days=min(days, promised_amount) if promised_unit == "working" else days)


def as_asked(specs: Iterable[Spec], tolerance: Tolerance) -> list[Asked]:
    """Return papers as an application must bring them: where nothing is tolerated, secondary ones are main ones."""
    return [
        Asked(
            spec.code,
            spec.name,
            is_required=spec.necessity == REQUIRED or (spec.necessity == SECONDARY and not tolerance.is_open),
            may_follow=spec.necessity == SECONDARY and tolerance.is_open,
        )
        for spec in specs
    ]


def obstacles_to_tolerating(
    dossier: Dossier, *, item: str, tolerance: Tolerance, signed: Signed | None, records: Sequence[BadRecord]
) -> list[Obstacle]:
    """Return why the case cannot be accepted with secondary papers to follow.

    >>> rules, lease = Asked("rules", "管理制度文本", False, may_follow=True), Asked("lease", "租赁合同", True)
    >>> case = Dossier(state="received", asked=(rules, lease), given=frozenset({"lease"}))
    >>> three = Tolerance(is_open=True, days=3)
    >>> obstacles_to_tolerating(case, item="", tolerance=three, signed=Signed(GAPS, 3), records=())
    []
    >>> [o.code for o in obstacles_to_tolerating(case, item="", tolerance=three, signed=None, records=())]
    ['promise_not_signed']
    """
    if dossier.state not in BEFORE_ACCEPTANCE:
        return [Obstacle("already_past_acceptance")]
    if dossier.awaits_late_entry:
        return [Obstacle("late_entry_waits")]
    obstacles = [Obstacle("missing_paper", paper.name) for paper in dossier.missing()]
    if not tolerance.is_open:
        return [*obstacles, Obstacle("tolerance_not_open", item)]
    if not dossier.lacking():
        return [*obstacles, Obstacle("nothing_lacks")]
    return obstacles + obstacles_to_trusting(records) + obstacles_to_the_days(tolerance, signed)


def obstacles_to_the_days(tolerance: Tolerance, signed: Signed | None) -> list[Obstacle]:
    """Return why the promise does not do: nobody signed it, or it names more days than the item allows."""
    if signed is None:
        return [Obstacle("promise_not_signed")]
    if not 1 <= signed.days <= tolerance.days:
        return [Obstacle("promised_days_too_many", details={"days": signed.days, "most": tolerance.days})]
    return []


def obstacles_to_trusting(records: Sequence[BadRecord]) -> list[Obstacle]:
    """Return why a party's word is not taken: promises broken before, or bad records, not made up for."""
    return [
        Obstacle("word_not_taken", record.what, {"since": record.since.isoformat()})
        for record in sorted(records, key=lambda record: record.since)
    ]


def obstacles_to_previewing(
    *, state: str, lacks: bool, is_signed: bool, records: Sequence[BadRecord]
) -> list[Obstacle]:
    """Return why an application is not looked at before it is accepted: nothing lacks, or the word is not taken.

    >>> obstacles_to_previewing(state="received", lacks=True, is_signed=True, records=())
    []
    >>> [o.code for o in obstacles_to_previewing(state="received", lacks=False, is_signed=True, records=())]
    ['nothing_to_come']
    """
    if state not in BEFORE_ACCEPTANCE:
        return [Obstacle("already_past_acceptance")]
    if not lacks:
        return [Obstacle("nothing_to_come")]
    return obstacles_to_trusting(records) + ([] if is_signed else [Obstacle("promise_not_signed")])


def obstacles_to_filling(
    *, name: str, is_filled: bool, is_open: bool, since: date, due_on: date, arrived_on: date, today: date
) -> list[Obstacle]:
    """Return why a paper does not fill its gap: too late, or on a day that cannot be; its day of arrival counts.

    >>> days = {"since": date(2026, 4, 27), "due_on": date(2026, 4, 30), "today": date(2026, 5, 6)}
    >>> shared = {"name": "管理制度文本", "is_filled": False, "is_open": True}
    >>> obstacles_to_filling(**shared, **days, arrived_on=date(2026, 4, 30))
    []
    >>> [o.code for o in obstacles_to_filling(**shared, **days, arrived_on=date(2026, 5, 6))]
    ['paper_came_too_late']
    """
    if is_filled or not is_open:
        return [Obstacle("gap_is_closed", name)]
    if arrived_on > today or arrived_on < since:
        return [Obstacle("day_of_arrival_cannot_be", name)]
    if arrived_on > due_on:
        return [Obstacle("paper_came_too_late", name, {"due": due_on.isoformat()})]
    return []


def obstacles_to_repairing(*, is_repaired: bool, reason: str) -> list[Obstacle]:
    """Return why a broken promise cannot be taken as made up for."""
    if is_repaired:
        return [Obstacle("already_repaired")]
    return [] if reason.strip() else [Obstacle("reasons_missing")]


# Who knows of bad records that are not repaired: modules above register what they know of a party on a day.
TellsRecords = Callable[[int, date], Sequence[BadRecord]]
_tellers: list[TellsRecords] = []


def tells_bad_records(teller: TellsRecords) -> TellsRecords:
    """Register a function that returns the unrepaired serious bad records of a party, given by its key, on a day."""
    _tellers.append(teller)
    return teller


def told_bad_records(party: int, on: date) -> list[BadRecord]:
    """Return what all who were registered know of a party."""
    return [record for teller in _tellers for record in teller(party, on)]
