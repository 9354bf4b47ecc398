"""Items in force: by code, by place, by theme; one hit for all the places that offer the same catalogue item."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from tongban.catalogue.models import CatalogItem, Item, ItemVersion, Placement
from tongban.catalogue.rules.limits import Limit
from tongban.kernel.paging import Page, page


@dataclass(frozen=True)
class Filters:
    """What a reader chose: an audience, a theme, a life event, a department by its short name, a region."""

    audience: str = ""  # person, firm
    theme: str = ""
    event: str = ""
    department: str = ""
    region: str = ""

    def of(self, items: QuerySet[Item]) -> QuerySet[Item]:
        if self.audience == "person":
            items = items.filter(current__for_persons=True)
        if self.audience == "firm":
            items = items.filter(current__for_firms=True)
        if self.theme:
            items = items.filter(_stands_in(Placement.Kind.THEME, self.theme))
        if self.event:
            items = items.filter(_stands_in(Placement.Kind.EVENT, self.event))
        if self.department:
            items = items.filter(
                Q(office__short_name=self.department) | Q(regulating_office__short_name=self.department)
            )
        if self.region:
            items = items.filter(office__region__in=places_of(self.region))
        return items


@dataclass(frozen=True)
class Offer:
    """One place that offers an item."""

    code: str
    region: str
    region_name: str
    office_name: str


@dataclass(frozen=True)
class Hit:
    """A catalogue item with the places that offer it, the nearest first."""

    name: str
    name_en: str
    summary: str
    summary_en: str
    promised: Limit
    is_instant: bool
    run_mode: str
    offers: tuple[Offer, ...]

    @property
    def code(self) -> str:
        return self.offers[0].code


def items_in_force() -> QuerySet[Item]:
    """Return the items that take new cases."""
    return Item.objects.filter(current__isnull=False)


def current_version(code: str) -> ItemVersion | None:
    """Return the version in force of the item with this code; None when it is unknown or retired."""
    return _with_offices(ItemVersion.objects.filter(item__code=code, item__current=F("pk"))).first()


def version_of(code: str, number: int) -> ItemVersion | None:
    """Return a version that was published once: what a case began with stays readable."""
    published = ItemVersion.objects.filter(item__code=code, number=number).exclude(state__in=ItemVersion.UNFINISHED)
    return _with_offices(published).first()


def _with_offices(versions: QuerySet[ItemVersion]) -> QuerySet[ItemVersion]:
    return versions.select_related("item__office__region", "item__regulating_office", "item__catalog_item")


def places_of(region: str) -> list[str]:
    """Return the region and the places above it, nearest first, as their codes say it.

    >>> places_of("990102001")
    ['990102001', '990102', '990100', '990000']
    """
    county = region[:6]
    above = [county, f"{county[:4]}00", f"{county[:2]}0000"]
    return list(dict.fromkeys([region, *above]))


def listed_items(filters: Filters, *, after: str | None, size: int = 20) -> tuple[Page[CatalogItem], list[Hit]]:
    """Return a page of the list and its hits: three queries."""
    offered = filters.of(items_in_force()).values("catalog_item")
    listed = page(CatalogItem.objects.filter(pk__in=offered), keys=("id",), after=after, size=size)
    return listed, hits_of([row.pk for row in listed.rows], filters)


def hits_of(catalog_items: Sequence[int], filters: Filters) -> list[Hit]:
    """Return the hits of some catalogue items, in their order: one query."""
    rows = (
        filters.of(items_in_force()).filter(catalog_item__in=catalog_items).select_related("current", "office__region")
    )
    rows = rows.only(
        "code", "catalog_item_id", "office__name", "office__region__name",
        "current__title", "current__title_en", "current__summary", "current__summary_en", "current__is_instant",
        "current__run_mode", "current__promised_amount", "current__promised_unit", "current__promised_printed_unit",
    )  # fmt: skip
    nearest = {code: place for place, code in enumerate(places_of(filters.region))}
    offered: dict[int, list[Item]] = {}
    for item in sorted(rows, key=lambda item: (nearest.get(item.office.region_id, 9), item.office.region_id)):
        offered.setdefault(item.catalog_item_id, []).append(item)
    return [_hit(offered[pk]) for pk in catalog_items if pk in offered]


def _hit(items: list[Item]) -> Hit:
    version = items[0].current
    assert version is not None  # only items in force are hit
    return Hit(
        name=version.title,
        name_en=version.title_en,
        summary=version.summary,
        summary_en=version.summary_en,
        promised=version.promised_limit,
        is_instant=version.is_instant,
        run_mode=version.run_mode,
        offers=tuple(
            Offer(item.code, item.office.region_id, item.office.region.name, item.office.name) for item in items
        ),
    )


def offers_elsewhere(item: Item) -> list[Offer]:
    """Return the places that offer the same catalogue item, this one too."""
    return list(hits_of([item.catalog_item_id], Filters())[0].offers) if item.current_id else []


def departments_and_regions() -> tuple[list[str], list[tuple[str, str]]]:
    """Return what can be chosen from: departments by short name, regions as (code, name). One query."""
    rows = list(
        items_in_force()
        .values_list("office__short_name", "regulating_office__short_name", "office__region", "office__region__name")
        .distinct()
        .order_by("office__region", "office__short_name")
    )
    departments = {regulating or office for office, regulating, _, _ in rows}
    return sorted(departments), list(dict.fromkeys((code, name) for _, _, code, name in rows))


def _stands_in(kind: str, code: str) -> Q:
    return Q(current__in=Placement.objects.filter(kind=kind, code=code).values("version"))
