"""The basic catalogue as managers see it: entries with who has claimed them; and how many items came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tongban.catalogue.models import CatalogItem, Item
from tongban.catalogue.queries.scenarios import Split, split
from tongban.catalogue.queries.scope import looked_after
from tongban.kernel.paging import Page, page
from tongban.people.models import Office, Officer
from tongban.people.queries import accessible_offices

HOLDING = (
    Office.Kind.APPROVAL_BUREAU, Office.Kind.DEPARTMENT, Office.Kind.TOWN, Office.Kind.VILLAGE, Office.Kind.UTILITY,
)  # fmt: skip
SHOWN_CLAIMS = 2


@dataclass(frozen=True)
class Narrowed:
    """What a manager chose: words, a type, an origin, whether it was claimed by an office of theirs."""

    text: str = ""
    item_type: str = ""
    origin: str = ""
    claim: str = ""  # claimed, unclaimed, ended


@dataclass(frozen=True)
class Entry:
    """An entry of the basic catalogue, with the first of the items made of it and how many there are."""

    catalog_item: CatalogItem
    claims: tuple[Item, ...]
    count: int
    has_ended: bool

    @property
    def more(self) -> int:
        return self.count - len(self.claims)


@dataclass(frozen=True)
class Listed:
    """How many items the implementation lists hold, by where they come from; and into how many texts they are split."""

    claimed: int
    local: int
    split: Split

    @property
    def all(self) -> int:
        return self.claimed + self.local


def entries(
    officer: Officer, on: date, narrowed: Narrowed, *, after: str | None = None, size: int = 25
) -> tuple[Page[CatalogItem], list[Entry]]:
    """Return a page of the basic catalogue and its entries: four queries."""
    found = page(_narrowed(officer, on, narrowed), keys=("id",), after=after, size=size)
    keys = [entry.pk for entry in found.rows]
    held = Item.objects.filter(catalog_item__in=keys, retired_at=None)
    counts = dict(held.values_list("catalog_item").annotate(Count("pk")).order_by())
    mine = set(_mine(officer, on).filter(catalog_item__in=keys).values_list("pk", flat=True))
    claims: dict[int, list[Item]] = {}
    for item in sorted(held.select_related("office").only("code", "catalog_item", "office__name"), key=lambda i: i.pk):
        claims.setdefault(item.catalog_item_id, []).append(item)
    return found, [_entry(row, claims.get(row.pk, ()), counts.get(row.pk, 0), mine, on) for row in found.rows]


def _entry(row: CatalogItem, claims: Iterable[Item], count: int, mine: set[int], on: date) -> Entry:
    first = sorted(claims, key=lambda item: (item.pk not in mine, item.pk))[:SHOWN_CLAIMS]
    return Entry(row, tuple(first), count, row.ended_on is not None and row.ended_on <= on)


def _narrowed(officer: Officer, on: date, narrowed: Narrowed) -> QuerySet[CatalogItem]:
    found = CatalogItem.objects.all()
    if narrowed.text:
        found = found.filter(Q(name__icontains=narrowed.text) | Q(code__startswith=narrowed.text))
    if narrowed.item_type == "applied_for":
        found = found.filter(item_type__in=CatalogItem.APPLIED_FOR)
    elif narrowed.item_type:
        found = found.filter(item_type=narrowed.item_type)
    if narrowed.origin:
        found = found.filter(origin=narrowed.origin)
    if narrowed.claim == "ended":
        return found.filter(ended_on__lte=on)
    claimed = Exists(_mine(officer, on).filter(catalog_item=OuterRef("pk")))
    if narrowed.claim == "claimed":
        found = found.filter(claimed)
    if narrowed.claim == "unclaimed":
        found = found.filter(~claimed, Q(ended_on=None) | Q(ended_on__gt=on))
    return found


def _mine(officer: Officer, on: date) -> QuerySet[Item]:
    """Return the items of the offices whose catalogue the officer manages, cancelled ones left out."""
    return Item.objects.filter(accessible_offices(officer, "manage_catalogue", on=on), retired_at=None)


def listed(officer: Officer, on: date) -> Listed:
    """Return how many items the offices hold that the officer looks after: three queries."""
    scope = looked_after(officer, on)
    items = Item.objects.filter(scope, retired_at=None)
    counts = dict(items.values_list("catalog_item__origin").annotate(Count("pk")).order_by())
    return Listed(
        claimed=counts.get(CatalogItem.Origin.HANDED_DOWN, 0),
        local=counts.get(CatalogItem.Origin.LOCAL, 0),
        split=split(scope),
    )


def offices_to_claim_for(officer: Officer, on: date) -> QuerySet[Office]:
    """Return the offices for which the officer may claim: those that can hold an item."""
    mine = Office.objects.filter(accessible_offices(officer, "manage_catalogue", on=on, field="pk"), kind__in=HOLDING)
    return mine.select_related("region").order_by("level", "region", "pk")


def items_of_ended_entries(officer: Officer, on: date) -> QuerySet[Item]:
    """Return the items of the officer whose entry has ended: they are to be cancelled; page by ``id``."""
    return _mine(officer, on).filter(catalog_item__ended_on__lte=on).select_related("catalog_item", "office")
