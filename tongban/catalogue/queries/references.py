"""Reference catalogues (参考目录): what a county offers its towns and villages, and what each centre has adopted."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from tongban.catalogue.models import CatalogItem, Item, ReferenceEntry, ReferenceList
from tongban.kernel.paging import Page, page
from tongban.kernel.ratios import Ratio
from tongban.people.models import Office, Officer, Region
from tongban.people.queries import accessible_offices

LEADING = (Office.Kind.GOVERNMENT, Office.Kind.APPROVAL_BUREAU, Office.Kind.CENTRE)  # who makes lists for a place
ABOVE = (Office.Level.CITY, Office.Level.COUNTY)
MOST_FOUND = 20


@dataclass(frozen=True)
class EntryLine:
    """An entry with how many centres have adopted it, and the item of the centre that was asked about."""

    entry: ReferenceEntry
    adopted: Ratio
    own: Item | None


def leads(officer: Officer, region: str, power: str, *, on: date) -> bool:
    """Say whether an officer holds a power over an office that leads a place."""
    offices = Office.objects.filter(accessible_offices(officer, power, on=on, field="pk"))
    return offices.filter(region=region, kind__in=LEADING, level__in=ABOVE).exists()


def places_led(officer: Officer, on: date) -> QuerySet[Region]:
    """Return the places for whose centres the officer may make lists."""
    offices = Office.objects.filter(accessible_offices(officer, "manage_catalogue", on=on, field="pk"))
    led = offices.filter(kind__in=LEADING, level__in=ABOVE).values("region")
    return Region.objects.filter(pk__in=led, valid_to=None).order_by("code")


def reference_lists() -> QuerySet[ReferenceList]:
    """Return all lists with the number of their entries; page by ``id``."""
    return ReferenceList.objects.select_related("region").annotate(size=Count("entries"))


def centres_of(reference: ReferenceList) -> QuerySet[Office]:
    """Return the centres that may adopt from a list: offices of its level in its place."""
    return Office.objects.filter(level=reference.level, region__code__startswith=_prefix(reference.region_id))


def own_centres(reference: ReferenceList, officer: Officer, on: date) -> QuerySet[Office]:
    """Return the centres of the list whose catalogue the officer manages."""
    mine = centres_of(reference).filter(accessible_offices(officer, "manage_catalogue", on=on, field="pk"))
    return mine.select_related("region").order_by("region", "pk")


def entry_lines(
    reference: ReferenceList, centre: Office | None, *, after: str | None = None, size: int = 25
) -> tuple[Page[ReferenceEntry], list[EntryLine]]:
    """Return a page of a list with what was adopted of it: four queries."""
    found = page(reference.entries.select_related("catalog_item"), keys=("id",), after=after, size=size)
    keys, centres = [entry.pk for entry in found.rows], centres_of(reference).count()
    held = Item.objects.filter(catalog_item__in=[entry.catalog_item_id for entry in found.rows], retired_at=None)
    here = held.filter(office__in=centres_of(reference).values("pk"))
    adopted = dict(here.values_list("catalog_item").annotate(Count("pk")).order_by())
    own = {item.catalog_item_id: item for item in here.filter(office=centre)} if centre and keys else {}
    return found, [
        EntryLine(entry, Ratio(adopted.get(entry.catalog_item_id, 0), centres), own.get(entry.catalog_item_id))
        for entry in found.rows
    ]


def adopted_by(reference: ReferenceList, centre: Office) -> Ratio:
    """Return how much of a list a centre has adopted."""
    held = Item.objects.filter(office=centre, retired_at=None).values("catalog_item")
    entries = reference.entries.count()
    return Ratio(reference.entries.filter(catalog_item__in=held).count(), entries)


def to_be_added(reference: ReferenceList, text: str, on: date) -> QuerySet[CatalogItem]:
    """Return entries of the basic catalogue that match and do not stand in the list yet."""
    matching = CatalogItem.objects.filter(Q(name__icontains=text) | Q(code__startswith=text))
    known = reference.entries.values("catalog_item")
    return matching.filter(Q(ended_on=None) | Q(ended_on__gt=on)).exclude(pk__in=known).order_by("pk")[:MOST_FOUND]


def _prefix(region: str) -> str:
    """Return the digits that the places within a place share.

    >>> _prefix("990102"), _prefix("990100")
    ('990102', '9901')
    """
    return region[:4] if region.endswith("00") else region[:6]
