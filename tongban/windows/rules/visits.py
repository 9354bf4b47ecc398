"""When a visit may begin and end, and who may sit where. Pure questions."""

import re
from datetime import datetime, time

from tongban.kernel.moments import BEIJING, local_day
from tongban.kernel.obstacles import Obstacle

CASE = "case"
OUTCOMES = frozenset({CASE, "consultation", "told_once", "come_again"})
CLOCK = re.compile(r"(\d{1,2})[:：](\d{2})")
PARKED_FOR = frozenset({"paper", "fee", "answer", "break"})


def obstacles_to_beginning(*, window: str, may_sit: bool, is_busy: bool) -> list[Obstacle]:
    """Return why a visit cannot begin at a window.

    >>> obstacles_to_beginning(window="12", may_sit=True, is_busy=True)
    [Obstacle(code='window_is_busy', about='12', details={})]
    """
    found = []
    if not may_sit:
        found.append(Obstacle("not_seated_at_window", window))
    if is_busy:
        found.append(Obstacle("window_is_busy", window))
    return found


def obstacles_to_ending(
    *, is_open: bool, is_own: bool, outcome: str, note: str = "", is_parked: bool = False
) -> list[Obstacle]:
    """Return why a visit cannot end so: a parked one is taken up first, and a note belongs to a visit without a case.

    >>> obstacles_to_ending(is_open=True, is_own=True, outcome="case")
    []
    >>> [o.code for o in obstacles_to_ending(is_open=False, is_own=True, outcome="case", is_parked=True)]
    ['visit_is_parked']
    >>> [o.code for o in obstacles_to_ending(is_open=True, is_own=True, outcome="case", note="问了营业执照")]
    ['note_beside_cases']
    """
    if is_parked:
        return [Obstacle("visit_is_parked")]
    if not is_open:
        return [Obstacle("visit_has_ended")]
    if not is_own:
        return [Obstacle("visit_of_another_officer")]
    if outcome not in OUTCOMES:
        return [Obstacle("visit_outcome_unknown", outcome)]
    return [Obstacle("note_beside_cases")] if note and outcome == CASE else []


def obstacles_to_parking(*, is_open: bool, is_own: bool, reason: str) -> list[Obstacle]:
    """Return why a visit cannot be parked: it is not being served, by another officer, or for no known reason.

    >>> [o.code for o in obstacles_to_parking(is_open=True, is_own=True, reason="lunch")]
    ['parked_for_unknown']
    """
    if not is_open:
        return [Obstacle("visit_has_ended")]
    if not is_own:
        return [Obstacle("visit_of_another_officer")]
    return [] if reason in PARKED_FOR else [Obstacle("parked_for_unknown", reason)]


def obstacles_to_taking_up(
    *, window: str, is_parked: bool, may_sit: bool, is_busy: bool, same_hall: bool
) -> list[Obstacle]:
    """Return why a parked visit cannot be taken up at a window: only in the same hall, where nobody is being served.

    >>> told = {"window": "12", "may_sit": True, "is_busy": False}
    >>> [o.code for o in obstacles_to_taking_up(is_parked=True, same_hall=False, **told)]
    ['visit_of_another_hall']
    """
    if not is_parked:
        return [Obstacle("visit_not_parked")]
    found = obstacles_to_beginning(window=window, may_sit=may_sit, is_busy=is_busy)
    return found if same_hall else [*found, Obstacle("visit_of_another_hall")]


def closes_at(hours: str) -> time | None:
    """Return when a hall closes, from its hours as people read them: the last time of day they name, if any.

    >>> closes_at("工作日 9:00—12:00、13:30—17:30")
    datetime.time(17, 30)
    """
    named = [(int(hour), int(minute)) for hour, minute in CLOCK.findall(hours)]
    return max((time(*each) for each in named if each <= (23, 59) and each[1] < 60), default=None)


def is_left_over(*, started_at: datetime, parked_at: datetime | None, closes: time | None, now: datetime) -> bool:
    """Say whether the hall's day is over for a visit that nobody ended.

    One that was set aside waits until closing time. One that is being served, or was set aside after it, ends with
    the day: people who came in time are served to the end.

    >>> noon, evening = (datetime(2026, 6, 1, hour, tzinfo=BEIJING) for hour in (12, 18))
    >>> is_left_over(started_at=noon, parked_at=noon, closes=time(17, 30), now=evening)
    True
    >>> is_left_over(started_at=noon, parked_at=None, closes=time(17, 30), now=evening)
    False
    """
    today = local_day(now)
    if local_day(started_at) < today:
        return True
    if parked_at is None or closes is None:
        return False
    return parked_at < datetime.combine(today, closes, BEIJING) <= now
