"""What one change would do to many items: before and after, and what the lint says to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from tongban.catalogue.models import Item, ItemVersion
from tongban.catalogue.queries.contents import content_of, parent_of
from tongban.catalogue.queries.desk import items_seen
from tongban.catalogue.queries.laws import known_world
from tongban.catalogue.rules.contents import Content
from tongban.catalogue.rules.differences import Difference, differences
from tongban.catalogue.rules.lint import findings
from tongban.kernel.obstacles import Obstacle
from tongban.people.models import Officer
from tongban.people.queries import accessible_offices

PARTS = ("handling_items", "materials", "steps", "placements")
HELD = (ItemVersion.State.REVIEW, ItemVersion.State.SCHEDULED)


@dataclass(frozen=True)
class Preview:
    """One item: what would change in it, and which errors would come and go."""

    item: Item
    has_draft: bool
    differences: tuple[Difference, ...]
    new_errors: tuple[Obstacle, ...]
    gone_errors: tuple[Obstacle, ...]


def items_to_change(officer: Officer, on: date, *, text: str = "", office: str = "") -> QuerySet[Item]:
    """Return the items in force that the officer manages, but for those whose next version is in review."""
    items = items_seen(officer, on, state="published", text=text)
    items = items.filter(accessible_offices(officer, "manage_catalogue", on=on))
    if office:
        items = items.filter(office=int(office))
    held = ItemVersion.objects.filter(item=OuterRef("pk"), state__in=HELD)
    return items.exclude(Exists(held)).select_related("catalog_item", "office", "current").order_by("code")


def previews(items: list[Item], change: Callable[[Content], Content], on: date) -> list[Preview]:
    """Return what a change would do to each item that it changes at all: queries do not grow with the items."""
    versions = ItemVersion.objects.filter(
        item__in=items, state__in=[ItemVersion.State.DRAFT, ItemVersion.State.PUBLISHED]
    )
    newest: dict[int, ItemVersion] = {}
    for version in versions.prefetch_related(*PARTS).order_by("number"):
        newest[version.item_id] = version
    known = known_world(on)
    found = []
    for item in items:
        version = newest[item.pk]
        before = content_of(version)
        after = change(before)
        if told := differences(before, after):
            parent = parent_of(item.catalog_item)
            was, now = findings(before, parent, known), findings(after, parent, known)
            found.append(
                Preview(
                    item=item,
                    has_draft=version.state == ItemVersion.State.DRAFT,
                    differences=tuple(told),
                    new_errors=tuple(each for each in now if each not in was),
                    gone_errors=tuple(each for each in was if each not in now),
                )
            )
    return found
