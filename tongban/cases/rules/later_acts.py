"""What may be done with a licence after it was granted, on which grounds, and why not (行政许可法 arts. 8, 69, 70)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from tongban.cases.rules.limits import read
from tongban.kernel.obstacles import Obstacle

REVOKE, WITHDRAW, CANCEL, CORRECT, REISSUE = "revoke", "withdraw", "cancel", "correct", "reissue"
BROKEN_COMMITMENT = "broken_commitment"


@dataclass(frozen=True)
class Ground:
    """One ground of an act, with its article."""

    code: str
    text: str
    text_en: str
    basis: str
    remark: str
    sure: bool


@dataclass(frozen=True)
class LaterAct:
    """One kind of act after the decision."""

    kind: str
    name: str
    name_en: str
    title: str
    notice: str
    announce: bool
    announce_basis: str
    second_officer: bool
    second_basis: str
    states: tuple[str, ...]
    ends_as: str
    renews: bool
    grounds: tuple[Ground, ...]

    def ground(self, code: str) -> Ground | None:
        return next((each for each in self.grounds if each.code == code), None)


@cache
def later_acts() -> Mapping[str, LaterAct]:
    """Return the acts by kind.

    >>> later_acts()["withdraw"].ground("law_changed").basis
    '《行政许可法》第八条第二款'
    """
    return {row["kind"]: _act(row) for row in read("later_acts")["act"]}


def _act(row: dict[str, Any]) -> LaterAct:
    grounds = tuple(Ground(**each) for each in row["ground"])
    plain = {name: value for name, value in row.items() if name not in ("ground", "states")}
    return LaterAct(**plain, states=tuple(row["states"]), grounds=grounds)


@dataclass(frozen=True)
class Granted:
    """A granted case as these rules see it: what it gave, and what was announced."""

    is_granted: bool
    result_state: str = ""  # of its latest edition; empty: it gave none
    announced: str = ""  # the kind that was announced and is not decided yet
    answer_by: date | None = None
    has_answered: bool = False
    announced_by: int | None = None


def obstacles_to_beginning(granted: Granted, *, kind: str, ground: str, reasons: str) -> list[Obstacle]:
    """Return why an act cannot be announced, or be done where nothing is announced first.

    >>> valid = Granted(True, result_state="valid")
    >>> obstacles_to_beginning(valid, kind="cancel", ground="ended", reasons="公司已注销")
    []
    >>> obstacles_to_beginning(valid, kind="cancel", ground="abuse", reasons="")[0].code
    'ground_not_of_this_act'
    """
    act = later_acts().get(kind)
    if act is None or act.ground(ground) is None:
        return [Obstacle("ground_not_of_this_act")]
    if not granted.is_granted:
        return [Obstacle("nothing_was_granted")]
    obstacles = []
    if granted.result_state and granted.result_state not in act.states:
        obstacles.append(Obstacle("not_in_this_state", act.name))
    if granted.announced:
        obstacles.append(Obstacle("already_announced", later_acts()[granted.announced].name))
    if not reasons.strip():
        obstacles.append(Obstacle("reasons_missing"))
    return obstacles


def obstacles_to_ending(granted: Granted, *, by: int, on: date) -> list[Obstacle]:
    """Return why what was announced cannot be decided: the party may still state its case, or it is one's own.

    >>> told = Granted(True, "valid", "revoke", answer_by=date(2026, 5, 8), announced_by=1)
    >>> [each.code for each in obstacles_to_ending(told, by=1, on=date(2026, 5, 7))]
    ['statement_still_open', 'announced_by_you']
    >>> obstacles_to_ending(told, by=2, on=date(2026, 5, 9))
    []
    """
    act, obstacles = later_acts()[granted.announced], []
    if not granted.has_answered and granted.answer_by and on <= granted.answer_by:
        obstacles.append(Obstacle("statement_still_open", granted.answer_by.isoformat()))
    if act.second_officer and granted.announced_by == by:
        obstacles.append(Obstacle("announced_by_you"))
    return obstacles
