"""Mandates (授权书): who may do what, for which items, from when to when."""

from datetime import date
from typing import Literal

from django.http import Http404
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from tongban.cases.api.shapes import ITEM
from tongban.kernel.moments import local_day
from tongban.people.api import CallRequest, Key, officer, officer_with
from tongban.people.models import Mandate
from tongban.people.queries.mandates import mandate_seen, mandates_seen
from tongban.ui.api.problems import problems
from tongban.ui.api.schemas import shown_by
from tongban.ui.api.values import After, Id, Limit, key_of

router = Router(tags=["mandates"], auth=Key("work:read"))
MANDATE = {
    "id": "7454320982163458601",
    "kind": "chief",
    "officer": "A0012",
    "officer_name": "周代",
    "office": "云州市行政审批局",
    "powers": ["accept", "decide"],
    "item_codes": [ITEM],
    "document": "云审授〔2026〕9号",
    "signer": "局长",
    "since": "2026-01-01",
    "until": None,
    "ended_reason": "",
    "is_in_force": True,
}


class MandateOut(Schema):
    """A written authorisation of one officer."""

    model_config = shown_by(MANDATE)

    id: Id
    kind: str = Field(description="chief (首席代表), commission (窗口人员委托) or single (一人办结)")
    officer: str = Field(description="Staff number")
    officer_name: str
    office: str
    powers: list[str]
    item_codes: list[str] = Field(description="None named: every item of the office")
    document: str
    signer: str
    since: date
    until: date | None
    ended_reason: str
    is_in_force: bool = Field(description="Today")


class MandatesOut(Schema):
    model_config = shown_by({"rows": [MANDATE], "next": None})

    rows: list[MandateOut]
    next: str | None


@router.get("/mandates", response={200: MandatesOut, **problems(422)}, summary="List mandates")
def list_mandates(
    request: CallRequest,
    state: Literal["", "open", "over"] = "",
    kind: Literal["", "chief", "commission", "single"] = "",
    text: str = Query("", max_length=60, description="Part of an office's or officer's name, or of the document"),
    after: After = "",
    limit: Limit = 50,
) -> MandatesOut:
    """Those of the offices that your system sees, the latest first."""
    today = local_day(timezone.now())
    shown = mandates_seen(
        officer_with(request, "see"),
        on=today,
        state=state,
        kind=kind,
        text=text.strip(),
        after=after or None,
        size=limit,
    )
    return MandatesOut(rows=[_told(mandate, today) for mandate in shown.rows], next=shown.next)


@router.get("/mandates/{mandate}", response={200: MandateOut, **problems(404)}, summary="Read a mandate")
def read_mandate(request: CallRequest, mandate: str) -> MandateOut:
    """One of an office that your system sees."""
    today = local_day(timezone.now())
    found = mandate_seen(key_of(mandate), officer(request), on=today)
    if found is None:
        raise Http404
    return _told(found, today)


def _told(mandate: Mandate, today: date) -> MandateOut:
    told = ("kind", "powers", "item_codes", "document", "signer", "since", "until", "ended_reason")
    return MandateOut(
        id=str(mandate.pk),
        officer=mandate.officer.staff_number,
        officer_name=mandate.officer.name,
        office=mandate.office.name,
        is_in_force=mandate.is_in_force(today),
        **{name: getattr(mandate, name) for name in told},
    )
