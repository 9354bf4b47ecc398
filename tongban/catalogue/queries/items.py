"""Items in force: by code, by place, by theme; one hit for all the places that offer the same catalogue item."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from tongban.catalogue.models import CatalogItem, Item, ItemVersion, Placement
from tongban.catalogue.queries.scope import of_department
from tongban.catalogue.rules.limits import Limit
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.paging import Page, page
from tongban.people.models import Office


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
            items = items.filter(of_department(self.department))
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

    catalog_item: int
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


def published_items() -> QuerySet[Item]:
    """Return the items of which a version is in force, suspended ones too: their guides stay readable."""
    return Item.objects.filter(current__isnull=False)


def items_in_force(on: date) -> QuerySet[Item]:
    """Return the items that take new cases on a day."""
    suspended = Q(suspended_from__lte=on) & (Q(suspended_until=None) | Q(suspended_until__gte=on))
    return published_items().exclude(suspended).exclude(current__retires_on__lt=on)


def obstacles_to_new_cases(item: Item, on: date) -> list[Obstacle]:
    """Return why an item takes no new case on a day; of an item of which no version is in force, that it is over."""
    version = item.current
    if version is None or (version.retires_on and version.retires_on < on):
        return [Obstacle("item_retired", item.catalog_item.name)]
    if not item.is_suspended(on):
        return []
    until = item.suspended_until
    code = "item_suspended" if until else "item_suspended_for_now"
    details = {"until": until.isoformat() if until else "", "reason": item.suspension_reason}
    return [Obstacle(code, item.catalog_item.name, details)]


def current_version(code: str) -> ItemVersion | None:
    """Return the version in force of the item with this code; None when it is unknown or retired."""
    found = _with_offices(ItemVersion.objects.filter(item__code=code, item__current=F("pk"))).first()
    if found:
        found.item.current = found
    return found


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
    above = [region[:9], county, f"{county[:4]}00", f"{county[:2]}0000"]
    return list(dict.fromkeys([region, *above]))


def listed_items(
    filters: Filters, *, on: date, after: str | None, size: int = 20
) -> tuple[Page[CatalogItem], list[Hit]]:
    """Return a page of the list and its hits: three queries."""
    offered = filters.of(items_in_force(on)).values("catalog_item")
    listed = page(CatalogItem.objects.filter(pk__in=offered), keys=("id",), after=after, size=size)
    return listed, hits_of([row.pk for row in listed.rows], filters, on=on)


def hits_of(catalog_items: Sequence[int], filters: Filters, *, on: date) -> list[Hit]:
    """Return the hits of some catalogue items, in their order: one query."""
    rows = (
        filters.of(items_in_force(on))
        .filter(catalog_item__in=catalog_items)
        .select_related("current", "office__region")
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
        catalog_item=items[0].catalog_item_id,
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


def offers_of(item: Item, on: date) -> list[Offer]:
    """Return the places that offer the same catalogue item on a day, this one too."""
    return [offer for hit in hits_of([item.catalog_item_id], Filters(), on=on) for offer in hit.offers]


def departments_and_regions() -> tuple[list[str], list[tuple[str, str]]]:
    """Return what can be chosen from: departments by short name, regions as (code, name).

    Two queries, which read of the items their offices alone: those of suspended items are there to be chosen too.
    """
    pairs = set(published_items().values_list("office", "regulating_office").distinct())
    concerned = Office.objects.filter(pk__in={office for pair in pairs for office in pair if office})
    rows = list(concerned.order_by("region", "short_name").values_list("pk", "short_name", "region", "region__name"))
    names, offering = {pk: name for pk, name, _, _ in rows}, {office for office, _ in pairs}
    departments = {names[regulating or office] for office, regulating in pairs}
    return sorted(departments), list(dict.fromkeys((code, name) for pk, _, code, name in rows if pk in offering))


def _stands_in(kind: str, code: str) -> Q:
    return Q(current__in=Placement.objects.filter(kind=kind, code=code).values("version"))
