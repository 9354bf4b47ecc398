"""Agreements with partner regions (通办): what each side says of an item, where they differ, and who has how many."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from tongban.catalogue.models import AgreedItem, Agreement, CatalogItem, Item, ItemFacts, ItemVersion, Partner
from tongban.catalogue.queries.contents import content_of, parent_of
from tongban.catalogue.queries.items import published_items
from tongban.catalogue.queries.papers import Names, names_of_papers
from tongban.catalogue.rules.agreements import compared, differences
from tongban.catalogue.rules.comparison import Comparison, Side, compare, normal, words
from tongban.catalogue.rules.elements import Holder, values_of
from tongban.catalogue.rules.profiles import profiles
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.paging import Page, page
from tongban.people.models import Officer
from tongban.people.queries import accessible_offices

PARTS = ("handling_items", "materials", "steps", "placements")
WHOLE = ("item__catalog_item", "item__office__region")


@dataclass(frozen=True)
class Checked:
    """Both sides of an item put forward, compared."""

    comparisons: tuple[Comparison, ...]
    differences: tuple[Obstacle, ...]

    @property
    def is_alike(self) -> bool:
        return not self.differences


def values_of_version(version: ItemVersion) -> dict[str, Any]:
    """Return what a version says by exchange fields, under the name of its office."""
    item = version.item
    holder = Holder(item.code, item.office.name, item.office.uscc, version=version.number)
    return values_of(content_of(version), parent_of(item.catalog_item), holder)


def check(reach: str, version: ItemVersion, theirs: dict[str, Any], names: Names | None = None) -> Checked:
    """Compare a version of ours with what a partner sent, as far as an agreement of this reach asks."""
    names = names or names_of_papers()
    found = compared(reach, values_of_version(version), theirs, names.paper_of)
    return Checked(tuple(found), tuple(differences(found)))


@dataclass(frozen=True)
class Row:
    """One line of the comparison side by side: a paper, a step or an element, and what either side says of it."""

    kind: str
    name: str
    ours: str
    theirs: str

    @property
    def is_same(self) -> bool:
        return normal(self.ours) == normal(self.theirs)


def side_by_side(checked: Checked) -> list[Row]:
    """Return everything that was compared, line by line: elements, papers, steps."""
    rows: list[Row] = []
    for comparison in checked.comparisons:
        ours, theirs = (side.values for side in comparison.sides)
        for entry in comparison.profile.entries:
            (element, *_others) = entry.elements
            if not element.is_of_material and element.field != "handle_flow":
                own, other = (_element_said(element.field, values) for values in (ours, theirs))
                rows.append(Row("element", entry.name, own, other))
        if comparison.profile.code == "cross":
            rows += _papers_beside(ours["materials"], theirs["materials"])
            rows += _steps_beside(ours["handle_flow"], theirs["handle_flow"])
    return rows


def _element_said(field: str, values: Mapping[str, Any]) -> str:
    said = words(values.get(field))
    return str(dict(CatalogItem.Type.choices).get(said, said)) if field == "task_type" else said


def _papers_beside(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[Row]:
    keys = list(dict.fromkeys([*ours, *theirs]))
    return [Row("paper", _paper_name(ours, theirs, key), _said(ours.get(key)), _said(theirs.get(key))) for key in keys]


def _paper_name(ours: Mapping[str, Any], theirs: Mapping[str, Any], key: str) -> str:
    return str((ours.get(key) or theirs[key])["material_name"])


def _said(paper: Mapping[str, Any] | None) -> str:
    if paper is None:
        return ""
    return " · ".join(str(paper[name]) for name in ("material_type", "material_format", "is_need") if paper[name])


def _steps_beside(ours: Sequence[str], theirs: Sequence[str]) -> list[Row]:
    steps = dict.fromkeys([*ours, *theirs])
    return [Row("step", step, step if step in ours else "", step if step in theirs else "") for step in steps]


def versions_to_compare(items: Collection[int]) -> dict[int, ItemVersion]:
    """Return the versions in force of some items with all their parts, by item: a handful of statements."""
    found = ItemVersion.objects.filter(item__in=items, item__current=F("pk")).select_related(*WHOLE)
    return {version.item_id: version for version in found.prefetch_related(*PARTS)}


def obstacles_to_taking_elsewhere(item: Item) -> list[Obstacle]:
    """Return why another service point may not take an application for this item (通办受理).

    It has to be led for one another at all, and to be the same in the four elements (四级四同) wherever it is offered.
    """
    version = item.current
    if version is None:
        return [Obstacle("nothing_in_force", item.catalog_item.name)]
    if not version.cross_scope:
        return [Obstacle("not_led_across", item.catalog_item.name)]
    others = published_items().filter(catalog_item=item.catalog_item_id).values_list("pk", flat=True)
    versions = versions_to_compare(list(others[:100]))
    own = versions.pop(item.pk)
    if not versions:
        return []
    sides = [Side(each.item.office.name, values_of_version(each)) for each in (own, *versions.values())]
    return [obstacle for side in sides[1:] for obstacle in _not_the_same(sides[0], side)]


def _not_the_same(own: Side, other: Side) -> list[Obstacle]:
    return [
        Obstacle(
            "four_same_fails",
            line.entry.name,
            {"office": other.label, "ours": line.shown[0] or "—", "theirs": line.shown[1] or "—"},
        )
        for line in compare(profiles()["four"], [own, other]).mismatches
    ]


def in_list(on: date) -> QuerySet[AgreedItem]:
    """Return the items that are in an agreement that holds on a day."""
    agreements = Agreement.objects.on(on)
    return AgreedItem.objects.filter(entered_at__isnull=False, left_at=None, agreement__in=agreements)


def agreements_listed(
    on: date, *, state: str = "", reach: str = "", text: str = "", after: str | None = None, size: int = 25
) -> Page[Agreement]:
    """Return a page of agreements, the latest first, with the number of items in each and of those that differ."""
    rows = Agreement.objects.select_related("office", "partner")
    if state == "open":
        rows = rows.filter(Q(until=None) | Q(until__gte=on), since__lte=on)
    if state == "over":
        rows = rows.filter(until__lt=on)
    if reach:
        rows = rows.filter(reach=reach)
    if text:
        rows = rows.filter(Q(title__icontains=text) | Q(partner__name__icontains=text))
    counted = rows.annotate(agreed=Count("items", filter=_AGREED), differing=Count("items", filter=_DIFFERING))
    return page(counted, keys=("-since", "-id"), after=after, size=size)


_AGREED = Q(items__entered_at__isnull=False, items__left_at=None)
_DIFFERING = Q(items__entered_at=None, items__left_at=None)


def items_of(agreement: Agreement, *, state: str = "", after: str | None = None) -> Page[AgreedItem]:
    """Return a page of what was put forward for an agreement, the latest first."""
    rows = agreement.items.select_related("item__catalog_item", "item__office", "checked_with")
    rows = rows.defer("partner_values", "checked_with__elements", "checked_with__form_schema")
    if state == "agreed":
        rows = rows.filter(entered_at__isnull=False, left_at=None)
    if state == "differs":
        rows = rows.filter(entered_at=None, left_at=None)
    if state == "left":
        rows = rows.filter(left_at__isnull=False)
    return page(rows, keys=("-put_forward_at", "-id"), after=after, size=30)


def agreed_of(item: Item) -> list[AgreedItem]:
    """Return where an item stands or waits."""
    return list(item.agreed.filter(left_at=None).select_related("agreement__partner").order_by("pk"))


def items_to_put_forward(agreement: Agreement, officer: Officer, on: date) -> QuerySet[Item]:
    """Return the items of our side that may be put forward: the signing office's and those under it."""
    inside = published_items().filter(office__path__startswith=agreement.office.path)
    mine = inside.filter(accessible_offices(officer, "manage_catalogue", on=on))
    standing = agreement.items.filter(left_at=None).values("item")
    return mine.exclude(pk__in=standing).select_related("catalog_item", "office").order_by("catalog_item__name", "pk")


