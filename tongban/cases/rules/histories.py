"""What was entered after an outage, or taken over from an earlier system: can it have gone so?"""

from collections.abc import Iterable
from datetime import datetime

from tongban.cases.rules.lifecycle import DECIDED_ENDS, NOT_NEEDED, OTHER_ENDS, REFUSED_ACCEPTANCE
from tongban.kernel.obstacles import Obstacle

EARLIEST_YEAR = 2000  # the calendar knows no earlier day


def obstacles_to_late_entry(
    *,
    number: str,
    is_on_a_pad: bool,
    is_used: bool,
    in_outage: bool,
    received_at: datetime,
    accepted_at: datetime | None,
) -> list[Obstacle]:
    """Return why something cannot be entered as received in an outage: its number, or its times."""
    obstacles = []
    if not is_on_a_pad:
        obstacles.append(Obstacle("hand_number_unknown", number))
    elif is_used:
        obstacles.append(Obstacle("hand_number_used", number))
    if not in_outage:
        obstacles.append(Obstacle("not_in_an_outage"))
    if accepted_at and accepted_at < received_at:
        obstacles.append(Obstacle("accepted_before_received"))
    return obstacles


def obstacles_to_judging_late_entry(*, is_waiting: bool, is_own: bool) -> list[Obstacle]:
    """Return why this officer cannot approve or refuse a late entry: answered already, or entered by themselves."""
    if not is_waiting:
        return [Obstacle("late_entry_answered")]
    return [Obstacle("late_entry_is_own")] if is_own else []


def obstacles_to_history(
    *,
    received_at: datetime,
    accepted_at: datetime | None,
    decided_at: datetime | None,
    closed_at: datetime | None,
    outcome: str,
    steps: Iterable[tuple[str, datetime | None, datetime | None, str]],
    now: datetime,
) -> list[Obstacle]:
    """Return why a case cannot have gone so: moments out of order or to come, an end without outcome or the reverse.

    ``steps``: name, opened, completed, outcome of each.
    """
    obstacles = []
    given = [moment for moment in (received_at, accepted_at, decided_at, closed_at) if moment]
    if given != sorted(given):
        obstacles.append(Obstacle("moments_out_of_order"))
    if received_at.year < EARLIEST_YEAR or given[-1] > now:
        obstacles.append(Obstacle("moment_out_of_reach"))
    if decided_at and not accepted_at:
        obstacles.append(Obstacle("decided_without_acceptance"))
    ends = DECIDED_ENDS if decided_at else OTHER_ENDS if closed_at else {""}
    if outcome not in ends:
        obstacles.append(Obstacle("outcome_does_not_fit", outcome))
    if accepted_at and outcome in (NOT_NEEDED, REFUSED_ACCEPTANCE):
        obstacles.append(Obstacle("outcome_does_not_fit", outcome))
    for name, opened_at, completed_at, result in steps:
        moments = [each for each in (accepted_at, opened_at, completed_at, decided_at or closed_at or now) if each]
        if not accepted_at or moments != sorted(moments):
            obstacles.append(Obstacle("step_out_of_order", name))
        if bool(completed_at) != bool(result):
            obstacles.append(Obstacle("outcome_missing", name))
    return obstacles
