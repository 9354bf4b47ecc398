"""How many working days a case took, and whether a target of speed can stand."""

from datetime import date
from typing import Protocol

from tongban.kernel.obstacles import Obstacle

LONGEST = 250  # working days: about a year


class WorkingDays(Protocol):
    """What is asked of a calendar."""

    def count(self, after: date, until: date) -> int:
        """Return the number of working days in (after, until]."""


def working_days(calendar: WorkingDays, accepted: date, decided: date) -> int:
    """Return the working days a case took: the day of acceptance is not counted (民法典 art. 201)."""
    return calendar.count(accepted, decided) if decided > accepted else 0


def obstacles_to_speed(*, days: int, since: date, source: str, standing: date | None) -> list[Obstacle]:
    """Return why a target cannot stand so.

    >>> [o.code for o in obstacles_to_speed(days=0, since=date(2026, 5, 1), source="", standing=date(2026, 5, 1))]
    ['speed_out_of_reach', 'target_without_source', 'target_before_the_last']
    """
    obstacles = [] if 1 <= days <= LONGEST else [Obstacle("speed_out_of_reach")]
    if not source.strip():
        obstacles.append(Obstacle("target_without_source"))
    if standing and since <= standing:
        obstacles.append(Obstacle("target_before_the_last"))
    return obstacles


def obstacles_to_ending(*, since: date, ends: date | None, until: date, reason: str, today: date) -> list[Obstacle]:
    """Return why a target cannot end on a day: days that were counted by it are not taken back.

    >>> may = {"since": date(2026, 5, 1), "ends": None, "today": date(2026, 5, 8)}
    >>> [o.code for o in obstacles_to_ending(until=date(2026, 5, 7), reason="", **may)]
    ['target_ends_in_the_past', 'reason_missing']
    >>> obstacles_to_ending(until=date(2026, 5, 8), reason="改革方案调整", **may)
    []
    """
    if ends is not None:
        return [Obstacle("target_has_ended")]
    obstacles = [Obstacle("target_ends_in_the_past")] if until < max(since, today) else []
    return obstacles if reason.strip() else [*obstacles, Obstacle("reason_missing")]
