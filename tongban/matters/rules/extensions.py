"""When a limit may be extended and when it may stand still: never without a reason and a source."""

from datetime import datetime

from tongban.kernel.obstacles import Obstacle

# Who holds one of these powers at the responsible office may let the clocks stand still.
SUSPENDING = ("review", "decide")


def obstacles_to_extending(
    *,
    state: str,
    due_at: datetime,
    amount: int,
    reason: str,
    basis: str,
    times: int,
    times_allowed: int,
    now: datetime,
) -> list[Obstacle]:
    """Return why a running limit may not be extended now (行政许可法 42: once, before it ends, with a reason)."""
    obstacles = _unexplained(reason, basis)
    if amount < 1:
        obstacles.append(Obstacle("extension_without_days"))
    if times >= times_allowed:
        obstacles.append(Obstacle("already_extended", details={"times": times}))
    if state == "paused":
        obstacles.append(Obstacle("clock_stands_still"))
    elif now > due_at:
        obstacles.append(Obstacle("extension_too_late"))
    return obstacles


def obstacles_to_special_procedure(*, reason: str, basis: str, expected_days: int) -> list[Obstacle]:
    """Return why the clocks may not stop: the applicant is told why, by which law and for how long (45).

    >>> [o.code for o in obstacles_to_special_procedure(reason="专家评审", basis="", expected_days=0)]
    ['basis_missing', 'expected_days_missing']
    """
    days = [] if expected_days > 0 else [Obstacle("expected_days_missing")]
    return _unexplained(reason, basis) + days


def _unexplained(reason: str, basis: str) -> list[Obstacle]:
    missing = {"reason_missing": not reason.strip(), "basis_missing": not basis.strip()}
    return [Obstacle(code) for code, is_missing in missing.items() if is_missing]
