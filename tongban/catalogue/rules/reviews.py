"""Review by a second person (审定), and the days from and until which a version is in force."""

from collections.abc import Collection
from datetime import date

from tongban.kernel.obstacles import Obstacle


def obstacles_to_approving(reviewer: int, *, hands: Collection[int], title: str) -> list[Obstacle]:
    """Nobody approves what they wrote or handed in themselves (经审定后公布).

    >>> [o.code for o in obstacles_to_approving(7, hands={7, 8}, title="食品经营许可")]
    ['own_work_approved']
    """
    return [Obstacle("own_work_approved", title)] if reviewer in hands else []


def day_obstacles(effective_on: date | None, retires_on: date | None, *, today: date) -> list[Obstacle]:
    """A version begins today or later (要素 16), and ends on or after the day it begins (要素 17).

    >>> may = date(2026, 5, 1)
    >>> [o.code for o in day_obstacles(date(2026, 4, 30), date(2026, 4, 29), today=may)]
    ['effective_day_passed', 'version_ends_early']
    >>> day_obstacles(may, may, today=may), day_obstacles(None, None, today=may)
    ([], [])
    """
    obstacles = []
    if effective_on and effective_on < today:
        obstacles.append(Obstacle("effective_day_passed", effective_on.isoformat()))
    if retires_on and retires_on < (effective_on or today):
        obstacles.append(Obstacle("version_ends_early", retires_on.isoformat()))
    return obstacles


def is_due(effective_on: date | None, *, today: date) -> bool:
    """Whether it is in force at once; working day or not: law takes effect on holidays too.

    >>> is_due(None, today=date(2026, 5, 1)), is_due(date(2026, 5, 2), today=date(2026, 5, 1))
    (True, False)
    """
    return effective_on is None or effective_on <= today
