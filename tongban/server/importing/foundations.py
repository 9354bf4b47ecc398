"""Places, offices and items: few lines, each by its own verb, and at once: what comes after refers to them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tongban.kernel.events import SYSTEM
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.people.actions.offices import record_office, record_region
from tongban.server.importing.items import lay_catalog_item, lay_item

PLACES = ("region", "office")
KINDS = (*PLACES, "catalog_item", "item")


@dataclass(frozen=True)
class Laid:
    """What became of a line: why it could not be entered, or whether it brought anything."""

    obstacles: list[Obstacle] = field(default_factory=list)
    is_new: bool = False


def lay(data: dict[str, Any], *, now: datetime) -> Laid:
    """Enter what a line of the right shape tells of, unless it is there."""
    try:
        return Laid(is_new=_LAID[data["kind"]](data, now))
    except Refused as refusal:
        return Laid(list(refusal.obstacles))


def _region(data: dict[str, Any], now: datetime) -> bool:
    try:
        valid_from = date.fromisoformat(data["valid_from"])
    except ValueError:
        fault = Obstacle("moment_does_not_exist", "valid_from", {"moment": data["valid_from"]})
        raise Refused([fault]) from None
    record_region(
        code=data["code"],
        name=data["name"],
        level=data["level"],
        parent=data.get("parent", ""),
        valid_from=valid_from,
        by=SYSTEM,
        now=now,
    )
    return True


def _office(data: dict[str, Any], now: datetime) -> bool:
    own = {"uscc", "name", "short_name", "level", "region", "parent", "stationed_in", "phone", "address"}
    record_office(**{name: value for name, value in data.items() if name in own}, kind=data["type"], by=SYSTEM, now=now)
    return True


def _item(data: dict[str, Any], now: datetime) -> bool:
    """Its elements, rules and forms may have any shape inside: what cannot be read is refused."""
    try:
        return lay_item(data, now)
    except (AttributeError, KeyError, TypeError, ValueError) as fault:
        told = {"what": f"{type(fault).__name__}: {fault}"[:200]}
        raise Refused([Obstacle("item_not_readable", data["catalog_item"], told)]) from fault


_LAID = {"region": _region, "office": _office, "catalog_item": lay_catalog_item, "item": _item}
