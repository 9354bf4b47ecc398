"""Faults planted in drafts, one for each of many checks: something for the lint to find and a manager to mend."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from tongban.catalogue.actions import draft_version
from tongban.catalogue.demo.files import demo_items
from tongban.catalogue.models import Item, ItemVersion
from tongban.catalogue.queries import content_of
from tongban.catalogue.rules.contents import Content
from tongban.kernel.events import SYSTEM
from tongban.kernel.transactions import action


@lru_cache(maxsize=1)
def planted() -> dict[str, Any]:
    """Return the place of the faults and the faults, as data."""
    return tomllib.loads(Path(__file__).with_name("faults.toml").read_text(encoding="utf-8"))


@action
def plant_faults(*, now: datetime, place: str = "") -> dict[str, ItemVersion]:
    """Begin a faulty draft beside each item of a place that a fault is meant for; return the drafts by check."""
    codes = {data["number"]: data["code"] for data in demo_items()}
    held = Item.objects.filter(office__region__name=place or planted()["place"]).select_related("current")
    items = {item.catalog_item.code: item for item in held.select_related("catalog_item")}
    drafts = {}
    for fault in planted()["fault"]:
        item = items[codes[fault["number"]]]
        assert item.current
        content = _with_fault(content_of(item.current), fault)
        drafts[fault["check"]] = draft_version(item=item, content=content, by=SYSTEM, now=now)
    return drafts


def _with_fault(content: Content, fault: Mapping[str, Any]) -> Content:
    elements = dict(content.fields["elements"])
    for name, value in fault.get("elements", {}).items():
        before = elements.get(name)
        elements[name] = {**before, **value} if isinstance(before, dict) and isinstance(value, dict) else value
    return replace(
        content,
        fields={**content.fields, "elements": elements, **fault.get("fields", {})},
        materials=(*_changed(content.materials, fault.get("papers", {})), *fault.get("more", ())),
        steps=tuple(_changed(content.steps, fault.get("steps", {}))),
    )


def _changed(parts: Sequence[Mapping[str, Any]], changes: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [{**part, **changes.get(part["code"], {})} for part in parts]
