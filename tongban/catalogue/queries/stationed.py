"""What halls take in (进驻): items counted per hall level and place, by department and class; what is kept out.

Counted are items in force that are handled on application (依申请) and that no law keeps off the platform.
"""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from tongban.catalogue.models import CatalogItem, Item
from tongban.people.models import Office

LEVELS = (Office.Level.CITY, Office.Level.COUNTY, Office.Level.TOWN, Office.Level.VILLAGE)


@dataclass(frozen=True)
class Counted:
    """How many items stand under one heading, of which how many are public services on application."""

    name: str
    items: int
    services: int
    kept_off: int = 0  # handled on application, but not here: secret, or another law says so

    @property
    def government(self) -> int:
        return self.items - self.services


@dataclass(frozen=True)
class Stationed:
    """The counts of a page: by level, the counties one by one, by department."""

    levels: tuple[tuple[str, int], ...]
    places: tuple[Counted, ...]
    departments: tuple[Counted, ...]

    @property
    def all(self) -> int:
        return sum(count for _level, count in self.levels)


def stationed_items() -> QuerySet[Item]:
    """Return the items that halls take in."""
    return Item.objects.filter(facts__is_applied_for=True, kept_off="")


def stationed(region: str = "") -> Stationed:
    """Return the counts, of one place or of all: three queries."""
    place = Q(office__region=region) if region else Q()
    here = stationed_items().filter(place)
    levels = dict(here.values_list("office__level").annotate(Count("pk")).order_by())
    return Stationed(
        levels=tuple((level, levels.get(level, 0)) for level in LEVELS),
        places=_counted(place, "office__region__name", order="office__region"),
        departments=_counted(place, "department", order="-items"),
    )


def _counted(place: Q, name: str, *, order: str) -> tuple[Counted, ...]:
    applied_for = Item.objects.filter(place, facts__is_applied_for=True)
    named = applied_for.annotate(department=Coalesce("regulating_office__short_name", "office__short_name"))
    here, service = Q(kept_off=""), Q(facts__item_type=CatalogItem.Type.SERVICE)
    rows = named.values(name, *([order] if order.startswith("office") else [])).annotate(
        items=Count("pk", filter=here),
        services=Count("pk", filter=here & service),
        kept=Count("pk", filter=~here),
    )
    return tuple(_line(row, name) for row in rows.order_by(order, name))


def _line(row: dict[str, int | str], name: str) -> Counted:
    return Counted(str(row[name]), int(row["items"]), int(row["services"]), int(row["kept"]))
