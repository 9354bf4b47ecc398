"""Somebody interested comes with the code of their notice (听证告知): reads it, asks to be heard, gives that up.

Nothing of the case is told, and a code that is wrong is answered like one that is over: with nothing there.
"""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Header, Router, Schema

from tongban.cases.access import acting_on_notice
from tongban.cases.actions.hearing_notices import ask_by_notice, claim_notice, give_up_by_notice
from tongban.cases.api.hearings import GivingUpIn
from tongban.cases.api.shapes import DOCUMENT, DocumentOut
from tongban.cases.api.told import document_out
from tongban.cases.models import InterestedPerson
from tongban.cases.queries.hearing_notices import notice_with_code, own_notice
from tongban.documents.api import as_bytes, pdf_of
from tongban.documents.rules.files import PDF
from tongban.kernel.moments import local_day
from tongban.matters.api.shapes import RECEIVED
from tongban.people.access import client_of, count_try, party_of
from tongban.people.api import Key
from tongban.ui.api.problems import problems
from tongban.ui.api.schemas import shown_by

router = Router(tags=["cases"], auth=Key("progress:read"))
ONE = "/hearing-notice"
Code = Annotated[
    str, Header(alias="Notice-Code", max_length=30, description="告知书编码, from the notice", example="K7M3XQ2AB4CD")
]


class HearingNoticeOut(Schema):
    """What one was told of a hearing about the matter of somebody else, and what one said to it."""

    model_config = shown_by(
        {
            "title": "食品经营许可",
            "office": "云州市行政审批局",
            "matter_of": "油烟排放对邻居的影响",
            "told_at": RECEIVED,
            "ask_by": "2026-05-09",
            "may_ask": True,
            "asked_at": None,
            "may_give_up": True,
            "given_up_at": None,
            "is_over": False,
            "hold_by": None,
            "set_for": None,
            "place": "",
            "held_at": None,
            "papers": [DOCUMENT],
        }
    )

    title: str
    office: str
    matter_of: str
    told_at: datetime
    ask_by: date
    may_ask: bool
    asked_at: datetime | None
    may_give_up: bool
    given_up_at: datetime | None
    is_over: bool = Field(description="Decided, or the matter ended otherwise")
    hold_by: date | None = Field(description="By this day the office has to hold it, whoever asked")
    set_for: datetime | None
    place: str
    held_at: datetime | None
    papers: list[DocumentOut] = Field(description="The notice and the receipts of what was said")


@router.get(ONE, response={200: HearingNoticeOut, **problems(404, 422)}, summary="Read a notice of a hearing")
def read_hearing_notice(request: HttpRequest, code: Code) -> HearingNoticeOut:
    """Codes tried are counted, as on the page: guessing is slow."""
    return _told(_opened(request, code))


@router.post(
    ONE, response={200: HearingNoticeOut, **problems(404, 409, 422)}, summary="Ask to be heard by one's notice"
)
def ask_by_code(request: HttpRequest, code: Code) -> HearingNoticeOut:
    """Within the days that the notice names (行政许可法 art. 47): the receipt stands among the papers."""
    person = _claimed(request, _opened(request, code))
    ask_by_notice(person=person, by=acting_on_notice(request, person), now=timezone.now())
    return _told(_again(code))


@router.post(
    f"{ONE}/giving-up",
    response={200: HearingNoticeOut, **problems(404, 409, 422)},
    summary="Give a hearing up by one's notice",
)
def give_up_by_code(request: HttpRequest, data: GivingUpIn, code: Code) -> HearingNoticeOut:
    """One's own right; a request that was made is taken back, until the hearing is held. The others keep theirs."""
    person = _claimed(request, _opened(request, code))
    by = acting_on_notice(request, person)
    give_up_by_notice(person=person, is_confirmed=data.is_confirmed, by=by, now=timezone.now())
    return _told(_again(code))


@router.get(
    f"{ONE}/papers/{{number}}",
    response={200: None, **problems(404, 422)},
    openapi_extra=as_bytes(PDF.media_type),
    summary="Download a paper of one's notice",
)
def download_notice_paper(request: HttpRequest, number: str, code: Code) -> Any:
    """The notice, or a receipt, as PDF."""
    person = _opened(request, code)
    papers = own_notice(person, on=local_day(timezone.now())).papers
    for paper in papers:
        if paper.number == number:
            return pdf_of(paper)
    raise Http404


def _opened(request: HttpRequest, code: str) -> InterestedPerson:
    count_try("hearing_code", client_of(request))
    return _again(code)


def _again(code: str) -> InterestedPerson:
    person = notice_with_code(code, now=timezone.now())
    if person is None:
        raise Http404
    return person


def _claimed(request: HttpRequest, person: InterestedPerson) -> InterestedPerson:
    """Put the notice into the space of the firm whose system came with it, if it bears its name."""
    own = party_of(request)
    return claim_notice(person=person, by=own, now=timezone.now()) if own else person


def _told(person: InterestedPerson) -> HearingNoticeOut:
    hearing, matter = person.hearing, person.hearing.case.matter
    own = own_notice(person, on=local_day(timezone.now()))
    return HearingNoticeOut(
        title=matter.subject_title,
        office=matter.office.name,
        matter_of=hearing.matter_of,
        told_at=person.told_at,
        ask_by=person.request_by_on,
        may_ask=own.may_ask,
        asked_at=person.requested_at,
        may_give_up=own.may_give_up,
        given_up_at=person.given_up_at,
        is_over=own.is_over,
        hold_by=hearing.hold_by_on,
        set_for=hearing.set_for,
        place=hearing.place,
        held_at=hearing.held_at,
        papers=[document_out(paper) for paper in own.papers],
    )
