"""How wholes are answered: the receipt, the lists, the joint map of applicants and of the lead office."""

from datetime import date, datetime
from typing import Literal

from ninja import Field, Schema

from tongban.bundles.api.shapes import CODE, LEAD, TITLE
from tongban.cases.api.shapes import DOCUMENT, DocumentOut
from tongban.matters.api.shapes import NUMBER, PROGRESS, RECEIVED, ProgressOut
from tongban.ui.api.schemas import shown_by, taken_as

FIRM = "云州云味餐饮有限公司"
LINE = {
    "number": NUMBER,
    "title": TITLE,
    "office": LEAD,
    "party": FIRM,
    "state": "accepted",
    "received_at": RECEIVED,
}
ACT = {"name": "现场核查", "office": "云州市市场监督管理局", "due_on": "2026-05-07"}
PLACE = {
    "code": "food",
    "title": "食品经营许可",
    "office": LEAD,
    "state": "running",
    "number": f"{NUMBER}-01",
    "acts": [ACT],
    "since": "2026-04-27",
    "due_on": "2026-05-07",
    "rests_on": ["个体工商户设立登记"],
    "barred_by": "",
    "outcome": "",
    "results": [],
}
WHOLE = {
    "progress": PROGRESS,
    "bundle": CODE,
    "papers_before": 17,
    "papers_after": 4,
    "working_days_used": 2,
    "members": [PLACE],
    "documents": [DOCUMENT],
}


class WholeSubmissionIn(Schema):
    model_config = taken_as({"is_true": True, "commits": []})

    is_true: Literal[True] = Field(description="That all that was filled in and handed in is true (承诺)")
    commits: list[str] = Field(
        default_factory=list,
        max_length=60,
        description="Codes of members for which a commitment (告知承诺) is signed: decided at once, checked later",
    )


class WholeSubmittedOut(Schema):
    """The receipt: keep the query code, it opens the progress of the whole."""

    model_config = shown_by({"number": NUMBER, "query_code": "K7M3XQ2A", "received_at": RECEIVED})

    number: str
    query_code: str
    received_at: datetime


class WholeLineOut(Schema):
    number: str
    title: str
    office: str = Field(description="The one that leads")
    party: str = Field(description="A person's name is masked")
    state: str
    received_at: datetime


class WholesOut(Schema):
    model_config = shown_by({"rows": [LINE], "next": None})

    rows: list[WholeLineOut]
    next: str | None


class ActOut(Schema):
    name: str
    office: str
    due_on: date | None


class GivenOut(Schema):
    name: str
    number: str


class PlaceOnMapOut(Schema):
    """Where a member stands: office, act and latest day, never an officer."""

    code: str
    title: str
    office: str
    state: str = Field(description="waiting, running, granted, failed, blocked, dropped or not_needed")
    number: str | None = Field(description="Of its own case, under that of the whole")
    acts: list[ActOut] = Field(description="What is going on now")
    since: date | None
    due_on: date | None
    rests_on: list[str]
    barred_by: str
    outcome: str
    results: list[GivenOut]


class WholeOut(Schema):
    """A bundle that was handed in, with its joint map (联办图)."""

    progress: ProgressOut
    bundle: str
    papers_before: int
    papers_after: int
    working_days_used: int = Field(description="The union of the days on which any member ran, never their sum")
    documents: list[DocumentOut]


class OwnWholeOut(WholeOut):
    """One's own, with the code that opens its progress."""

    model_config = shown_by({**WHOLE, "query_code": "K7M3XQ2A"})

    query_code: str
    members: list[PlaceOnMapOut]


class LedPlaceOut(PlaceOnMapOut):
    light: str
    expected_on: date | None = Field(description="By how long such matters took; none: nobody knows")


class LedWholeOut(WholeOut):
    """What the lead office sees: when it will probably be done, and what holds it up."""

    model_config = shown_by(
        {
            **WHOLE,
            "members": [{**PLACE, "light": "green", "expected_on": "2026-05-06"}],
            "party": FIRM,
            "expected_on": "2026-05-06",
            "held_up_by": "food",
        }
    )

    party: str
    members: list[LedPlaceOut]
    expected_on: date | None
    held_up_by: str | None = Field(description="Code of the member on which the end of the whole hangs now")


class UrgingIn(Schema):
    model_config = taken_as({"text": "请尽快安排现场核查"})

    text: str = Field(min_length=1, max_length=400)


class EndIn(Schema):
    model_config = taken_as({"reason": "不再办理招牌"})

    reason: str = Field(min_length=1, max_length=400)
