"""Items under the field names of the national exchange tables: for the province, and for other systems of the city."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema

from tongban.catalogue.models import Item
from tongban.catalogue.queries.exchange import Record, record_of, versions_in_force
from tongban.catalogue.queries.items import published_items
from tongban.kernel.moments import local_day
from tongban.kernel.paging import page
from tongban.people.api import Key
from tongban.ui.api.problems import problems
from tongban.ui.api.schemas import shown_by
from tongban.ui.api.values import After, Limit

router = Router(tags=["items"])
CODE = "11990100MB1234567A3990131009000"
RECORD = {
    "code": CODE,
    "version": 1,
    "elements": {
        "task_name": "食品经营许可",
        "catalog_code": "990131009000",
        "task_code": CODE,
        "task_type": "01",
        "by_law": ["《中华人民共和国食品安全法》第三十五条"],
        "promise_day": 5,
        "promise_type": "工作日",
    },
    "materials": [{"material_code": "layout", "material_name": "布局流程图", "is_need": "required"}],
}


class ExchangeOut(Schema):
    """An item in force, element by element."""

    model_config = shown_by(RECORD)

    code: str
    version: int
    elements: dict[str, Any] = Field(description="By exchange field: task_name, by_law, promise_day …; null: not given")
    materials: list[dict[str, Any]] = Field(description="The papers, each by its exchange fields")


class ExchangesOut(Schema):
    model_config = shown_by({"rows": [RECORD], "next": None})

    rows: list[ExchangeOut]
    next: str | None


@router.get(
    "/items/{code}/exchange",
    response={200: ExchangeOut, **problems(404)},
    auth=Key("items:read"),
    summary="Read an item by exchange fields",
)
def read_exchange(request: HttpRequest, code: str) -> ExchangeOut:
    """The version in force, by the field names of the exchange tables."""
    version = versions_in_force(published_items().filter(code=code)).first()
    if version is None:
        raise Http404
    return _told(record_of(version, local_day(timezone.now())))


@router.get(
    "/exchange/items",
    response={200: ExchangesOut, **problems(422)},
    auth=Key("items:read"),
    summary="List items by exchange fields",
)
def list_exchange(request: HttpRequest, after: After = "", limit: Limit = 50) -> ExchangesOut:
    """Every item in force, page by page: ask again with `next` until it is null."""
    found = page(published_items(), keys=("id",), after=after or None, size=limit)
    keys = [item.pk for item in found.rows]
    versions = {version.item_id: version for version in versions_in_force(Item.objects.filter(pk__in=keys))}
    today = local_day(timezone.now())
    return ExchangesOut(
        rows=[_told(record_of(versions[key], today)) for key in keys if key in versions], next=found.next
    )


def _told(record: Record) -> ExchangeOut:
    return ExchangeOut(code=record.code, version=record.version, elements=record.elements, materials=record.materials)
