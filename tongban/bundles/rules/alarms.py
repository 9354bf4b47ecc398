"""When the lead office of a whole is alarmed (超时报警): past the limit that the bundle sets, else past its promise."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tongban.bundles.rules.joint_time import JointTime

WORKING = "working"


@dataclass(frozen=True)
class AlarmLimit:
    """How much time the members may take together before the alarm."""

    amount: int
    unit: str


def alarm_limit(alarm: Mapping[str, Any], promised_amount: int, promised_unit: str) -> AlarmLimit | None:
    """Return the limit of a bundle: its own, else what it promises; none where it promises nothing.

    >>> alarm_limit({"amount": 1, "unit": "working", "basis": "企业开办"}, 5, "working")
    AlarmLimit(amount=1, unit='working')
    >>> alarm_limit({}, 5, "working"), alarm_limit({}, 0, "working")
    (AlarmLimit(amount=5, unit='working'), None)
    """
    if alarm:
        return AlarmLimit(alarm["amount"], alarm["unit"])
    return AlarmLimit(promised_amount, promised_unit) if promised_amount else None


def still_left(limit: AlarmLimit, used: JointTime) -> int:
    """Return how many working days are left although the day has gone by: on some days every open member stood still.

    Only working days can be left; of other units the moment alone decides.

    >>> still_left(AlarmLimit(5, "working"), JointTime(used=3, added_up=4, span=9))
    2
    >>> still_left(AlarmLimit(1, "working"), JointTime(used=1, added_up=2, span=1))
    0
    >>> still_left(AlarmLimit(4, "hour"), JointTime(used=0, added_up=0, span=0))
    0
    """
    return max(limit.amount - used.used, 0) if limit.unit == WORKING else 0
