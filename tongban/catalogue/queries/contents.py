"""A version as content, and what stands against publishing it."""

from datetime import date
from typing import Any

from django.forms.models import model_to_dict

from tongban.catalogue.models import CatalogItem, HandlingItem, ItemVersion, MaterialSpec
from tongban.catalogue.queries.laws import known_world
from tongban.catalogue.rules.contents import Content, Parent
from tongban.catalogue.rules.lint import findings, lint
from tongban.catalogue.rules.lint.checks import Finding, World
from tongban.kernel.obstacles import Obstacle

FIELDS = (
    "title", "title_en", "summary", "summary_en", "run_mode", "for_persons", "for_firms",
    "is_instant", "is_single_officer", "single_officer_basis",
    "statutory_amount", "statutory_unit", "statutory_printed_unit", "statutory_text",
    "promised_amount", "promised_unit", "promised_printed_unit", "promised_text",
    "receipt_rule", "delivery_amount", "cross_scope", "elements", "form_schema", "questions",
)  # fmt: skip
# What follows from where a part stands, or from its text.
COMPUTED = {HandlingItem: ("position", "number", "digest"), MaterialSpec: ("position",)}


def content_of(version: ItemVersion) -> Content:
    """Return the whole text of a version, so that a new draft can begin with it."""
    return Content(
        fields={name: getattr(version, name) for name in FIELDS},
        scenarios=tuple(_part(row) for row in version.handling_items.all()),
        materials=tuple(_part(row) for row in version.materials.all()),
        steps=tuple(_part(row) for row in version.steps.all()),
        placements=tuple((row.kind, row.code) for row in version.placements.all()),
    )


def parent_of(catalog_item: CatalogItem) -> Parent:
    """Return what the basic catalogue says of an item."""
    return Parent(
        code=catalog_item.code,
        name=catalog_item.name,
        item_type=catalog_item.item_type,
        legal_bases=tuple(catalog_item.legal_bases),
        is_local=catalog_item.origin == CatalogItem.Origin.LOCAL,
    )


def obstacles_to_publishing(version: ItemVersion, *, on: date) -> list[Obstacle]:
    """Return why the version may not be published on a day: its state, or the errors that the lint finds."""
    if version.state != ItemVersion.State.DRAFT:
        return [Obstacle("version_is_published", version.title)]
    return errors_of(version, on=on)


def errors_of(version: ItemVersion, *, on: date) -> list[Obstacle]:
    """Return the errors that the lint finds in a version on a day."""
    return findings(content_of(version), parent_of(version.item.catalog_item), known_world(on))


def findings_of(version: ItemVersion, known: World) -> list[Finding]:
    """Return everything the lint finds in a version, errors and warnings."""
    return lint(content_of(version), parent_of(version.item.catalog_item), known)


def _part(row: Any) -> dict[str, Any]:
    own = {"id", "version", *COMPUTED.get(type(row), ())}
    return {name: value for name, value in model_to_dict(row).items() if name not in own}
