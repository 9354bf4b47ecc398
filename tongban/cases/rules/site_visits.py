"""Site visits (现场踏勘): who goes, what a record must hold, and what becomes of a second one.

Two or more officers look at the facts (行政许可法 art. 34). The time counts towards the limit: a visit is not on the
list of art. 45.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from tongban.kernel.obstacles import Obstacle

LEAST_OFFICERS = 2  # 行政许可法 art. 34
MOST_PHOTOGRAPHS = 12  # a report is sent in one piece
BASIS = "行政许可法第三十四条"
PLANNED, DONE, CANCELLED = "planned", "done", "cancelled"
MEETS, FALLS_SHORT = "meets", "falls_short"


@dataclass(frozen=True)
class Check:
    """One point of the checklist: whether it is met, where that could be seen, and a word on it."""

    point: str
    is_met: bool | None = None
    note: str = ""

    def as_data(self) -> dict[str, object]:
        return {"point": self.point, "is_met": self.is_met, "note": self.note}


def obstacles_to_planning(
    *, officers: Collection[int], place: str, planned_for: datetime, now: datetime, states: Sequence[tuple[str, str]]
) -> list[Obstacle]:
    """Return why a visit cannot be planned so. ``states``: number and state of each case.

    >>> from datetime import timedelta
    >>> now = datetime(2026, 5, 7, 9)
    >>> soon = now + timedelta(days=1)
    >>> given = {"place": "建设路 8 号", "planned_for": soon, "now": now, "states": [("1", "accepted")]}
    >>> [o.code for o in obstacles_to_planning(officers=[4], **given)], obstacles_to_planning(officers=[4, 5], **given)
    (['two_officers_needed'], [])
    """
    obstacles = obstacles_to_going(officers)
    if not place.strip():
        obstacles.append(Obstacle("place_missing"))
    if planned_for < now:
        obstacles.append(Obstacle("visit_in_the_past"))
    if not states:
        obstacles.append(Obstacle("no_case_to_visit"))
    obstacles += [Obstacle("not_under_review", number) for number, state in states if state != "accepted"]
    return obstacles


def obstacles_to_going(officers: Collection[int]) -> list[Obstacle]:
    """Return the obstacle that fewer than two go (art. 34)."""
    return [] if len(set(officers)) >= LEAST_OFFICERS else [Obstacle("two_officers_needed")]


def obstacles_to_changing(state: str, reason: str) -> list[Obstacle]:
    """Return why a visit cannot be put off or called off: it is over, or nobody says why."""
    obstacles = [] if state == PLANNED else [Obstacle("visit_is_over")]
    return obstacles if reason.strip() else [*obstacles, Obstacle("reason_missing")]


def obstacles_to_recording(
    *, present: Collection[int], findings: str, conclusion: str, photographs: int
) -> list[Obstacle]:
    """Return what a record lacks; whatever else is the matter, it is kept."""
    obstacles = obstacles_to_going(present)
    if not findings.strip():
        obstacles.append(Obstacle("findings_missing"))
    if conclusion not in (MEETS, FALLS_SHORT):
        obstacles.append(Obstacle("conclusion_missing"))
    if photographs > MOST_PHOTOGRAPHS:
        obstacles.append(Obstacle("too_many_photographs", details={"most": MOST_PHOTOGRAPHS}))
    return obstacles


def kept_beside(*, visit_state: str, has_record: bool, case_is_open: bool) -> str:
    """Return why a report does not become the record; empty if it does.

    >>> kept_beside(visit_state="done", has_record=True, case_is_open=True)
    'colleague_recorded_first'
    >>> kept_beside(visit_state="done", has_record=False, case_is_open=True)
    ''
    """
    if has_record:
        return "colleague_recorded_first"
    if visit_state == CANCELLED:
        return "visit_was_called_off"
    return "" if case_is_open else "case_was_over"
