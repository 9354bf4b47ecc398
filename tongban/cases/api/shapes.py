"""How drafts, papers and applications are asked for and answered."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import StrictBool, StrictFloat, StrictInt, StrictStr

from tongban.matters.api.shapes import NUMBER, PROGRESS, RECEIVED, ProgressOut
from tongban.ui.api.problems import Reason
from tongban.ui.api.schemas import shown_by, taken_as
from tongban.ui.api.values import Id

ITEM = "11990100MB1234567A3990131009000"
ANSWERS = {"dishes": "hot"}
FORM = {"name": "云味小馆", "area": 120}
PARTY = {"id": "7454320982163450001", "kind": "organisation", "name": "云州云味餐饮有限公司"}
FILE = {"file_name": "layout.pdf", "media_type": "application/pdf", "size": 48213, "digest": "9f86d081884c7d65"}
FILE_ID = "7454320982163457002"
PAPER = {"id": "7454320982163457001", "code": "layout", "name": "布局流程图", "file": FILE_ID, **FILE}
ASKED = {"code": "layout", "name": "布局流程图", "is_required": True, "is_given": False, "may_follow": False}
OBSTACLE = {
    "code": "missing_paper",
    "about": "布局流程图",
    "details": {"code": "layout"},
    "text": "还差一份材料：布局流程图",
}
FETCHED = {"paper": "licence", "name": "营业执照", "source": "企业登记信息", "outcome": "found", "as_of": RECEIVED}
DRAFT = {
    "id": "7454320982163456789",
    "version": "1777255200000000",
    "item": ITEM,
    "item_version": 1,
    "title": "食品经营许可",
    "party": PARTY,
    "answers": ANSWERS,
    "form": FORM,
    "deliver_way": "download",
    "asked": [ASKED],
    "papers": [PAPER],
    "fetched": [FETCHED],
    "obstacles": [OBSTACLE],
    "submitted_as": None,
    "updated_at": RECEIVED,
}
SUMMARY = {
    "number": NUMBER,
    "whole": "",
    "title": "食品经营许可",
    "office": "云州市行政审批局",
    "party": "云州云味餐饮有限公司",
    "state": "accepted",
    "outcome": "",
    "received_at": RECEIVED,
}
DOCUMENT = {"number": "云审批受〔2026〕12号", "kind": "acceptance_notice", "title": "受理通知书", "issued_at": RECEIVED}
GAP = {"about": "layout", "name": "布局流程图", "what": "看不清，请重新拍照"}
NOTICE = {"gaps": [GAP], "due_on": "2026-05-21", "answered_at": None}
LONGEST_TEXT, MOST_FIELDS = 4000, 300

Text = Annotated[StrictStr, Field(max_length=LONGEST_TEXT)]
Typed = StrictBool | StrictInt | StrictFloat | Text | Annotated[list[Text], Field(max_length=100)]
Values = Annotated[dict[str, Typed], Field(max_length=MOST_FIELDS)]
DeliverWay = Literal["window", "download"]


class DraftIn(Schema):
    model_config = taken_as({"item": ITEM, "answers": ANSWERS, "form": FORM})

    item: str = Field(max_length=31, description="Code of the item; the draft begins on its version in force")
    party: Id | None = Field(None, description="For whom, of `/parties`; your own firm without it")
    answers: Values = Field({}, description="To the scenario questions of the guide, by key")
    form: Values = Field({}, description="The form, by the names of its schema")


class DraftChange(Schema):
    """What is left out stays as it is."""

    model_config = taken_as({"form": FORM, "deliver_way": "download"})

    answers: Values | None = None
    form: Values | None = Field(None, description="The whole form: what is not in it is emptied")
    deliver_way: DeliverWay | None = None


class UseIn(Schema):
    model_config = taken_as({"paper": "layout"})

    paper: str = Field(
        max_length=200, description="Code of a paper that the draft asks for; in a bundle the `key` of a line"
    )


class SubmissionIn(Schema):
    model_config = taken_as({"is_true": True})

    is_true: Literal[True] = Field(description="That all that was filled in and handed in is true (承诺)")
    promises: list[Literal["gaps", "commitment"]] = Field(
        default_factory=list,
        description="Signed with it: gaps, that papers which may follow will come (容缺); commitment (告知承诺)",
    )


class WithdrawalIn(Schema):
    model_config = taken_as({"reason": "门店不开了"})

    reason: str = Field("", max_length=300)


class KeptPaperIn(Schema):
    paper: str = Field(max_length=40, description="Code of a paper that the notice names")
    file: Id = Field(description="As it was put by under `/correction/papers`")


class CorrectionIn(Schema):
    model_config = taken_as({"papers": [{"paper": "layout", "file": FILE_ID}], "form": None, "is_partial": False})

    papers: list[KeptPaperIn] = Field([], max_length=60)
    form: Values | None = Field(None, description="The whole form, where the notice asks for it anew")
    is_partial: bool = Field(False, description="On purpose: the notice is answered once, and something of it is left")


class KeptPaperOut(Schema):
    """A file that was put by for the answer to a notice."""

    model_config = shown_by({"paper": "layout", "file": FILE_ID, **FILE})

    paper: str
    file: Id
    file_name: str
    media_type: str
    size: int
    digest: str = Field(description="SHA-256 of the bytes")


class PartyOut(Schema):
    """For whom your system may apply: its own firm, and who has authorised it. A person's name is masked."""

    id: Id
    kind: str
    name: str


