"""How bundles and their drafts are asked for and answered."""

from datetime import datetime
from typing import Any

from ninja import Field, Schema

from tongban.cases.api.shapes import (
    ANSWERS,
    FETCHED,
    FILE,
    FILE_ID,
    FORM,
    OBSTACLE,
    PARTY,
    DeliverWay,
    FetchedOut,
    PartyOut,
    Values,
)
from tongban.matters.api.shapes import RECEIVED
from tongban.ui.api.problems import Reason
from tongban.ui.api.schemas import shown_by, taken_as
from tongban.ui.api.values import Id

CODE, REGION, TITLE = "restaurant", "990100", "开办餐饮店"
LEAD = "云州市行政审批局"
BUNDLE = {
    "region": REGION,
    "code": CODE,
    "version": 1,
    "title": TITLE,
    "title_en": "Opening a restaurant",
    "summary": "营业执照、食品许可、招牌一次办",
    "summary_en": "Licence, food permit and signboard at once",
    "theme": "trade",
    "lead_office": LEAD,
    "for_persons": True,
    "for_firms": True,
}
MEMBER = {
    "code": "food",
    "item": "11990100MB1234567A3990131009000",
    "title": "食品经营许可",
    "title_en": "Food business licence",
    "office": LEAD,
    "is_required": True,
    "is_needed": True,
    "wave": 1,
}
LINE = {
    "key": "布局流程图",
    "name": "布局流程图",
    "verdict": "asked",
    "by": "",
    "is_required": True,
    "may_follow": False,
    "members": ["food"],
}
QUESTION = {"key": "signs", "type": "boolean", "label": "要挂招牌吗？"}
SCHEMA = {"properties": {"name": {"type": "string", "title": "字号"}}, "required": ["name"]}
GUIDE = {
    **BUNDLE,
    "introduction": "",
    "promised": {"amount": 5, "unit": "working", "text": "五个工作日办完"},
    "questions": [QUESTION],
    "answers": {"signs": True},
    "is_told": True,
    "members": [MEMBER],
    "papers": [LINE],
    "papers_before": 17,
    "papers_after": 4,
    "form_schema": SCHEMA,
    "fields_before": 48,
    "fields_after": 21,
    "steps_before": [],
    "steps_after": [],
}
PAPER = {"id": "7454320982163457001", "key": "布局流程图", "file": FILE_ID, **FILE}
DRAFT = {
    "id": "7454320982163456790",
    "version": "1777255200000000",
    "region": REGION,
    "bundle": CODE,
    "bundle_version": 1,
    "title": TITLE,
    "party": PARTY,
    "answers": {"signs": True, **{f"food.{key}": value for key, value in ANSWERS.items()}},
    "left_out": [],
    "form": FORM,
    "form_schema": SCHEMA,
    "questions": [QUESTION],
    "deliver_way": "download",
    "members": [MEMBER],
    "asked": [LINE],
    "not_asked": [],
    "papers": [PAPER],
    "fetched": [{**FETCHED, "paper": "营业执照"}],
    "obstacles": [OBSTACLE],
    "submitted_as": None,
    "updated_at": RECEIVED,
}


class BundleOut(Schema):
    """Several items as one thing (一件事), as a region offers it."""

    region: str
    code: str
    version: int
    title: str
    title_en: str
    summary: str
    summary_en: str
    theme: str
    lead_office: str
    for_persons: bool
    for_firms: bool


class BundlesOut(Schema):
    model_config = shown_by({"rows": [BUNDLE], "next": None})

    rows: list[BundleOut] = Field(description="May be fewer than `limit` though there is a next page")
    next: str | None


class MemberOut(Schema):
    """An item of the bundle."""

    code: str
    item: str
    title: str
    title_en: str
    office: str
    is_required: bool = Field(description="Otherwise it may be left out")
    is_needed: bool = Field(description="In the situation that the answers tell")
    wave: int | None = Field(description="Members of one wave run side by side; none for what is not needed")


