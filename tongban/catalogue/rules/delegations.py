"""May an office lend its powers over an item to another one (委托), and which of them?

For licences: 行政许可法 art. 24: to another administrative organ, within the powers of the lender, made public, and
never lent on by the one who received them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from tongban.kernel.obstacles import Obstacle

POWERS = ("receive", "accept", "review", "decide", "deliver")
LICENCE = "01"
ADMINISTRATIVE = frozenset({"government", "approval_bureau", "department", "town"})  # kinds of office that are organs
FULL = "full"
POWERS_OF_RUN_MODE = {"proxy": frozenset({"receive", "deliver"})}  # elsewhere decided: nothing more is held here
ENTRUSTED = "3"  # 受委托组织, GB/T 39046 A.3


@dataclass(frozen=True)
class Lent:
    """What is asked for: to whom, which powers, from when to when, by which document."""

    to: int
    to_name: str
    to_kind: str
    scope: str
    powers: tuple[str, ...]
    document: str
    since: date
    until: date | None = None

    def overlaps(self, since: date, until: date | None) -> bool:
        """Say whether it holds on a day on which another one from a day to a day does."""
        return (until is None or self.since <= until) and (self.until is None or since <= self.until)


@dataclass(frozen=True)
class Lender:
    """Whose item it is, and what the office holds over it."""

    office: int
    office_name: str
    item_type: str
    nature: str  # 实施主体性质
    held: frozenset[str]
    is_in_force: bool = True


def powers_held(*, run_mode: str, has_steps: bool, has_own_step: bool) -> frozenset[str]:
    """Return the powers that the office of an item has over it.

    Review is its own unless every planned step belongs to other offices.

    >>> sorted(powers_held(run_mode="here", has_steps=True, has_own_step=False))
    ['accept', 'decide', 'deliver', 'receive']
    """
    held = POWERS_OF_RUN_MODE.get(run_mode, frozenset(POWERS))
    return held - {"review"} if has_steps and not has_own_step else held


def powers_lent(scope: str, powers: Collection[str], held: frozenset[str]) -> frozenset[str]:
    """Return what a delegation lends: all that is held, or a part."""
    return held if scope == FULL else held & frozenset(powers)


def obstacles_to_delegating(
    lent: Lent, lender: Lender, open_ones: Collection[tuple[date, date | None]]
) -> list[Obstacle]:
    """Return what stands against it; ``open_ones`` are the days of other delegations of the item to the same office."""
    obstacles = []
    if not lender.is_in_force:
        obstacles.append(Obstacle("nothing_in_force", lender.office_name))
    if lent.to == lender.office:
        obstacles.append(Obstacle("delegated_to_itself", lent.to_name))
    if lender.nature == ENTRUSTED:
        obstacles.append(Obstacle("delegated_onward", lender.office_name))
    if lender.item_type == LICENCE and lent.to_kind not in ADMINISTRATIVE:
        obstacles.append(Obstacle("delegated_to_no_organ", lent.to_name))
    if lent.scope != FULL:
        obstacles += _obstacles_of_powers(lent, lender)
    if not lent.document.strip():
        obstacles.append(Obstacle("delegation_without_document", lent.to_name))
    if lent.until and lent.until < lent.since:
        obstacles.append(Obstacle("ends_before_it_begins", lent.to_name))
    if any(lent.overlaps(since, until) for since, until in open_ones):
        obstacles.append(Obstacle("delegated_already", lent.to_name))
    return obstacles


def _obstacles_of_powers(lent: Lent, lender: Lender) -> list[Obstacle]:
    if not lent.powers:
        return [Obstacle("no_power_delegated", lent.to_name)]
    foreign = [power for power in lent.powers if power not in lender.held]
    return [Obstacle("power_not_held", lender.office_name, {"power": power}) for power in foreign]
