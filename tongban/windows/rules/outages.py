"""Numbers given by hand, and the time in which they are. Pure questions."""

import re
from datetime import datetime

from tongban.kernel.check_characters import mod_37_36
from tongban.kernel.obstacles import Obstacle

HAND_NUMBER = re.compile(r"H(\d{4})(\d{2})([0-9A-Z])")
LAST_PAD, LARGEST_PAD = 9999, 99


def hand_number(serial: int, place: int) -> str:
    """Return the number on a slip of an emergency pad: pad, place in it, check character (ISO 7064 MOD 37,36).

    >>> hand_number(3, 17)
    'H0003-17-2'
    """
    body = f"H{serial:04d}{place:02d}"
    return f"{body[:5]}-{body[5:]}-{mod_37_36(body)}"


def read_hand_number(text: str) -> tuple[int, int] | None:
    """Return pad and place of what was typed; None if it is no such number, or mistyped.

    >>> read_hand_number(" h0003 17 2"), read_hand_number("H0003-71-2")
    ((3, 17), None)
    """
    shape = HAND_NUMBER.fullmatch(re.sub(r"[\s-]", "", text).upper())
    if shape is None or mod_37_36("H" + shape[1] + shape[2]) != shape[3]:
        return None
    return int(shape[1]), int(shape[2])


def obstacles_to_outage(*, began_at: datetime, ended_at: datetime | None, now: datetime) -> list[Obstacle]:
    """Return why a stretch of time cannot be recorded as an outage: it lies ahead, or ends before it begins."""
    if began_at > now or (ended_at and ended_at > now):
        return [Obstacle("outage_in_future")]
    return [Obstacle("outage_ends_before_it_began")] if ended_at and ended_at <= began_at else []