class LineOut(Schema):
    """A line of the one set of papers: who gives the paper, and for which members."""

    key: str
    name: str
    verdict: str = Field(description="asked, held (on file), fed (another member gives it), fetched or exempt")
    by: str = Field(description="Which member, source or reason it is")
    is_required: bool
    may_follow: bool
    members: list[str]


class PromiseOut(Schema):
    amount: int
    unit: str
    text: str


class BundleGuideOut(BundleOut):
    """What has to be answered, filled in and brought, once for all items."""

    model_config = shown_by(GUIDE)

    introduction: str
    promised: PromiseOut
    questions: list[dict[str, Any]] = Field(description="Those of the bundle, then what its members leave open")
    answers: dict[str, Any]
    is_told: bool = Field(description="Whether the bundle's own questions are answered; until then all is shown")
    members: list[MemberOut]
    papers: list[LineOut]
    papers_before: int = Field(description="Had each item been applied for by itself")
    papers_after: int = Field(description="To be brought now")
    form_schema: dict[str, Any] = Field(description="JSON Schema of the one form")
    fields_before: int
    fields_after: int
    steps_before: list[dict[str, Any]]
    steps_after: list[dict[str, Any]]


class BundleDraftIn(Schema):
    model_config = taken_as({"region": REGION, "bundle": CODE, "answers": {"signs": True}, "form": {}})

    region: str = Field(max_length=12)
    bundle: str = Field(max_length=40, description="Its code")
    party: Id | None = Field(None, description="For whom, of `/parties`; your own firm without it")
    answers: Values = Field({}, description="By the keys of the guide's questions")
    form: Values = Field({}, description="The one form, by the names of its schema")
    left_out: list[str] = Field([], max_length=60, description="Codes of members that need not be and are not wanted")


class BundleDraftChange(Schema):
    """What is left out stays as it is."""

    model_config = taken_as({"form": FORM, "deliver_way": "download"})

    answers: Values | None = None
    form: Values | None = Field(None, description="The whole form: what is not in it is emptied")
    left_out: list[str] | None = Field(None, max_length=60)
    deliver_way: DeliverWay | None = None


class GivenPaperOut(Schema):
    """A paper that was given once for all members that need it."""

    model_config = shown_by(PAPER)

    id: Id
    key: str
    file: Id | None
    file_name: str
    media_type: str
    size: int
    digest: str = Field(description="SHA-256 of the bytes")


class BundleDraftOut(Schema):
    """A bundle being filled in."""

    model_config = shown_by(DRAFT)

    id: Id
    version: str = Field(description="What `If-Match` asks for")
    region: str
    bundle: str
    bundle_version: int
    title: str
    party: PartyOut
    answers: dict[str, Any]
    left_out: list[str]
    form: dict[str, Any]
    form_schema: dict[str, Any]
    questions: list[dict[str, Any]]
    deliver_way: str
    members: list[MemberOut]
    asked: list[LineOut] = Field(description="The papers to be given, each once; `held`: one on file would serve")
    not_asked: list[LineOut] = Field(description="What nobody has to bring: fed, fetched or exempt")
    papers: list[GivenPaperOut]
    fetched: list[FetchedOut] = Field(description="What sources said, asked by `/fetching`")
    obstacles: list[Reason] = Field(description="What still keeps it from being handed in")
    submitted_as: str | None
    updated_at: datetime


class BundleDraftLine(Schema):
    id: Id
    region: str
    bundle: str
    title: str
    party: str
    updated_at: datetime


class BundleDraftsOut(Schema):
    model_config = shown_by(
        {
            "rows": [
                {"party": PARTY["name"]}
                | {name: DRAFT[name] for name in ("id", "region", "bundle", "title", "updated_at")}
            ],
            "next": None,
        }
    )

    rows: list[BundleDraftLine]
    next: str | None
