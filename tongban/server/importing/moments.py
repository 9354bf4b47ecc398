"""Moments as lines write them."""

from datetime import UTC, datetime
from typing import Any

from tongban.kernel.moments import BEIJING
from tongban.kernel.obstacles import Obstacle


def moment_of(text: str) -> datetime:
    """Return the moment; one without a zone is Beijing time. Raises ValueError for a day that does not exist.

    >>> moment_of("2024-05-06T09:30").isoformat()
    '2024-05-06T01:30:00+00:00'
    """
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)).astimezone(UTC)


def moments_of(data: dict[str, Any], names: tuple[str, ...], about: str = "") -> tuple[list[Any], list[Obstacle]]:
    """Return the moments under these names, None where there is none, and what is wrong with them."""
    found: list[datetime | None] = []
    obstacles = []
    for name in names:
        text = data.get(name)
        try:
            found.append(moment_of(text) if text else None)
        except ValueError:
            found.append(None)
            obstacles.append(Obstacle("moment_does_not_exist", f"{about}{name}", {"moment": text}))
    return found, obstacles
