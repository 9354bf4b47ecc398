"""How often one may try to sign in before having to wait.

Offices and halls share one network address, so an address may fail far more often than a name.
"""

from dataclasses import dataclass
from datetime import timedelta

from tongban.kernel.obstacles import Obstacle


@dataclass(frozen=True)
class Limit:
    """So many attempts within a time: of one name, and from one address."""

    within: timedelta
    of_name: int
    from_address: int
    counts_successes: bool = False


LIMITS = {
    "password": Limit(timedelta(minutes=15), of_name=5, from_address=60),
    "factor": Limit(timedelta(minutes=15), of_name=5, from_address=60),
    "code": Limit(timedelta(minutes=15), of_name=10, from_address=60),
    "code_request": Limit(timedelta(minutes=60), of_name=6, from_address=120, counts_successes=True),
}


def obstacles(way: str, *, of_name: int, from_address: int) -> list[Obstacle]:
    """Return why one more attempt has to wait, given those already made within the time.

    >>> obstacles("password", of_name=5, from_address=5)[0].code
    'too_many_attempts'
    >>> obstacles("password", of_name=4, from_address=59)
    []
    """
    limit = LIMITS[way]
    if of_name < limit.of_name and from_address < limit.from_address:
        return []
    code = "too_many_codes" if way == "code_request" else "too_many_attempts"
    return [Obstacle(code, details={"minutes": int(limit.within.total_seconds() // 60)})]
