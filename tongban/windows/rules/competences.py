"""When a competence may be confirmed and when it needs to be confirmed anew. Pure questions."""

from datetime import date, timedelta

from tongban.kernel.obstacles import Obstacle

ABOUT_TO_END = timedelta(days=30)  # how long before its end the hall manager is warned; a house rule


def obstacles_to_confirming(
    *, things: int, officers: int, since: date, until: date | None, ground: str
) -> list[Obstacle]:
    """Return why no competence can be confirmed so.

    >>> [o.code for o in obstacles_to_confirming(things=0, officers=1, since=date(2026, 6, 1), until=None, ground=" ")]
    ['competence_for_nothing', 'competence_without_ground']
    """
    found = []
    if not things or not officers:
        found.append(Obstacle("competence_for_nothing"))
    if not ground.strip():
        found.append(Obstacle("competence_without_ground"))
    if until and until < since:
        found.append(Obstacle("ends_before_it_begins", details={"until": until.isoformat()}))
    return found


def ends_soon(until: date | None, today: date) -> bool:
    """Say whether a competence runs out within a month.

    >>> ends_soon(date(2026, 6, 30), date(2026, 6, 1)), ends_soon(date(2026, 5, 31), date(2026, 6, 1))
    (True, False)
    """
    return until is not None and today <= until <= today + ABOUT_TO_END