@dataclass(frozen=True)
class ReportRow:
    """One line of a report: who, and how many agreements and items in force."""

    name: str
    agreements: int
    items: int
    partners: int = 0
    key: str = ""


def by_own_office(on: date, *, level: str = "office") -> list[ReportRow]:
    """Return how many items each of our organisations has in agreements that hold on a day (F08).

    ``level`` is ``office``, or ``region`` to add them up by place.
    """
    name, key = {
        "office": ("item__office__name", "item__office__uscc"),
        "region": ("item__office__region__name", "item__office__region"),
    }[level]
    rows = in_list(on).values_list(name, key).annotate(
        Count("agreement", distinct=True), Count("item", distinct=True), Count("agreement__partner", distinct=True)
    )  # fmt: skip
    return [
        ReportRow(name, agreements, items, partners, key)
        for name, key, agreements, items, partners in rows.order_by(key)
    ]


def by_partner(on: date) -> list[ReportRow]:
    """Return how many items are led with each partner in agreements that hold on a day (F07)."""
    rows = in_list(on).values_list("agreement__partner__name", "agreement__partner__code").annotate(
        Count("agreement", distinct=True), Count("item", distinct=True)
    )  # fmt: skip
    counted = {code: (agreements, items) for _, code, agreements, items in rows.order_by()}
    holding = Partner.objects.filter(agreements__in=Agreement.objects.on(on)).distinct().order_by("code")
    return [ReportRow(each.name, *counted.get(each.code, (0, 0)), key=each.code) for each in holding]


def by_department(on: date) -> list[ReportRow]:
    """Return how many items each department leads across, by its short name (F10)."""
    rows = in_list(on).values_list(
        "item__office__short_name", "item__regulating_office__short_name", "agreement", "item"
    )  # fmt: skip
    led: dict[str, tuple[set[int], set[int]]] = {}
    for own, regulating, agreement, item in rows.order_by():
        agreements, items = led.setdefault(regulating or own, (set(), set()))
        agreements.add(agreement)
        items.add(item)
    return [ReportRow(name, len(agreements), len(items)) for name, (agreements, items) in sorted(led.items())]


def by_scope() -> list[tuple[str, str, int]]:
    """Return how many items in force have each scope (通办范围), with the level that holds them (F01)."""
    rows = ItemFacts.objects.exclude(cross_scope="").values_list("cross_scope", "level").annotate(Count("item"))
    return sorted(rows.order_by())


def known_partners() -> list[Partner]:
    """Return the partners that have been named, by code."""
    return list(Partner.objects.order_by("code")[:500])
