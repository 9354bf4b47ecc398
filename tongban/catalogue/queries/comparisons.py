"""The same item in other hands: compared over levels and offices under a profile, and a list of scores."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tongban.catalogue.models import CatalogItem, Item, ItemVersion
from tongban.catalogue.queries.contents import content_of, parent_of
from tongban.catalogue.queries.workbench import holder_of
from tongban.catalogue.rules.comparison import Comparison, Side, Values, compare, completeness
from tongban.catalogue.rules.contents import Parent
from tongban.catalogue.rules.elements import values_of
from tongban.catalogue.rules.profiles import Profile, profiles
from tongban.kernel.ratios import Ratio
from tongban.people.models import Office, Officer
from tongban.people.queries import accessible_offices

PARTS = ("handling_items", "materials", "steps", "placements")
LEVELS = ("1", "2", "3", "4", "5", "6")
MOST_SIDES = 12  # beside the catalogue: more is no page any more
MOST_ITEMS = 500  # of one office
KNOWN_BY_PARENT = {"four"}  # profiles of which the basic catalogue itself knows every element


@dataclass(frozen=True)
class Compared:
    """A catalogue item in every hand: the comparison, and whose each side is (None: the basic catalogue)."""

    catalog_item: CatalogItem
    comparison: Comparison | None  # None while there is nothing to compare with
    items: tuple[Item | None, ...]
    left_out: int


@dataclass(frozen=True)
class Scored:
    """An item of an office: how far it is the same as the reference, and how complete it is."""

    item: Item
    reference: str  # with what it was compared; empty where nothing else was there
    same: Ratio
    mismatches: int
    complete: Ratio


def compared(catalog_item: CatalogItem, profile: Profile, levels: Collection[str]) -> Compared:
    """Compare a catalogue item over these levels: the catalogue first where it knows the elements, then the highest."""
    versions = list(
        _in_force().filter(item__catalog_item=catalog_item, item__office__level__in=levels)[: MOST_SIDES + 1]
    )
    shown = versions[:MOST_SIDES]
    sides: list[Side] = [_of_parent(parent_of(catalog_item))] if profile.code in KNOWN_BY_PARENT else []
    items: list[Item | None] = [None] * len(sides)
    for version in shown:
        sides.append(Side(version.item.office.name, _values(version)))
        items.append(version.item)
    comparison = compare(profile, sides) if len(sides) > 1 else None
    return Compared(catalog_item, comparison, tuple(items), len(versions) - len(shown))


def scores(office: Office, profile: Profile, *, most: int = MOST_ITEMS) -> list[Scored]:
    """Compare every item in force of an office with its reference, worst first: queries do not grow with the items."""
    versions = list(_in_force().filter(item__office=office)[:most])
    references = _references(versions, office, profile)
    whole = profiles()["118"]
    rows = []
    for version in versions:
        values = _values(version)
        reference = references.get(version.item.catalog_item_id)
        found = compare(profile, [reference, Side(office.name, values)]) if reference else None
        rows.append(
            Scored(
                item=version.item,
                reference=reference.label if reference else "",
                same=found.score if found else Ratio(0, 0),
                mismatches=len(found.mismatches) if found else 0,
                complete=completeness(whole, values),
            )
        )
    return sorted(rows, key=lambda row: (row.same.value is None, row.same.value or 0, row.item.code))


def offices_with_items(officer: Officer, on: date) -> list[tuple[str, str]]:
    """Return the offices whose items the officer manages or approves, for choosing one."""
    powers = ("manage_catalogue", "approve_catalogue")
    reach = accessible_offices(officer, powers[0], on=on) | accessible_offices(officer, powers[1], on=on)
    with_items = Item.objects.filter(reach, current__isnull=False).order_by()
    offices = Office.objects.filter(pk__in=with_items.values("office")).order_by("region", "pk")
    return [(str(pk), name) for pk, name in offices.values_list("pk", "name")[:MOST_ITEMS]]


def _in_force() -> QuerySet[ItemVersion]:
    versions = ItemVersion.objects.filter(state=ItemVersion.State.PUBLISHED, item__current__isnull=False)
    versions = versions.select_related("item__catalog_item", "item__office")
    return versions.prefetch_related(*PARTS).order_by("item__office__level", "item__code")


def _references(versions: Sequence[ItemVersion], office: Office, profile: Profile) -> dict[int, Side]:
    """Return with what each item is compared: the catalogue, or the same item of the highest other office."""
    listed = {version.item.catalog_item_id: version.item.catalog_item for version in versions}
    if profile.code in KNOWN_BY_PARENT:
        return {key: _of_parent(parent_of(item)) for key, item in listed.items()}
    found: dict[int, Side] = {}
    others = _in_force().filter(item__catalog_item__in=listed, item__office__level__lte=office.level)
    for version in others.exclude(item__office=office).order_by("-item__office__level", "-item__code"):
        found[version.item.catalog_item_id] = Side(version.item.office.name, _values(version))
    return found


def _values(version: ItemVersion) -> Values:
    return values_of(content_of(version), parent_of(version.item.catalog_item), holder_of(version))


def _of_parent(parent: Parent) -> Side:
    """What the basic catalogue says of an item, as a side of a comparison."""
    law = [f"《{each['title']}》{each.get('article', '')}" for each in parent.legal_bases]
    values = {"task_name": parent.name, "catalog_code": parent.code, "by_law": law, "task_type": parent.item_type}
    return Side(_("基本目录"), values)
