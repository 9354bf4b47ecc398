"""What a case waits for before it is decided or its result leaves the house, each with its reason."""

from datetime import date, datetime

from ninja import Field, Router, Schema

from tongban.cases.api.desk import case_for
from tongban.cases.models import Hold
from tongban.matters.api.shapes import RECEIVED
from tongban.people.api import CallRequest, Key
from tongban.ui.api.problems import problems
from tongban.ui.api.schemas import shown_by
from tongban.ui.wording import say

router = Router(tags=["matters"])
HOLD = {
    "kind": "fee",
    "blocks": "decision",
    "about": "不动产登记费",
    "since": RECEIVED,
    "until": None,
    "lifted_at": None,
    "text": "还没有缴费：不动产登记费",
}


class HoldOut(Schema):
    """One thing that has to be done first: a gap, a fee, a tax, a visit, a hearing."""

    kind: str = Field(description="gap, fee, prerequisite, visit, …: whose hold it is")
    blocks: str = Field(description="decision, or issue: decided it may be, nothing leaves the house")
    about: str
    since: datetime
    until: date | None = Field(description="It ends by itself when this day is over")
    lifted_at: datetime | None
    text: str = Field(description="What keeps the case back, in words; empty once it is lifted")


class HoldsOut(Schema):
    model_config = shown_by({"rows": [HOLD]})

    rows: list[HoldOut]


@router.get(
    "/matters/{number}/holds",
    response={200: HoldsOut, **problems(404)},
    auth=Key("work:read"),
    summary="Read what a case waits for",
)
def read_holds(request: CallRequest, number: str) -> HoldsOut:
    """Open ones and those that were lifted, in the order in which they came."""
    return HoldsOut(rows=[_told(hold) for hold in case_for(request, number).holds.order_by("pk")])


def _told(hold: Hold) -> HoldOut:
    return HoldOut(
        kind=hold.kind,
        blocks=hold.blocks,
        about=hold.about,
        since=hold.since,
        until=hold.until_on,
        lifted_at=hold.lifted_at,
        text="" if hold.lifted_at else say(hold.as_open().as_obstacle()),
    )
