"""How consents of second parties are asked for and answered."""

from datetime import date, datetime
from typing import Literal

from ninja import Field, Schema

from tongban.matters.api.shapes import RECEIVED
from tongban.ui.api.schemas import shown_by, taken_as
from tongban.ui.api.values import Id

STATES = "asked, agreed, refused, withdrawn; changed: something else is filled in now; expired: out of date"
LINE = {
    "id": "7454320982163457555",
    "title": "卖方同意转移登记",
    "title_en": "The seller agrees to the transfer",
    "region": "990102",
    "bundle": "flat",
    "bundle_title": "二手房过户和水电气联动过户",
    "applicant": "郑*",
    "state": "asked",
    "asked_at": RECEIVED,
    "ends_on": "2026-05-12",
    "answered_at": None,
    "submitted_as": None,
}
BASIS = "《不动产登记暂行条例》第十四条第一款"
FINGERPRINT = "5f0c1f6d1c2e7a90"
NEEDED = {
    "key": "seller",
    "title": LINE["title"],
    "title_en": LINE["title_en"],
    "basis": BASIS,
    "state": "asked",
    "may_ask": False,
    "consent": LINE["id"],
    "asked_at": RECEIVED,
    "ends_on": LINE["ends_on"],
    "answered_at": None,
}


class ConsentLineOut(Schema):
    """A consent (同意) that somebody else's bundle needs of your firm."""

    id: Id
    title: str
    title_en: str
    region: str
    bundle: str
    bundle_title: str
    applicant: str = Field(description="Masked where it is a person")
    state: str = Field(description=STATES)
    asked_at: datetime
    ends_on: date = Field(description="The last day on which it can be answered, and on which what was agreed holds")
    answered_at: datetime | None
    submitted_as: str | None = Field(description="Number of the bundle that was handed in with it")


class ConsentsOut(Schema):
    model_config = shown_by({"rows": [LINE], "next": None})

    rows: list[ConsentLineOut]
    next: str | None


class TermOut(Schema):
    field: str
    label: str
    value: str


class ConsentOut(ConsentLineOut):
    """What your firm is asked to agree to, exactly."""

    model_config = shown_by(
        {
            **LINE,
            "text": "我是卖方，同意与买方共同申请所有权转移登记。",
            "text_en": "I am the seller and apply for the transfer together with the buyer.",
            "basis": BASIS,
            "terms": [{"field": "home_price", "label": "成交价", "value": "880000"}],
            "fingerprint": FINGERPRINT,
        }
    )

    text: str = Field(description="What is said by agreeing")
    text_en: str
    basis: str
    terms: list[TermOut]
    fingerprint: str = Field(description="Stands for these terms; an answer names it")


class ReplyIn(Schema):
    model_config = taken_as({"state": "agreed", "read": FINGERPRINT})

    state: Literal["agreed", "refused", "withdrawn"]
    read: str = Field(max_length=64, description="The fingerprint of the terms that were read")


class NeededConsentOut(Schema):
    """A consent without which your firm's draft is not handed in."""

    key: str
    title: str
    title_en: str
    basis: str
    state: str = Field(description=f"not_asked, {STATES}")
    may_ask: bool
    consent: Id | None = Field(description="The number that the other side names at a window")
    asked_at: datetime | None
    ends_on: date | None
    answered_at: datetime | None


class NeededConsentsOut(Schema):
    model_config = shown_by({"rows": [NEEDED]})

    rows: list[NeededConsentOut]
