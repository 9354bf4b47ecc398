"""Items of an old system: listed in the basic catalogue, taken on by an office, their text drafted and published."""

from datetime import datetime
from typing import Any

from tongban.catalogue.actions import CannotDraft, create_item, draft_version, list_catalog_item, publish_version
from tongban.catalogue.models import CatalogItem, Item
from tongban.catalogue.queries import content_of
from tongban.catalogue.queries.told import content_from, says_the_same
from tongban.catalogue.rules.codes import item_code
from tongban.catalogue.rules.contents import Content
from tongban.kernel.events import SYSTEM
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Office
from tongban.server.importing.moments import moments_of

PARTS = ("handling_items", "materials", "steps", "placements")


@action
def lay_catalog_item(data: dict[str, Any], now: datetime) -> bool:
    """List an item in the basic catalogue; return whether it is new. One that is there stays as it is."""
    if CatalogItem.objects.filter(code=data["code"]).exists():
        return False
    list_catalog_item(
        code=data["code"],
        name=data["name"],
        item_type=data["type"],
        legal_bases=data.get("legal_bases", []),
        by=SYSTEM,
        now=now,
    )
    return True


@action
def lay_item(data: dict[str, Any], now: datetime) -> bool:
    """Take an item on and put its text in force; return whether that text is new. Raises Refused.

    A text that one of its versions has already is not entered again.
    """
    (published_at,), obstacles = moments_of(data, ("published_at",))
    offices = {office.uscc: office for office in Office.objects.filter(uscc__in=offices_named(data))}
    listed = CatalogItem.objects.filter(code=data["catalog_item"]).first()
    if listed is None:
        obstacles.append(Obstacle("catalog_item_unknown", data["catalog_item"]))
    owners = [data["office"], *filter(None, [data.get("regulating_office")])]
    obstacles += [Obstacle("office_unknown", uscc) for uscc in owners if uscc not in offices]
    keys = {uscc: office.pk for uscc, office in offices.items()}
    content, faults = content_from(data["version"], offices=keys)
    if listed is None or obstacles or faults:
        raise CannotDraft(obstacles + faults)

    office, regulating = offices[data["office"]], offices.get(data.get("regulating_office", ""))
    item = Item.objects.filter(catalog_item=listed, office=office).select_related("current").first()
    if item and _is_here(item, content):
        return False
    if obstacles := _out_of_order(item, published_at, now):
        raise CannotDraft(obstacles)

    item = item or create_item(
        catalog_item=listed, office=office, regulating_office=regulating, by=SYSTEM, now=published_at or now
    )
    version = draft_version(item=item, content=content, by=SYSTEM, now=published_at or now)
    if not data.get("is_draft"):
        publish_version(version=version, by=SYSTEM, now=published_at or now)
    return True


def offices_named(data: dict[str, Any]) -> set[str]:
    """Return the credit codes of the offices that a line names."""
    steps = [step.get("office") for step in data["version"].get("steps", ())]
    named = {data["office"], data.get("regulating_office"), *(uscc for uscc in steps if isinstance(uscc, str))}
    return named - {None}


def code_of(data: dict[str, Any]) -> str:
    """Return the code of the item that a line tells of, whose office is here."""
    level = Office.objects.values_list("level", flat=True).get(uscc=data["office"])
    return item_code(uscc=data["office"], level=level, basic_code=data["catalog_item"])


def _is_here(item: Item, content: Content) -> bool:
    versions = item.versions.prefetch_related(*PARTS).order_by("-number")
    return any(says_the_same(content_of(version), content) for version in versions)


def _out_of_order(item: Item | None, published_at: datetime | None, now: datetime) -> list[Obstacle]:
    """Versions of an item come in the order in which they were published."""
    before = item.current.published_at if item and item.current else None
    if published_at and published_at > now:
        return [Obstacle("moment_out_of_reach", "published_at")]
    if published_at and before and published_at <= before:
        return [Obstacle("moments_out_of_order", "published_at")]
    return []
