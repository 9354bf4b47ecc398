"""When a visit may begin and end, and who may sit where. Pure questions."""

from tongban.kernel.obstacles import Obstacle

OUTCOMES = frozenset({"case", "consultation", "told_once", "come_again"})


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


def obstacles_to_ending(*, is_open: bool, is_own: bool, outcome: str) -> list[Obstacle]:
    """Return why a visit cannot end so.

    >>> obstacles_to_ending(is_open=True, is_own=True, outcome="case")
    []
    """
    if not is_open:
        return [Obstacle("visit_has_ended")]
    if not is_own:
        return [Obstacle("visit_of_another_officer")]
    if outcome not in OUTCOMES:
        return [Obstacle("visit_outcome_unknown", outcome)]
    return []