class PartiesOut(Schema):
    model_config = shown_by({"rows": [PARTY]})

    rows: list[PartyOut]


class PaperOut(Schema):
    """A paper (材料) that was given, with its file."""

    model_config = shown_by(PAPER)

    id: Id
    code: str
    name: str
    file: Id | None
    file_name: str
    media_type: str
    size: int
    digest: str = Field(description="SHA-256 of the bytes")


class AskedOut(Schema):
    code: str
    name: str
    is_required: bool
    is_given: bool
    may_follow: bool = Field(False, description="May come after acceptance, against a promise (容缺)")


class FetchedOut(Schema):
    """What a source said of a paper that the applicant need not bring."""

    paper: str = Field(description="Its code; in a bundle the `key` of its line")
    name: str
    source: str
    outcome: str = Field(description="found, not_found, or silent: it did not answer and may be asked again")
    as_of: datetime | None


class DraftOut(Schema):
    """An application being filled in (草稿)."""

    model_config = shown_by(DRAFT)

    id: Id
    version: str = Field(description="What `If-Match` asks for")
    item: str
    item_version: int
    title: str
    party: PartyOut
    answers: dict[str, Any]
    form: dict[str, Any]
    deliver_way: str
    asked: list[AskedOut] = Field(description="The papers of this situation")
    papers: list[PaperOut]
    fetched: list[FetchedOut] = Field(description="What sources said, asked by `/fetching`")
    obstacles: list[Reason] = Field(description="What still keeps it from being handed in")
    submitted_as: str | None
    updated_at: datetime


class DraftLine(Schema):
    id: Id
    item: str
    title: str
    party: str
    updated_at: datetime


class DraftsOut(Schema):
    model_config = shown_by(
        {
            "rows": [{"party": PARTY["name"]} | {name: DRAFT[name] for name in ("id", "item", "title", "updated_at")}],
            "next": None,
        }
    )

    rows: list[DraftLine]
    next: str | None


class SubmittedOut(Schema):
    """The receipt: keep the query code, it opens the progress of this matter."""

    model_config = shown_by(
        {"number": NUMBER, "query_code": "K7M3XQ2A", "received_at": RECEIVED, "answer_by": "2026-05-07"}
    )

    number: str
    query_code: str
    received_at: datetime
    answer_by: date | None = Field(description="By this day the office accepts it or says what is missing")


class CaseLine(Schema):
    number: str
    whole: str = Field(description="Number of the bundle that it is a part of; empty for what stands by itself")
    title: str
    office: str
    party: str
    state: str
    outcome: str
    received_at: datetime


class CasesOut(Schema):
    model_config = shown_by({"rows": [SUMMARY], "next": None})

    rows: list[CaseLine]
    next: str | None


class DocumentOut(Schema):
    """A printed document (文书); download it under its number."""

    number: str
    kind: str
    title: str
    issued_at: datetime


class GapOut(Schema):
    about: str
    name: str
    what: str


class NoticeOut(Schema):
    """The correction notice (一次性告知)."""

    gaps: list[GapOut]
    due_on: date
    answered_at: datetime | None


class CaseOut(Schema):
    """One's own application, with all that came of it."""

    model_config = shown_by(
        {
            "progress": PROGRESS,
            "query_code": "K7M3XQ2A",
            "correction": NOTICE,
            "papers": [PAPER],
            "documents": [DOCUMENT],
        }
    )

    progress: ProgressOut
    query_code: str
    correction: NoticeOut | None
    papers: list[PaperOut]
    documents: list[DocumentOut]
