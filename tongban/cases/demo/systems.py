"""The demo systems of departments are connected: each handles its items for every office of the city that has them."""

from datetime import datetime

from tongban.catalogue.models import Item, ItemVersion
from tongban.exchange.actions.links import admit_link
from tongban.exchange.demo.system import configured, demo_key
from tongban.exchange.models import Link
from tongban.exchange.queries.partners import DEMO_SYSTEM
from tongban.kernel.events import SYSTEM
from tongban.people.demo import City
from tongban.people.models import Office

ELSEWHERE = [ItemVersion.RunMode.PUSHED, ItemVersion.RunMode.GUIDED]


def connect_systems(city: City, *, now: datetime) -> None:
    """Connect the demo systems, once."""
    if Link.objects.exists():
        return
    for code, told in configured().items():
        admit_link(
            code=code,
            name=told.name,
            adapter=DEMO_SYSTEM,
            office=city.office(told.office),
            offices=_offices(told.items),
            prefix=told.prefix,
            item_codes=told.items,
            polls=told.polls,
            key=demo_key(code),
            by=SYSTEM,
            now=now,
        )


def _offices(codes: list[str]) -> list[Office]:
    items = Item.objects.filter(catalog_item__code__in=codes, current__run_mode__in=ELSEWHERE)
    return list(Office.objects.filter(items__in=items).distinct().order_by("path"))
