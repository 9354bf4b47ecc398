"""Public lists as they are read: how many items, which ones, and what has changed when."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce

from tongban.catalogue.models import Delegation, Item, ItemFacts, ListMembership, PaperUse
from tongban.catalogue.queries.items import items_in_force
from tongban.catalogue.queries.scope import choices_of, of_department
from tongban.catalogue.rules.materials import is_proof
from tongban.kernel.moments import local_day
from tongban.kernel.paging import Page, page
from tongban.people.models import Office

FACTS = tuple(field.name for field in ItemFacts._meta.concrete_fields)
NEAR = (Office.Level.TOWN, Office.Level.VILLAGE)


@dataclass(frozen=True)
class Narrowed:
    """What a reader of a list chose: a place, a department by its short name, words of the title."""

    region: str = ""
    department: str = ""
    text: str = ""

    def of(self, members: QuerySet[ListMembership]) -> QuerySet[ListMembership]:
        if self.region:
            members = members.filter(item__office__region=self.region)
        if self.department:
            members = members.filter(of_department(self.department, "item__"))
        if self.text:
            members = members.filter(item__current__title__icontains=self.text)
        return members


def facts_for_lists(items: Collection[int], now: datetime) -> dict[int, dict[str, Any]]:
    """Return what the rules of lists ask of each item that is in force and not suspended: its facts, its version."""
    day = local_day(now)
    open_items = items_in_force(day).filter(pk__in=items)
    lent = Delegation.objects.on(day).filter(item__in=items, to__level__in=NEAR)
    near = set(lent.values_list("item", flat=True))
    facts = ItemFacts.objects.filter(item__in=open_items.values("pk"))
    found = {row["item"]: row for row in facts.values(*FACTS, "item__current")}
    for item, row in found.items():
        row |= {"is_near": item in near, "version": row.pop("item__current")}
    return found


def list_counts() -> dict[str, int]:
    """Return how many items stand in each public list: one statement."""
    rows = ListMembership.objects.filter(left_at=None).values_list("list_code").annotate(Count("id"))
    return dict(rows.order_by())


def members(code: str, narrowed: Narrowed, *, after: str | None, size: int = 30) -> Page[ListMembership]:
    """Return a page of the items that stand in a list, who entered last first."""
    return page(_members(code, narrowed), keys=("-entered_at", "-id"), after=after, size=size)


def all_members(code: str, narrowed: Narrowed, *, at_most: int) -> Iterator[ListMembership]:
    """Return the items of a list for a file, by office and title."""
    listed = _members(code, narrowed).order_by("item__office__region", "item__office", "item__current__title", "pk")
    yield from listed[:at_most]


def changes(code: str, *, after: str | None, size: int = 30) -> Page[ListMembership]:
    """Return a page of a list's log: who entered and who left, the last change first."""
    rows = ListMembership.objects.filter(list_code=code).annotate(changed_at=Coalesce("left_at", "entered_at"))
    rows = rows.select_related("item__catalog_item", "item__office", "entered_with", "left_with")
    rows = rows.defer(*_heavy_of("entered_with"), *_heavy_of("left_with"))
    return page(rows, keys=("-changed_at", "-id"), after=after, size=size)


def last_change(code: str) -> datetime | None:
    """Return when anything entered or left a list last."""
    rows = ListMembership.objects.filter(list_code=code).annotate(changed_at=Coalesce("left_at", "entered_at"))
    return rows.order_by("-changed_at").values_list("changed_at", flat=True).first()


def places_and_departments(code: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Return what a list can be narrowed to: places as (code, name), departments by their short names."""
    rows = ListMembership.objects.filter(list_code=code, left_at=None).values_list(
        "item__office__region", "item__office__region__name", "item__office__short_name",
        "item__regulating_office__short_name",
    ).distinct().order_by("item__office__region")  # fmt: skip
    return choices_of(rows)


def why_listed(code: str, items: Collection[int]) -> dict[int, list[str]]:
    """Return, for the lists that say so, what of each item makes it stand there: its proofs, its services."""
    found: dict[int, list[str]] = {}
    if code == "proofs":
        asked = PaperUse.objects.filter(item__in=items, is_handed_in=True).order_by("pk")
        for item, name in asked.values_list("item", "name"):
            if is_proof(name):
                found.setdefault(item, []).append(name)
    if code == "intermediaries":
        texts = Item.objects.filter(pk__in=items).values_list("pk", "current__elements")
        found = {item: [each["name"] for each in elements.get("service_type") or ()] for item, elements in texts}
    return found


def lists_of_item(item: Item) -> list[str]:
    """Return the codes of the lists that an item stands in."""
    return list(item.memberships.filter(left_at=None).values_list("list_code", flat=True))


def modes_of_item(item: Item) -> list[str]:
    """Return in which of the six modes an item is handled (网上办、集中批、联合审、区域评、代办制、不见面)."""
    return next(iter(ItemFacts.objects.filter(item=item).values_list("modes", flat=True)), [])


def _members(code: str, narrowed: Narrowed) -> QuerySet[ListMembership]:
    rows = narrowed.of(ListMembership.objects.filter(list_code=code, left_at=None))
    return rows.select_related("item__current", "item__office__region").defer(*_heavy_of("item__current"))


def _heavy_of(path: str) -> tuple[str, ...]:
    return tuple(f"{path}__{name}" for name in ("elements", "form_schema", "questions", "receipt_rule"))
