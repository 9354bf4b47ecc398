"""The items of the demo city: read from ``demo_items/*.toml``, taken on by every office that holds the power.

Everything goes through the actions, in the same order and with the same result each time.
"""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from tongban.catalogue.actions import create_item, draft_version, list_catalog_item, publish_version
from tongban.catalogue.models import CatalogItem, Item
from tongban.catalogue.rules.contents import Content
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.kernel.transactions import action
from tongban.people.models import Office, Region
from tongban.people.queries import approving_office

ITEMS = Path(__file__).parent / "demo_items"
HOURS = "周一至周五 9:00–12:00、13:30–17:30（法定节假日除外，调休的工作日照常）"
RIGHTS = [
    "您有权陈述、申辩；有权依法申请行政复议或者提起行政诉讼。",
    "您应当如实提交材料、反映真实情况，并对材料内容的真实性负责。",
    "本指南没有列出的材料，工作人员不得要求您提交。",
]
COMPLAIN = "12345"


class City(Protocol):
    """What is needed of ``people.demo.City``."""

    def office(self, short: str, place: str) -> Office: ...


@action
def load_items(city: City, *, now: datetime, numbers: Collection[int] = ()) -> list[Item]:
    """Publish the demo items at every place whose office holds the power; return the items, files in order.

    ``numbers`` names the files to load; without it, all of them.
    """
    places = list(Region.objects.filter(level__in=["city", "county"], valid_to=None).order_by("code"))
    files = [data for data in demo_items() if not numbers or data["number"] in numbers]
    return [item for data in files for item in _load(data, city, places, now)]


@lru_cache(maxsize=1)
def demo_items() -> tuple[dict[str, Any], ...]:
    """Return the files as data, in the order of their numbers."""
    return tuple(tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(ITEMS.glob("*.toml")))


def _load(data: Mapping[str, Any], city: City, places: list[Region], now: datetime) -> Iterator[Item]:
    listed = list_catalog_item(
        code=data["code"],
        name=data["name"],
        item_type=data["type"],
        legal_bases=data["legal_bases"],
        by=SYSTEM,
        now=now,
    )
    for place in places:
        if place.level in data["levels"]:
            yield _take_on(data, listed, city, place, now)


def _take_on(data: Mapping[str, Any], listed: CatalogItem, city: City, place: Region, now: datetime) -> Item:
    """Publish the item at one place, in the hands of whoever decides there: the department, or the bureau."""
    department = city.office(data["department"], place.name)
    office = approving_office(department, data.get("line", ""), on=local_day(now))
    regulating = department if department.pk != office.pk else None
    item = create_item(catalog_item=listed, office=office, regulating_office=regulating, by=SYSTEM, now=now)

    offices = {"approving": office, "regulating": department}
    for step in data.get("steps", ()):
        if step["office"] not in offices:
            offices[step["office"]] = city.office(step["office"], place.name)
    version = draft_version(item=item, content=_content(data, office, place, offices), by=SYSTEM, now=now)
    publish_version(version=version, by=SYSTEM, now=now)
    item.refresh_from_db()
    return item


def _content(data: Mapping[str, Any], office: Office, place: Region, offices: Mapping[str, Office]) -> Content:
    return Content(
        fields={**_columns(data), "elements": _elements(data, office, place)},
        scenarios=tuple(data.get("scenarios", ())),
        materials=tuple(_paper(paper) for paper in data.get("papers", ())),
        steps=tuple(_step(step, offices) for step in data.get("steps", ())),
        placements=(
            *(("theme", code) for code in data.get("themes", ())),
            *(("event", code) for code in data.get("events", ())),
        ),
    )


def _columns(data: Mapping[str, Any]) -> dict[str, Any]:
    statutory, promised = data["statutory"], data["promised"]
    return {
        "title": data["name"],
        "title_en": data["name_en"],
        "summary": data["summary"],
        "summary_en": data["summary_en"],
        "run_mode": data["run_mode"],
        "for_persons": "person" in data["audiences"],
        "for_firms": "firm" in data["audiences"],
        "is_instant": promised["amount"] == 0,
        "is_single_officer": "single_officer_basis" in data,
        "single_officer_basis": data.get("single_officer_basis", ""),
        "statutory_amount": statutory.get("amount"),
        "statutory_unit": statutory.get("unit", ""),
        "statutory_printed_unit": statutory.get("printed", ""),
        "statutory_text": statutory.get("text", ""),
        "promised_amount": promised["amount"],
        "promised_text": promised.get("text", ""),
        "receipt_rule": _plain(data["receipt"]),
        "delivery_amount": data.get("delivery", 10),
        "questions": [_question(question) for question in data.get("questions", ())],
        "form_schema": form_schema(data),
    }


def _elements(data: Mapping[str, Any], office: Office, place: Region) -> dict[str, Any]:
    """Return what the guide shows beside the columns: the file's own words, and those of the place."""
    court = f"{place.name}人民法院" if place.level == "county" else f"{place.name}有管辖权的基层人民法院"
    return {
        "legal_bases": data["legal_bases"],
        "who": data["who"],
        "conditions": data["conditions"],
        "decision": data.get("decision", {}),
        "result": data["result"],
        "fees": data.get("fees", {"charges": []}),
        "channels": data.get("channels", ["web", "window"]),
        "address": data.get("address", ""),
        "special_procedures": data.get("special_procedures", []),
        "commitment": data.get("commitment", {}),
        "faqs": data.get("faqs", []),
        "own_words": data.get("own_words", []),
        "department_words": data.get("department_words", []),
        "rights": RIGHTS,
        "remedies": {"review_office": f"{place.name}人民政府", "court": court},
        "contacts": {
            "consult": office.phone,
            "complain": COMPLAIN,
            "place": f"{office.address}{data.get('window', '综合窗口')}",
            "hours": HOURS,
        },
    }


def _question(question: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "choice", **question}


def _paper(paper: Mapping[str, Any]) -> dict[str, Any]:
    renamed = {"exempt": "exempted_by", "from": "exempted_from", "sure": "basis_sure"}
    return {renamed.get(key, key): value for key, value in paper.items()}


def _step(step: Mapping[str, Any], offices: Mapping[str, Office]) -> dict[str, Any]:
    renamed = {"post": "post_kind"}
    plain = {renamed.get(key, key): value for key, value in step.items()}
    return {**plain, "office": offices[step["office"]].pk}


def form_schema(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the form of a file: its fields as properties, its sections with the names of their fields."""
    fields = data.get("fields", ())
    own = {"section", "name", "required"}
    return {
        "type": "object",
        "properties": {f["name"]: {key: value for key, value in f.items() if key not in own} for f in fields},
        "required": [f["name"] for f in fields if f.get("required")],
        "sections": [
            {**section, "fields": [f["name"] for f in fields if f["section"] == section["code"]]}
            for section in data.get("sections", ())
        ],
    }


def _plain(rule: Mapping[str, Any]) -> dict[str, Any]:
    """TOML has days; a column of JSON has not."""
    windows = [{key: day.isoformat() for key, day in window.items()} for window in rule.get("windows", ())]
    return {**rule, "windows": windows} if windows else dict(rule)
