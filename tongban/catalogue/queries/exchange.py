"""Items for other systems, element by element, under the field names of the national exchange tables."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from tongban.catalogue.models import Item, ItemVersion
from tongban.catalogue.queries.contents import content_of, parent_of
from tongban.catalogue.rules.elements import Holder, values_of
from tongban.catalogue.rules.profiles import elements

PARTS = ("handling_items", "materials", "steps", "placements")
AT_ONCE = 200
MATERIALS = "materials"


@dataclass(frozen=True)
class Record:
    """One item in force: its elements by field, and its papers, each by the fields of a paper."""

    code: str
    version: int
    elements: dict[str, Any]
    materials: list[dict[str, Any]]

    def as_data(self) -> dict[str, Any]:
        return {**self.elements, MATERIALS: self.materials}


def versions_in_force(items: QuerySet[Item]) -> QuerySet[ItemVersion]:
    """Return the versions in force of these items, with everything a record takes from them."""
    versions = ItemVersion.objects.filter(item__in=items.values("pk"), item__current=F("pk"))
    return versions.select_related("item__office", "item__catalog_item").prefetch_related(*PARTS)


def record_of(version: ItemVersion, on: date) -> Record:
    """Return a version by the field names of the exchange; what is not given is null."""
    item = version.item
    holder = Holder(
        code=item.code,
        office=item.office.name,
        office_code=item.office.uscc,
        state="暂停" if item.is_suspended(on) else "在用" if item.current_id == version.pk else "取消",
        version=version.number,
        effective_on=version.effective_on,
        cancelled_on=version.retires_on,
    )
    values = values_of(content_of(version), parent_of(item.catalog_item), holder)
    of_item = [each for each in elements().values() if not each.is_of_material]
    return Record(
        code=item.code,
        version=version.number,
        elements={each.field: _plain(values.get(each.field)) for each in of_item},
        materials=[{"material_code": code, **_plain(paper)} for code, paper in values[MATERIALS].items()],
    )


def records(items: QuerySet[Item], on: date) -> Iterator[Record]:
    """Yield the records of items in force, a few hundred at a time, in order of their codes."""
    versions = versions_in_force(items).order_by("item__code")
    return (record_of(version, on) for version in versions.iterator(chunk_size=AT_ONCE))


def json_chunks(told: Iterable[Record]) -> Iterator[str]:
    """Yield one JSON document of all records, piece by piece: ``{"items": [ … ]}``."""
    yield '{"items": ['
    begun = False
    for record in told:
        yield (",\n" if begun else "\n") + json.dumps(record.as_data(), ensure_ascii=False)
        begun = True
    yield "\n]}\n"


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value
