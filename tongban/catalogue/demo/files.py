"""The files of the demo items, as an item manager would write them: read once, as data."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

ITEMS = Path(__file__).parents[1] / "demo_items"


@lru_cache(maxsize=1)
def demo_items() -> tuple[dict[str, Any], ...]:
    """Return the files as data, in the order of their numbers."""
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in ITEMS.glob("*.toml")]
    return tuple(sorted(files, key=lambda data: data["number"]))


# Fields of the demo forms that are the same thing in every item, by name: the shared fields that they are. A file says
# so itself (``shared``) where a name alone does not tell: an address may be that of a shop, or of a home.
SHARED = {
    "firm_name": "applicant_name",
    "firm_code": "applicant_identity",
    "full_name": "person_name",
    "identity": "person_identity",
    "phone": "contact_phone",
    "contact_phone": "contact_phone",
    "head_phone": "contact_phone",
    "owner_phone": "contact_phone",
    "shop_name": "shop_name",
    "place_name": "shop_name",
    "shop_address": "place_address",
    "place_address": "place_address",
    "shop_area": "floor_area",
    "opening": "opening_hours",
    "head_name": "head_name",
    "owner_name": "head_name",
    "head_id": "head_identity",
    "owner_id": "head_identity",
    "contact_name": "contact_name",
    "project": "project_name",
    "project_code": "project_code",
}


def form_schema(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the form of a file: its fields as properties, its sections with the names of their fields."""
    fields = data.get("fields", ())
    return {
        "type": "object",
        "properties": {f["name"]: _property(f) for f in fields},
        "required": [f["name"] for f in fields if f.get("required")],
        "sections": [
            {**section, "fields": [f["name"] for f in fields if f["section"] == section["code"]]}
            for section in data.get("sections", ())
        ],
    }


def _property(field: Mapping[str, Any]) -> dict[str, Any]:
    own = {key: value for key, value in field.items() if key not in ("section", "name", "required")}
    shared = field.get("shared", SHARED.get(field["name"]))
    return {**own, "shared": shared} if shared else own


@lru_cache(maxsize=1)
def licence_types() -> tuple[str, ...]:
    """Return the electronic licences that replace papers of the demo items, by name: their places number them."""
    papers = (paper for data in demo_items() for paper in data["papers"])
    return tuple(sorted({paper["from"] for paper in papers if paper.get("exempt") == "licence"}))


@lru_cache(maxsize=1)
def differences() -> tuple[dict[str, Any], ...]:
    """Return where a place says something else than the others do."""
    path = Path(__file__).with_name("differences.toml")
    return tuple(tomllib.loads(path.read_text(encoding="utf-8"))["differs"])


def differing(data: Mapping[str, Any], place: str) -> Mapping[str, Any]:
    """Return the file as a place has it: mostly as it is."""
    for difference in differences():
        if (difference["place"], difference["number"]) == (place, data["number"]):
            other = difference.get("papers", {})
            papers = [{**paper, **other.get(paper["code"], {})} for paper in data["papers"]]
            return {**data, **difference.get("set", {}), "papers": papers}
    return data
