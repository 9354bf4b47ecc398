"""One item as its managers see it whole: what it is, its versions, its scenarios, its history."""

from dataclasses import dataclass
from datetime import date

from tongban.catalogue.models import HandlingItem, Item, ItemVersion
from tongban.people.models import Officer
from tongban.people.queries import may
from tongban.people.queries.trails import TrailEntry, trail_of

SHOWN_VERSIONS = 20


@dataclass(frozen=True)
class ItemPage:
    """What stands on the page of an item; panels of other topics are given it as their subject."""

    item: Item
    on: date
    is_mine: bool  # the officer manages the catalogue of its office
    versions: tuple[ItemVersion, ...]  # newest first
    scenarios: tuple[HandlingItem, ...]  # of the version in force, or of the newest one
    history: tuple[TrailEntry, ...]

    @property
    def state(self) -> str:
        """``suspended``, ``published``, ``retired``, ``draft``: what the list of items shows too."""
        return state_of(self.item, self.on)

    @property
    def shown(self) -> ItemVersion | None:
        """The version in force; before the first one and after the last, the newest."""
        return self.item.current or (self.versions[0] if self.versions else None)

    @property
    def unfinished(self) -> ItemVersion | None:
        """The version being worked on: draft, in review or waiting for its day."""
        return next((version for version in self.versions if version.state in ItemVersion.UNFINISHED), None)

    @property
    def lines(self) -> list["VersionLine"]:
        return [VersionLine(self, version) for version in self.versions]


@dataclass(frozen=True)
class VersionLine:
    """A version on the page of its item: what panels beside it are given."""

    page: ItemPage
    version: ItemVersion


def state_of(item: Item, on: date) -> str:
    """Return how an item stands on a day."""
    if item.current_id:
        return "suspended" if item.is_suspended(on) else "published"
    return "retired" if item.retired_at else "draft"


def item_page(item: Item, officer: Officer, on: date) -> ItemPage:
    """Gather the page of an item in a number of queries that does not grow with it."""
    versions = item.versions.select_related("submitted_by", "reviewed_by", "edited_by").order_by("-number")
    newest = tuple(versions[:SHOWN_VERSIONS])
    shown = item.current_id or (newest[0].pk if newest else None)
    for version in newest:
        version.item = item
    return ItemPage(
        item=item,
        on=on,
        is_mine=may(officer, "manage_catalogue", office=item.office, on=on),
        versions=newest,
        scenarios=tuple(HandlingItem.objects.filter(version=shown)),
        history=tuple(trail_of(item.subject)),
    )
