"""Drafts made of other texts: of an older version, of the item of another office, of many items by one change."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from tongban.catalogue.actions.drafts import replace_content
from tongban.catalogue.actions.listing import create_item
from tongban.catalogue.actions.refusals import CannotDraft
from tongban.catalogue.actions.versions import draft_version
from tongban.catalogue.models import Item, ItemVersion
from tongban.catalogue.queries.contents import content_of
from tongban.catalogue.rules.contents import Content
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Office

MOST_AT_ONCE = 200  # items changed in one transaction


@action
def draft_from_version(*, version: ItemVersion, by: Any, now: datetime) -> ItemVersion:
    """Roll back: begin a new version with the words of an old one; what was published stays as it was."""
    return draft_version(item=version.item, content=content_of(version), by=by, now=now)


@action
def copy_to_office(*, item: Item, office: Office, place: str, phone: str, by: Any, now: datetime) -> ItemVersion:
    """Take an item over into another office: its words as a draft there, under its own code, place and phone."""
    source = item.current or item.versions.order_by("-number").first()
    if source is None:
        raise CannotDraft([Obstacle("nothing_in_force", item.code)])

    copied = Item.objects.filter(catalog_item=item.catalog_item_id, office=office).first() or create_item(
        catalog_item=item.catalog_item, office=office, regulating_office=None, by=by, now=now
    )
    content = _settled(content_of(source), item, office, place=place, phone=phone)
    return draft_version(item=copied, content=content, by=by, now=now)


@action
def change_many(
    *, items: Sequence[Item], change: Callable[[Content], Content], by: Any, now: datetime
) -> list[ItemVersion]:
    """Begin a draft with one change for each of these items: all of them or, if one refuses, none."""
    if len(items) > MOST_AT_ONCE:
        raise CannotDraft([Obstacle("too_many_at_once", str(len(items)), {"most": MOST_AT_ONCE})])

    drafts = []
    for item in items:
        draft = item.versions.filter(state=ItemVersion.State.DRAFT).first()
        if draft:
            draft.item = item
            content = change(content_of(draft))
            drafts.append(replace_content(version=draft, content=content, by=by, now=now))
        elif item.current:
            drafts.append(draft_version(item=item, content=change(content_of(item.current)), by=by, now=now))
    return drafts


def _settled(content: Content, item: Item, office: Office, *, place: str, phone: str) -> Content:
    """Return a text for another office: where it speaks of the office it came from, it speaks of the new one."""
    near = {each.short_name: each.pk for each in Office.objects.filter(region=office.region_id)}
    names = dict(
        Office.objects.filter(pk__in=[step["office"] for step in content.steps]).values_list("pk", "short_name")
    )
    steps = [{**step, "office": _own_office(step["office"], item, office, near, names)} for step in content.steps]
    elements = {**content.fields.get("elements", {})}
    elements["contacts"] = {
        **elements.get("contacts", {}), "consult": phone or office.phone, "place": place or office.address
    }  # fmt: skip
    for theirs in ("duty_office", "remedies", "local_task_code", "other_dept_code", "online_handle_url"):
        elements.pop(theirs, None)  # of the place it came from: to be written anew
    materials = tuple({**paper, "blank": "", "sample": ""} for paper in content.materials)
    scenarios = tuple({name: value for name, value in each.items() if name != "code"} for each in content.scenarios)
    fields = {**content.fields, "elements": elements}
    return replace(content, fields=fields, steps=tuple(steps), materials=materials, scenarios=scenarios)


def _own_office(step: int, item: Item, office: Office, near: dict[str, int], names: dict[int, str]) -> int:
    """Return who does a step there: the office itself, the one of the same name in its region, else nobody else."""
    if step == item.office_id:
        return office.pk
    return near.get(names.get(step, ""), office.pk)
