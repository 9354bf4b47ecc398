"""What may be noted of a matter that somebody else decides.

Number and status are copied once from the other side (demo-items §2): a number that stands is not written over, and the
status goes one way only.
"""

from datetime import date

from tongban.kernel.obstacles import Obstacle

TAKEN, FORWARDED, ACCEPTED, GRANTED, REFUSED, RETURNED = (
    "taken", "forwarded", "accepted", "granted", "refused", "returned",
)  # fmt: skip
NEXT = {
    TAKEN: frozenset({FORWARDED, ACCEPTED, GRANTED, REFUSED, RETURNED}),
    FORWARDED: frozenset({ACCEPTED, GRANTED, REFUSED, RETURNED}),
    ACCEPTED: frozenset({GRANTED, REFUSED, RETURNED}),
    GRANTED: frozenset[str](),
    REFUSED: frozenset[str](),
    RETURNED: frozenset({FORWARDED}),  # put right and sent again
}
NUMBERED = frozenset({ACCEPTED, GRANTED})  # by then the other side has given a number


def obstacles_to_noting(
    *, mode: str, status: str, to: str, known: str, number: str, note: str, due_on: date | None, today: date
) -> list[Obstacle]:
    """Return why this cannot be noted.

    >>> told = {"known": "", "note": "", "due_on": None, "today": date(2026, 5, 7)}
    >>> [o.code for o in obstacles_to_noting(mode="guided", status=TAKEN, to=ACCEPTED, number="", **told)]
    ['outside_number_missing']
    >>> [o.code for o in obstacles_to_noting(mode="proxy", status=TAKEN, to=ACCEPTED, number="F1", **told)]
    ['papers_not_forwarded']
    """
    if to not in NEXT.get(status, frozenset()):
        return [Obstacle("status_goes_one_way")]
    obstacles = []
    if mode == "proxy" and status == TAKEN and to != FORWARDED:
        obstacles.append(Obstacle("papers_not_forwarded"))
    if to in NUMBERED and not (number.strip() or known):
        obstacles.append(Obstacle("outside_number_missing"))
    if known and number.strip() and number.strip() != known:
        obstacles.append(Obstacle("outside_number_stands", known))
    if to in (REFUSED, RETURNED) and not note.strip():
        obstacles.append(Obstacle("reasons_missing"))
    if due_on and due_on < today and to == ACCEPTED:
        obstacles.append(Obstacle("their_day_is_past"))
    return obstacles
