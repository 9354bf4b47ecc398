"""Powers and duties office by office (权责清单), and the centres of towns and villages with what each handles."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tongban.catalogue.models import Delegation, Item
from tongban.catalogue.queries.items import published_items
from tongban.catalogue.rules.duties import Duty, duties_of
from tongban.kernel.paging import Page, page
from tongban.people.models import Office

CENTRES = (Office.Level.TOWN, Office.Level.VILLAGE)


@dataclass(frozen=True)
class Power:
    """One power of an office: the item, what the office does in it, what it answers for."""

    item: Item
    exercise: str  # 行使内容
    division: str  # 权限划分
    duties: tuple[Duty, ...]


def offices_with_powers(*, region: str = "", text: str = "", after: str | None = None) -> Page[Office]:
    """Return a page of the offices that hold items in force, each with their number, by level and place."""
    held = published_items().filter(office=OuterRef("pk")).values("office").annotate(n=Count("pk")).values("n")
    offices = Office.objects.filter(items__current__isnull=False).distinct().annotate(powers=Subquery(held))
    return page(_narrowed(offices, region, text), keys=("id",), after=after, size=30)


def centres(on: date, *, region: str = "", text: str = "", after: str | None = None) -> Page[Office]:
    """Return a page of the centres of towns and villages, with how many items each holds and was lent."""
    held = published_items().filter(office=OuterRef("pk")).values("office").annotate(n=Count("pk")).values("n")
    lent = Delegation.objects.on(on).filter(to=OuterRef("pk")).values("to").annotate(n=Count("pk")).values("n")
    offices = Office.objects.filter(level__in=CENTRES).annotate(
        powers=Coalesce(Subquery(held), 0), lent=Coalesce(Subquery(lent), 0)
    )
    return page(_narrowed(offices, region, text), keys=("id",), after=after, size=30)


def powers_held_by(office: Office, *, item_type: str = "", after: str | None = None) -> tuple[Page[Item], list[Power]]:
    """Return a page of what an office holds, with the duties that go with it."""
    items = published_items().filter(office=office).select_related("catalog_item", "current", "regulating_office")
    if item_type:
        items = items.filter(catalog_item__item_type=item_type)
    found = page(items.defer("current__form_schema", "current__questions"), keys=("id",), after=after, size=20)
    return found, [_power(item) for item in found]


def types_held(office: Office) -> list[tuple[str, int]]:
    """Return the types of items that an office holds, with their numbers."""
    rows = published_items().filter(office=office).values_list("catalog_item__item_type").annotate(Count("pk"))
    return sorted(rows.order_by())


def lent_to(office: Office, on: date) -> list[Delegation]:
    """Return what other offices have lent to this one on a day."""
    rows = Delegation.objects.on(on).filter(to=office).select_related("item__catalog_item", "item__office")
    return list(rows.order_by("-since", "pk")[:200])


def places() -> list[tuple[str, str]]:
    """Return the places that have offices with items, above the towns, as (code, name)."""
    rows = Office.objects.filter(items__current__isnull=False, level__lte=Office.Level.COUNTY)
    return list(rows.values_list("region", "region__name").distinct().order_by("region"))


def _narrowed(offices: QuerySet[Office], region: str, text: str) -> QuerySet[Office]:
    if region:
        offices = offices.filter(region__code__startswith=region[:6])
    if text:
        offices = offices.filter(name__icontains=text)
    return offices.select_related("region")


def _power(item: Item) -> Power:
    elements = item.current.elements if item.current else {}
    return Power(
        item=item,
        exercise=str(elements.get("exercise_content") or ""),
        division=str(elements.get("power_division") or ""),
        duties=tuple(duties_of(item.catalog_item.item_type, elements.get("duties") or ())),
    )
