"""Places and offices: few lines, each by its own verb, and at once: what comes after refers to them."""

from datetime import date, datetime
from typing import Any

from tongban.kernel.events import SYSTEM
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.people.actions.offices import record_office, record_region
from tongban.server.importing.lines import Line

KINDS = ("region", "office")


def lay(line: Line, *, now: datetime) -> list[Obstacle]:
    """Enter what a line of the right shape tells of, unless it is there; return why it cannot be."""
    try:
        _LAID[line.data["kind"]](line.data, now)
    except Refused as refusal:
        return list(refusal.obstacles)
    except ValueError:
        return [Obstacle("moment_does_not_exist", "valid_from", {"moment": line.data["valid_from"]})]
    return []


def _region(data: dict[str, Any], now: datetime) -> None:
    record_region(
        code=data["code"],
        name=data["name"],
        level=data["level"],
        parent=data.get("parent", ""),
        valid_from=date.fromisoformat(data["valid_from"]),
        by=SYSTEM,
        now=now,
    )


def _office(data: dict[str, Any], now: datetime) -> None:
    own = {"uscc", "name", "short_name", "level", "region", "parent", "stationed_in", "phone", "address"}
    record_office(**{name: value for name, value in data.items() if name in own}, kind=data["type"], by=SYSTEM, now=now)


_LAID = {"region": _region, "office": _office}
