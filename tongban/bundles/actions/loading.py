"""Bundles from files: entered at a place, or drafted anew where the file says something else than what is in force."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from tongban.bundles.actions.designing import (
    add_member,
    change_version,
    draft_version,
    link_members,
    list_bundle,
    publish_version,
    remove_member,
)
from tongban.bundles.actions.refusals import CannotDesign
from tongban.bundles.models import Bundle, BundleVersion, Member
from tongban.bundles.queries.designing import draft_of, with_those_above
from tongban.bundles.rules.files import Design, read_design
from tongban.catalogue.models import Item
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Office, Region

FILES = Path(__file__).parents[1] / "data/bundles"


def shipped_designs() -> dict[str, Design]:
    """Return the bundles that come with the platform, by the names of their files. Raises CannotDesign."""
    designs = {}
    for path in sorted(FILES.glob("*.toml")):
        design, wrong = read_design(path.read_text(encoding="utf-8"))
        if design is None:
            raise CannotDesign([Obstacle(o.code, o.about, {**o.details, "file": path.name}) for o in wrong])
        designs[path.stem] = design
    return designs


@action
def load_design(*, design: Design, region: Region, by: Any, now: datetime) -> Bundle:
    """Publish a bundle at a place as its file tells it, with the items of the nearest places.

    Raises CannotDesign where an item that must be is handled nowhere near, CannotPublish with the findings.
    """
    items = _all_items(design, region)
    bundle = Bundle.objects.filter(region=region, code=design.code).first()
    if bundle is None:
        lead = _lead(design, items, region)
        bundle = list_bundle(code=design.code, region=region, lead_office=lead, by=by, now=now)
    version = draft_version(bundle=bundle, says=_says_here(design, items), by=by, now=now)
    _write_members(version, design, items, by, now)
    publish_version(version=version, by=by, now=now)
    bundle.refresh_from_db()
    return bundle


@action
def draft_from_file(*, bundle: Bundle, design: Design, by: Any, now: datetime) -> BundleVersion:
    """Make the draft of a bundle say what a file tells, whatever it said before; begin one if there is none.

    Raises CannotDesign where the file is of another bundle, or an item that must be is handled nowhere near.
    """
    if design.code != bundle.code:
        raise CannotDesign([Obstacle("bundle_file_of_another", design.code, {"code": bundle.code})])
    items = _all_items(design, bundle.region)
    says, draft = _says_here(design, items), draft_of(bundle)
    if draft is None:
        draft = draft_version(bundle=bundle, says=says, by=by, now=now)
    else:
        draft = change_version(version=draft, says=says, by=by, now=now)
    for member in draft.members.all():
        remove_member(member=member, by=by, now=now)
    _write_members(draft, design, items, by, now)
    return draft


def _all_items(design: Design, region: Region) -> dict[str, Item]:
    """Return the items of a file. Raises CannotDesign where one that must be is handled nowhere near."""
    items = _items(design, region)
    missing = [line.item for line in design.members if line.is_required and line.item not in items]
    if missing:
        raise CannotDesign([Obstacle("bundle_item_not_here", item, {"place": region.name}) for item in missing])
    return items


def _says_here(design: Design, items: Mapping[str, Item]) -> dict[str, Any]:
    """Return what the file says at a place: fields and papers are one with those of the members that are there."""
    there = {line.code for line in design.members if line.item in items}

    def of_those(same: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        own = [{**one, "of": [use for use in one["of"] if use.partition(".")[0] in there]} for one in same]
        return [one for one in own if one["of"]]

    says = design.says
    return {
        **says,
        "same_fields": of_those(says["same_fields"]),
        "same_papers": of_those(says["same_papers"]),
    }


def _write_members(version: BundleVersion, design: Design, items: dict[str, Item], by: Any, now: datetime) -> None:
    members: dict[str, Member] = {}
    for line in design.members:
        if line.item in items:
            members[line.code] = add_member(
                version=version,
                code=line.code,
                item=items[line.item],
                condition=line.condition,
                answers=line.answers,
                group=line.group,
                is_required=line.is_required,
                by=by,
                now=now,
            )
    for link in design.links:
        if link.source in members and link.target in members:
            link_members(
                version=version,
                source=members[link.source],
                target=members[link.target],
                papers=link.papers,
                fields=dict(link.fields),
                by=by,
                now=now,
            )


def _items(design: Design, region: Region) -> dict[str, Item]:
    """Return the items in force by their basic codes: of the place itself, else of the nearest above it."""
    above = with_those_above(region)
    wanted = Item.objects.filter(
        catalog_item__code__in=[line.item for line in design.members],
        office__region__in=above,
        current__isnull=False,
    ).select_related("office", "catalog_item", "current")
    nearest: dict[str, Item] = {}
    order = {place.pk: height for height, place in enumerate(above)}
    for item in sorted(wanted, key=lambda item: (-order[item.office.region_id], item.pk)):
        nearest[item.catalog_item.code] = item
    return nearest


def _lead(design: Design, items: dict[str, Item], region: Region) -> Office:
    """Return the office that leads: that of a member, or a department of the place by its short name."""
    line = next((line for line in design.members if line.code == design.lead), None)
    if line is not None and line.item in items:
        return items[line.item].office
    office = Office.objects.filter(short_name=design.lead, region__in=with_those_above(region)).order_by("-level")
    if found := office.first():
        return found
    raise CannotDesign([Obstacle("bundle_lead_not_here", design.lead, {"place": region.name})])
