"""The demo items taken on and published, through the actions, with the same result each time."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol

from tongban.catalogue.actions import create_item, draft_version, list_catalog_item, publish_version
from tongban.catalogue.demo.contents import Holding, content_for
from tongban.catalogue.demo.files import demo_items
from tongban.catalogue.models import CatalogItem, Item
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.kernel.transactions import action
from tongban.people.models import Office, Region
from tongban.people.queries import approving_office

BUREAU = "行政审批局"
TOWNS_THAT_HOLD = "001", "100"  # the first street or town of each county has taken over what was handed down


class City(Protocol):
    """What is needed of ``people.demo.City``."""

    def office(self, short: str, place: str) -> Office: ...


@action
def load_items(city: City, *, now: datetime, numbers: Collection[int] = (), places: Collection[str] = ()) -> list[Item]:
    """Publish the demo items at every place whose office holds the power; return the items, files in order.

    ``numbers`` names the files to load, ``places`` the places by name; without them, all.
    """
    held = [place for place in _places() if not places or place.name in places]
    files = [data for data in demo_items() if not numbers or data["number"] in numbers]
    return [item for data in files for item in _load(data, city, held, now)]


def _places() -> list[Region]:
    """Return the city, its counties and some of their towns, the city first."""
    regions = Region.objects.filter(level__in=["city", "county", "town"], valid_to=None).select_related("parent")
    places = list(regions.order_by("code"))
    holding = {place.pk for place in places if place.level != "town" or place.code[6:] in TOWNS_THAT_HOLD}
    return [place for place in places if place.pk in holding]


def _load(data: Mapping[str, Any], city: City, places: list[Region], now: datetime) -> Iterator[Item]:
    listed = list_catalog_item(
        code=data["code"],
        name=data["name"],
        item_type=data["type"],
        legal_bases=data["legal_bases"],
        by=SYSTEM,
        now=now,
    )
    for place in places:
        if place.level in data["levels"]:
            yield _take_on(data, listed, city, place, now)


def _take_on(data: Mapping[str, Any], listed: CatalogItem, city: City, place: Region, now: datetime) -> Item:
    """Publish the item at one place, in the hands of whoever decides there: the department, or the bureau."""
    department = city.office(place.name if place.level == "town" else data["department"], place.name)
    office = approving_office(department, data.get("line", ""), on=local_day(now))
    regulating = department if department.pk != office.pk else None
    item = create_item(catalog_item=listed, office=office, regulating_office=regulating, by=SYSTEM, now=now)

    offices = {"approving": office, "regulating": department}
    seat = place.parent.name if place.level == "town" and place.parent else place.name
    for step in data.get("steps", ()):
        if step["office"] not in offices:
            offices[step["office"]] = city.office(step["office"], seat)
    holding = Holding(item.code, place, office, offices, keeper=city.office(BUREAU, "云州市"))
    version = draft_version(item=item, content=content_for(data, holding), by=SYSTEM, now=now)
    publish_version(version=version, by=SYSTEM, now=now)
    item.refresh_from_db()
    return item
