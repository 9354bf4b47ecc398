"""The list of items as their managers see it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from tongban.catalogue.models import Item, ItemVersion
from tongban.catalogue.queries.contents import findings_of
from tongban.catalogue.queries.item_page import state_of
from tongban.catalogue.queries.laws import known_world
from tongban.catalogue.rules.lint.checks import World
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.paging import Page, page
from tongban.people.models import Officer
from tongban.people.queries import accessible_offices


@dataclass(frozen=True)
class DeskRow:
    """One item: what is in force, what is being drafted, what stands against the draft."""

    item: Item
    draft: ItemVersion | None
    errors: tuple[Obstacle, ...]
    warnings: tuple[Obstacle, ...]
    is_mine: bool
    state: str


def items_seen(officer: Officer, on: date, *, state: str = "", text: str = "") -> QuerySet[Item]:
    """Return the items that the officer may see, narrowed down by state and by words of the name or the code."""
    seen, managed = (accessible_offices(officer, power, on=on) for power in ("see", "manage_catalogue"))
    items = Item.objects.filter(seen | managed)
    if state == "published":
        items = items.filter(current__isnull=False)
    if state == "retired":
        items = items.filter(current=None, retired_at__isnull=False)
    if state == "draft":
        items = items.filter(versions__state=ItemVersion.State.DRAFT)
    if text:
        items = items.filter(Q(catalog_item__name__icontains=text) | Q(code__startswith=text))
    return items


def desk_items(
    officer: Officer, on: date, *, state: str = "", text: str = "", after: str | None = None, size: int = 25
) -> tuple[Page[Item], list[DeskRow]]:
    """Return a page of the items that the officer may see, and its rows; drafts are examined with one read."""
    items = items_seen(officer, on, state=state, text=text)
    parts = ("handling_items", "materials", "steps", "placements")
    drafts = ItemVersion.objects.filter(state=ItemVersion.State.DRAFT).prefetch_related(*parts)
    items = items.select_related("catalog_item", "office", "current").prefetch_related(
        Prefetch("versions", queryset=drafts)
    )
    found = page(items, keys=("id",), after=after, size=size)
    keys = [item.pk for item in found.rows]
    managed = accessible_offices(officer, "manage_catalogue", on=on)
    mine = set(Item.objects.filter(managed, pk__in=keys).values_list("pk", flat=True))
    known = known_world(on)
    return found, [_row(item, known, on, is_mine=item.pk in mine) for item in found.rows]


def _row(item: Item, known: World, on: date, *, is_mine: bool) -> DeskRow:
    draft = next(iter(item.versions.all()), None)  # drafts alone were read
    if draft:
        draft.item = item
    found = findings_of(draft, known) if draft else []
    return DeskRow(
        item=item,
        draft=draft,
        errors=tuple(finding.obstacle for finding in found if finding.check.blocks),
        warnings=tuple(finding.obstacle for finding in found if not finding.check.blocks),
        is_mine=is_mine,
        state=state_of(item, on),
    )
