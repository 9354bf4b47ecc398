"""What was made public of decisions (双公示), for whoever shows it elsewhere."""

from datetime import date
from typing import Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from tongban.cases.models import Publication
from tongban.cases.queries.publication import narrowed, published
from tongban.kernel.paging import page
from tongban.people.api import Key
from tongban.ui.api.problems import problems
from tongban.ui.api.schemas import shown_by
from tongban.ui.api.values import After, Id, Limit, key_of

router = Router(tags=["cases"], auth=Key("items:read"))
PUBLISHED = {
    "id": "7454320982163459401",
    "kind": "granted",
    "party": "云州云味餐饮有限公司",
    "party_uscc": "91990102MA7000001X",
    "content": "食品经营许可",
    "decision_number": "云审批准〔2026〕12号",
    "decided_on": "2026-04-29",
    "valid_until": "2031-04-28",
    "office": "7454320982163450011",
    "office_name": "云州市行政审批局",
    "is_correction": False,
}
Kind = Literal["", "granted", "renewed", "revoke", "withdraw", "cancel", "correct", "reissue"]


class PublishedOut(Schema):
    """A decision as it stands on the public list."""

    id: Id
    kind: str = Field(description="granted, renewed, revoke, withdraw, cancel, correct or reissue")
    party: str = Field(description="A person's name is masked")
    party_uscc: str = Field(description="统一社会信用代码 of a firm; empty for a person")
    content: str
    decision_number: str
    decided_on: date
    valid_until: date | None
    office: Id
    office_name: str
    is_correction: bool = Field(description="It was published wrongly once, and stands here anew")


class PublishedListOut(Schema):
    model_config = shown_by({"rows": [PUBLISHED], "next": None})

    rows: list[PublishedOut]
    next: str | None


@router.get(
    "/published", response={200: PublishedListOut, **problems(404, 422)}, summary="List what was published of decisions"
)
def list_published(
    request: HttpRequest,
    office: str = Query("", max_length=19, description="By its id, as the rows name it"),
    kind: Kind = "",
    text: str = Query("", max_length=120, description="Number of a decision, a whole name, or a 统一社会信用代码"),
    after: After = "",
    limit: Limit = 50,
) -> PublishedListOut:
    """Grants and what became of them (行政许可法 art. 40), the latest first; what was corrected has left the list."""
    rows = narrowed(published(), office=key_of(office) if office else None, kind=kind, text=text)
    shown = page(rows, keys=("-id",), after=after or None, size=limit)
    return PublishedListOut(rows=[_told(row) for row in shown.rows], next=shown.next)


def _told(row: Publication) -> PublishedOut:
    told = ("kind", "party_uscc", "content", "decision_number", "decided_on", "valid_until")
    return PublishedOut(
        id=str(row.pk),
        party=row.party_name,
        office=str(row.office_id),
        office_name=row.office.name,
        is_correction=row.corrects_id is not None,
        **{name: getattr(row, name) for name in told},
    )
