"""The demo items taken on and published, all in one act, with the same result each time."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol

from tongban.catalogue.actions.bulk import write_plan
from tongban.catalogue.actions.refusals import CannotPublish
from tongban.catalogue.demo.contents import Holding, content_for
from tongban.catalogue.demo.files import demo_items, differing
from tongban.catalogue.models import Item
from tongban.catalogue.queries.sheets.planning import NEW, NewEntry, Plan, Planned, content_as_text
from tongban.catalogue.rules.codes import item_code
from tongban.catalogue.rules.contents import Parent
from tongban.catalogue.rules.lint import findings
from tongban.catalogue.rules.lint.lists import world
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.kernel.transactions import action
from tongban.people.models import Office, Region
from tongban.people.queries import approving_office

BUREAU = "行政审批局"
TOWNS_THAT_HOLD = "001", "100"  # the first streets and towns of each county have taken over what was handed down


class City(Protocol):
    """What is needed of ``people.demo.City``."""

    def office(self, short: str, place: str) -> Office: ...


@action
def load_items(city: City, *, now: datetime, numbers: Collection[int] = (), places: Collection[str] = ()) -> list[Item]:
    """Publish the demo items at every place whose office holds the power; return the items, files in order.

    ``numbers`` names the files to load, ``places`` the places by name; without them, all. Raises CannotPublish if the
    lint finds an error in one of them.
    """
    held = [place for place in _places() if not places or place.name in places]
    files = [data for data in demo_items() if not numbers or data["number"] in numbers]
    on = local_day(now)
    planned = Plan(entries={data["code"]: _entry(data) for data in files})
    for data in files:
        parent = Parent(data["code"], data["name"], data["type"], tuple(data["legal_bases"]))
        for place in (place for place in held if place.level in data["levels"]):
            holding, regulating = _held(data, city, place, now)
            content = content_for(differing(data, place.name), holding)
            if obstacles := findings(content, parent, world(on)):
                raise CannotPublish(obstacles)
            text = content_as_text(content)
            planned.planned.append(_planned(holding, data["code"], regulating, text))
    write_plan(plan=planned, by=SYSTEM, now=now, publishes=True)
    return list(_in_order([each.code for each in planned.planned]))


def _places() -> list[Region]:
    """Return the city, its counties and some of their towns, the city first."""
    regions = Region.objects.filter(level__in=["city", "county", "town"], valid_to=None).select_related("parent")
    return [place for place in regions.order_by("code") if place.level != "town" or place.code[6:] in TOWNS_THAT_HOLD]


def _entry(data: Mapping[str, Any]) -> NewEntry:
    return NewEntry(data["code"], data["name"], data["type"], tuple(data["legal_bases"]), is_local=False)


def _held(data: Mapping[str, Any], city: City, place: Region, now: datetime) -> tuple[Holding, int | None]:
    """Return in whose hands the item is at one place, the department or the bureau, and who regulates then."""
    department = city.office(place.name if place.level == "town" else data["department"], place.name)
    office = approving_office(department, data.get("line", ""), on=local_day(now))
    offices = {"approving": office, "regulating": department}
    seat = place.parent.name if place.level == "town" and place.parent else place.name
    for step in data.get("steps", ()):
        if step["office"] not in offices:
            offices[step["office"]] = city.office(step["office"], seat)
    code = item_code(uscc=office.uscc, level=office.level, basic_code=data["code"])
    holding = Holding(code, place, office, offices, keeper=city.office(BUREAU, "云州市"))
    return holding, department.pk if department.pk != office.pk else None


def _planned(holding: Holding, basic_code: str, regulating: int | None, text: bytes) -> Planned:
    return Planned(
        row=0,
        kind=NEW,
        code=holding.code,
        catalog_code=basic_code,
        office_id=holding.office.pk,
        regulating_id=regulating,
        item_id=None,
        current_id=None,
        draft_id=None,
        number=1,
        effective_on=None,
        retires_on=None,
        text=text,
    )


def _in_order(codes: list[str]) -> Iterator[Item]:
    items = Item.objects.select_related("office__region", "regulating_office", "catalog_item", "current")
    found = {item.code: item for item in items.filter(code__in=codes)}
    return (found[code] for code in codes)
