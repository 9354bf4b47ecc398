"""Joint site visits (联合踏勘): who may be asked to come, and when a proposal stands.

Several offices look at one place on one trip instead of each on its own (联合办理: 行政许可法 art. 26); the two
officers that the law asks for (art. 34) are two of each office, as each office records for itself.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from tongban.kernel.obstacles import Obstacle

ASKED, SET, OFF, LAPSED = "asked", "set", "off", "lapsed"  # a joint visit
JOINS, DECLINED, LEFT = "joins", "declined", "left"  # an office's part in it; first it is asked
LEAST_OFFICES = 2
OPEN, WAITING = "open", "waiting"


def obstacles_to_proposing(
    *, offices: Collection[int], place: str, planned_for: datetime, now: datetime
) -> list[Obstacle]:
    """Return why a joint visit cannot be proposed so.

    >>> now = datetime(2026, 4, 27, 9)
    >>> given = {"place": "建设路 18 号", "planned_for": datetime(2026, 4, 29, 9), "now": now}
    >>> [o.code for o in obstacles_to_proposing(offices=[4], **given)], obstacles_to_proposing(offices=[4, 5], **given)
    (['joint_visit_needs_two_offices'], [])
    """
    obstacles = [] if len(set(offices)) >= LEAST_OFFICES else [Obstacle("joint_visit_needs_two_offices")]
    if not place.strip():
        obstacles.append(Obstacle("place_missing"))
    return obstacles + obstacles_to_time(planned_for, now)


def obstacles_to_time(planned_for: datetime, now: datetime) -> list[Obstacle]:
    return [Obstacle("visit_in_the_past")] if planned_for < now else []


def lapses(*, state: str, planned_on: date, on: date) -> bool:
    """Return whether a proposal falls away: its day is over, and not every office has answered.

    On the day itself it stands, and may still be answered, moved or settled.

    >>> day = date(2026, 4, 29)
    >>> lapses(state="asked", planned_on=day, on=day), lapses(state="asked", planned_on=day, on=date(2026, 4, 30))
    (False, True)
    >>> lapses(state="set", planned_on=day, on=date(2026, 4, 30))
    False
    """
    return state == ASKED and planned_on < on


def why_not_offered(*, matter_state: str, step_state: str, is_planned: bool) -> str:
    """Return the code of the reason why a step is not looked at on a joint visit; none if it may be.

    >>> why_not_offered(matter_state="received", step_state="waiting", is_planned=False)
    'member_not_accepted_yet'
    >>> why_not_offered(matter_state="accepted", step_state="open", is_planned=True)
    'member_visited_already'
    >>> why_not_offered(matter_state="accepted", step_state="open", is_planned=False)
    ''
    """
    if matter_state != "accepted":
        return "member_not_accepted_yet"
    if step_state not in (OPEN, WAITING):
        return "member_looked_at_already"
    return "member_visited_already" if is_planned else ""


def stands_at(parts: Iterable[str]) -> str:
    """Return where a joint visit stands by its parts: somebody is still asked, it is settled, or nobody comes.

    >>> stands_at(["joins", "asked"]), stands_at(["joins", "declined"]), stands_at(["left", "declined"])
    ('asked', 'set', 'off')
    """
    states = set(parts)
    if ASKED in states:
        return ASKED
    return SET if JOINS in states else OFF
