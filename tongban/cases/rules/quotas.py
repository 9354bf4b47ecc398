"""Items of limited number (有数量限制): decided in the order of acceptance, not of decision (行政许可法 art. 57)."""

from collections.abc import Sequence

from tongban.kernel.obstacles import Obstacle


def obstacles_to_granting(*, number: str, waiting: Sequence[str], granted: int, quota: int) -> list[Obstacle]:
    """Return why this one cannot be granted yet, or any more. ``waiting``: open cases by moment of acceptance.

    >>> [o.about for o in obstacles_to_granting(number="乙", waiting=["甲", "乙"], granted=0, quota=2)]
    ['甲']
    >>> obstacles_to_granting(number="乙", waiting=["乙", "丙"], granted=1, quota=2)
    []
    >>> [o.code for o in obstacles_to_granting(number="丙", waiting=["丙"], granted=2, quota=2)]
    ['quota_used_up']
    """
    if granted >= quota:
        return [Obstacle("quota_used_up", details={"quota": quota})]
    before = waiting[: waiting.index(number)] if number in waiting else list(waiting)
    return [Obstacle("accepted_before_this", earlier) for earlier in before[:1]]
