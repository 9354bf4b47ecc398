"""The public lists of items for other systems: which there are, who stands in one, what entered and left it when."""

from datetime import datetime

from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema

from tongban.catalogue.models import ListMembership
from tongban.catalogue.queries import lists
from tongban.catalogue.rules.lists import PublicList, public_lists
from tongban.people.api import Key
from tongban.ui.api.problems import problems
from tongban.ui.api.schemas import shown_by
from tongban.ui.api.values import After, Limit

router = Router(tags=["items"], auth=Key("items:read"))
LIST = {
    "code": "at-once",
    "title": "马上办",
    "title_en": "At once",
    "meaning": "材料齐全，当场办结",
    "meaning_en": "Done while you wait",
    "source": "国办发〔2018〕45号",
    "is_sure": True,
    "items": 42,
}
ROW = {
    "code": "11990100MB1234567A3990131009000",
    "title": "食品经营许可",
    "office": "云州市行政审批局",
    "region": "990100",
    "promised": "5个工作日",
    "entered_at": "2026-04-27T02:00:00Z",
    "why": [],
}
CHANGE = {
    "code": "11990100MB1234567A3990131009000",
    "title": "食品经营许可",
    "office": "云州市行政审批局",
    "entered_at": "2026-04-27T02:00:00Z",
    "entered_with": 3,
    "left_at": None,
    "left_with": None,
}


class ListOut(Schema):
    """A public list (清单): what standing in it means, and on what ground."""

    model_config = shown_by(LIST)

    code: str
    title: str
    title_en: str
    meaning: str
    meaning_en: str
    source: str
    is_sure: bool = Field(description="No while nobody has compared the ground with the official text")
    items: int = Field(description="How many items stand in it today, at all places")


class ListsOut(Schema):
    model_config = shown_by({"rows": [LIST]})

    rows: list[ListOut]


class ListedOut(Schema):
    """An item that stands in a list."""

    code: str
    title: str
    office: str
    region: str = Field(description="Region code, GB/T 2260")
    promised: str
    entered_at: datetime
    why: list[str] = Field(description="What makes it stand there, where the list says so: its proofs, its services")


class ListedPage(Schema):
    model_config = shown_by({"rows": [ROW], "next": None})

    rows: list[ListedOut]
    next: str | None


class ChangeOut(Schema):
    """That an item entered a list, and, if so, left it again; with the versions that made it."""

    code: str
    title: str
    office: str
    entered_at: datetime
    entered_with: int | None
    left_at: datetime | None
    left_with: int | None


class ChangesPage(Schema):
    model_config = shown_by({"rows": [CHANGE], "next": None})

    rows: list[ChangeOut]
    next: str | None


@router.get("/lists", response={200: ListsOut}, summary="List the public lists")
def list_lists(request: HttpRequest) -> ListsOut:
    """At once, online, nearby, in one trip and the others, each with the number of its items."""
    counts = lists.list_counts()
    return ListsOut(rows=[_list(each, counts.get(each.code, 0)) for each in public_lists().values()])


@router.get("/lists/{list_code}", response={200: ListedPage, **problems(404, 422)}, summary="Read a public list")
def read_list(
    request: HttpRequest,
    list_code: str,
    region: str = Query("", max_length=12, pattern=r"^[0-9]*$", description="Region code, GB/T 2260"),
    department: str = Query("", max_length=40, description="Short name of the office"),
    q: str = Query("", max_length=40, description="Words of the title"),
    after: After = "",
    limit: Limit = 50,
) -> ListedPage:
    """The items that stand in it, who entered last first."""
    code = _known(list_code)
    found = lists.members(code, lists.Narrowed(region, department, q), after=after or None, size=limit)
    why = lists.why_listed(code, [row.item_id for row in found])
    return ListedPage(rows=[_listed(row, why.get(row.item_id, [])) for row in found], next=found.next)


@router.get(
    "/lists/{list_code}/changes",
    response={200: ChangesPage, **problems(404, 422)},
    summary="Read what entered and left a public list",
)
def read_list_changes(request: HttpRequest, list_code: str, after: After = "", limit: Limit = 50) -> ChangesPage:
    """The last change first."""
    found = lists.changes(_known(list_code), after=after or None, size=limit)
    return ChangesPage(rows=[_change(row) for row in found], next=found.next)


def _known(code: str) -> str:
    if code not in public_lists():
        raise Http404
    return code


def _list(known: PublicList, items: int) -> ListOut:
    return ListOut(
        code=known.code,
        title=known.title,
        title_en=known.title_en,
        meaning=known.meaning,
        meaning_en=known.meaning_en,
        source=known.source,
        is_sure=known.is_sure,
        items=items,
    )


def _listed(row: ListMembership, why: list[str]) -> ListedOut:
    version, office = row.item.current, row.item.office
    assert version is not None  # who stands in a list is in force
    return ListedOut(
        code=row.item.code,
        title=version.title,
        office=office.name,
        region=office.region_id,
        promised=str(version.promised_limit),
        entered_at=row.entered_at,
        why=why,
    )


def _change(row: ListMembership) -> ChangeOut:
    return ChangeOut(
        code=row.item.code,
        title=row.item.catalog_item.name,
        office=row.item.office.name,
        entered_at=row.entered_at,
        entered_with=row.entered_with.number if row.entered_with else None,
        left_at=row.left_at,
        left_with=row.left_with.number if row.left_with else None,
    )
