"""When training and rotation may be put on record. Pure questions."""

from datetime import date

from tongban.kernel.obstacles import Obstacle

ROTATION = "rotation"


def obstacles_to_recording(
    *, kind: str, officers: int, title: str, since: date, until: date, valid_until: date | None, at: bool, today: date
) -> list[Obstacle]:
    """Return why this cannot be put on record; ``at`` says whether a window is named.

    >>> day = date(2026, 6, 1)
    >>> told = dict(kind="rotation", officers=1, title="轮岗", since=day, until=day, valid_until=None, today=day)
    >>> [each.code for each in obstacles_to_recording(**told, at=False)]
    ['rotation_without_window']
    >>> obstacles_to_recording(**told, at=True)
    []
    """
    found = []
    if not officers:
        found.append(Obstacle("training_of_nobody"))
    if not title.strip():
        found.append(Obstacle("training_without_title"))
    if until < since:
        found.append(Obstacle("ends_before_it_begins", details={"until": until.isoformat()}))
    if until > today:
        found.append(Obstacle("training_not_over"))
    if valid_until and valid_until < until:
        found.append(Obstacle("training_void_at_once"))
    if kind == ROTATION and not at:
        found.append(Obstacle("rotation_without_window"))
    return found
