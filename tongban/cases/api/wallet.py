"""A firm's papers on file (材料库): what is there and how far it can be relied on; put in, used, withdrawn."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from tongban.cases.actions.held import use_on_file
from tongban.cases.api.drafting import account_of
from tongban.cases.api.drafts import open_draft, told
from tongban.cases.api.given import FORM_WITH_FILE, file_given
from tongban.cases.api.shapes import DraftOut, UseIn
from tongban.cases.forms.own_papers import own_paper
from tongban.cases.queries.held import offers_to
from tongban.catalogue.queries.papers import kinds_to_choose_from
from tongban.catalogue.rules.materials import to_hand_in
from tongban.documents import actions, queries
from tongban.documents.api import as_bytes
from tongban.documents.models import HeldPaper
from tongban.documents.rules.files import TAKEN
from tongban.documents.views import hand_out_held
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.matters.api.shapes import NUMBER, RECEIVED
from tongban.people.api import CallRequest, Key, created, creating, party
from tongban.people.models import Party
from tongban.people.queries import parties_stood_for
from tongban.ui.api.problems import Turned, problems
from tongban.ui.api.schemas import shown_by
from tongban.ui.api.values import After, Id, Limit, key_of

router = Router(tags=["own"])
READS, ACTS = Key("own:read"), Key("own:act")
ONE = "/papers/{held}"
HELD = {
    "id": "7454320982163458101",
    "kind": "business_licence",
    "name": "营业执照",
    "number": "",
    "came": "seen",
    "grade": "B",
    "valid_from": None,
    "valid_until": "2030-01-01",
    "state": "held",
    "case": NUMBER,
    "office": "云州市行政审批局",
    "pages": 1,
    "is_whole": True,
    "at": RECEIVED,
}
State = Literal["", "held", "expired", "withdrawn", "replaced", "ended"]


class HeldOut(Schema):
    """A paper on file: handed in, checked or issued once, to be used again."""

    model_config = shown_by(HELD)

    id: Id
    kind: str = Field(description="Of the catalogue of papers; empty where that does not know it")
    name: str
    number: str
    came: str = Field(description="issued, verified, seen or handed_in")
    grade: str = Field(description="A to D: how far it can be relied on")
    valid_from: date | None
    valid_until: date | None
    state: str = Field(description="held, expired, withdrawn, replaced or ended")
    case: str = Field(description="Number of the case that it came from; empty where its party put it in")
    office: str
    pages: int
    is_whole: bool = Field(description="Whether its bytes are still there")
    at: datetime


class HeldListOut(Schema):
    model_config = shown_by({"rows": [HELD], "next": None})

    rows: list[HeldOut]
    next: str | None


PAPER_WITH_FILE: dict[str, Any] = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                **FORM_WITH_FILE["content"]["multipart/form-data"]["schema"],  # type: ignore[index]
                "properties": {
                    **FORM_WITH_FILE["content"]["multipart/form-data"]["schema"]["properties"],  # type: ignore[index]
                    "paper": {"type": "string", "description": "Its kind, of the catalogue of papers"},
                    "valid_until": {"type": "string", "format": "date", "description": "Its last day, if it has one"},
                },
                "example": {"paper": "business_licence", "valid_until": "2030-01-01", "file": "%PDF-1.4 …"},
            }
        }
    },
}


@router.get("/papers", response={200: HeldListOut, **problems(404, 422)}, auth=READS, summary="List papers on file")
def list_held_papers(
    request: CallRequest,
    of: str = Query("", description="Of whom, where your firm stands in another's place by law; its own without it"),
    state: State = "",
    kind: str = "",
    after: After = "",
    limit: Limit = 50,
) -> HeldListOut:
    """What was ever put on file, the latest first."""
    today = local_day(timezone.now())
    found = queries.held_papers(_whose(request, of), on=today, state=state, kind=kind, after=after or None, size=limit)
    return HeldListOut(rows=[_held(each, today) for each in queries.with_files(found.rows)], next=found.next)


@router.post(
    "/papers",
    response={201: HeldOut, **problems(409, 413, 415, 422)},
    auth=ACTS,
    openapi_extra={**creating(), "requestBody": PAPER_WITH_FILE},
    summary="Put a paper on file",
)
def put_paper_on_file(request: CallRequest) -> HttpResponse:
    """One file of a kind that items ask for. What is there and better stays."""
    own, now = party(request), timezone.now()
    kinds = {kind.code: kind for kind in kinds_to_choose_from()}
    code, kept = file_given(request, kinds)
    until = request.POST.get("valid_until", "")
    paper = own_paper(kinds[code], [kept], valid_until=_day(until) if until else None)

    def act() -> tuple[HeldOut, str]:
        held = actions.put_in(party=own, paper=paper, by=account_of(request), now=now)
        [on_file] = queries.with_files([held])
        return _held(on_file, local_day(now)), reverse("api-1:download_held_page", args=[held.pk, 1])

    return created(request, act, said=f"{code} {until} {kept.digest} {kept.name}")


@router.get(
    f"{ONE}/pages/{{page}}",
    response={200: None, **problems(404)},
    auth=READS,
    openapi_extra=as_bytes(*(kind.media_type for kind in TAKEN)),
    summary="Download a page on file",
)
def download_held_page(request: CallRequest, held: str, page: str) -> Any:
    """Pages count from 1; of what an office issued the document is the only page."""
    [on_file] = queries.with_files([_one(request, held)])
    return hand_out_held(on_file, key_of(page))


@router.post(
    f"{ONE}/withdrawal", response={200: HeldOut, **problems(404, 409)}, auth=ACTS, summary="Withdraw a paper on file"
)
def withdraw_held(request: CallRequest, held: str) -> HeldOut:
    """It is used no more; where it was used it stays."""
    now = timezone.now()
    withdrawn = actions.withdraw_held_paper(held=_one(request, held), by=account_of(request), now=now)
    [on_file] = queries.with_files([withdrawn])
    return _held(on_file, local_day(now))


@router.post(
    "/drafts/{draft}/papers-on-file",
    response={200: DraftOut, **problems(404, 409)},
    auth=Key("cases:submit"),
    summary="Use a paper on file",
)
def use_held(request: CallRequest, draft: str, data: UseIn, response: HttpResponse) -> DraftOut:
    """Take what is on file for a paper that the draft asks for, instead of an upload."""
    own, now = open_draft(request, draft), timezone.now()
    asked = [spec for spec in to_hand_in(own.version.materials.all(), own.answers) if spec.code == data.paper]
    item = own.version.item.code
    offer = offers_to(party(request), own.party, asked, item_code=item, on=local_day(now)).get(data.paper)
    if offer is None:
        raise Http404
    use_on_file(draft=own, offer=offer, by=own.account, now=now)
    return told(open_draft(request, draft), response)


def _whose(request: CallRequest, wanted: str) -> Party:
    own = party(request)
    if not wanted:
        return own
    stood_for = {str(each.pk): each for each in parties_stood_for(own, on=local_day(timezone.now()))}
    if wanted not in stood_for:
        raise Http404
    return stood_for[wanted]


def _one(request: CallRequest, text: str) -> HeldPaper:
    theirs = parties_stood_for(party(request), on=local_day(timezone.now()))
    rows = HeldPaper.objects.select_related("document", "party")
    held = rows.filter(pk=key_of(text), party__in=theirs).first()
    if held is None:
        raise Http404
    return held


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Turned(422, Obstacle("value_not_taken", "valid_until", {"why": "YYYY-MM-DD"})) from error


def _held(on_file: queries.OnFile, today: date) -> HeldOut:
    held = on_file.held
    told = ("kind", "name", "number", "came", "grade", "valid_from", "valid_until", "at")
    return HeldOut(
        id=str(held.pk),
        state=held.state_on(today),
        case=held.source,
        office=held.office_name,
        pages=len(on_file.files) or (1 if held.document_id else 0),
        is_whole=on_file.is_whole,
        **{name: getattr(held, name) for name in told},
    )
