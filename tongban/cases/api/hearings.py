"""The right to be heard: what a firm was told, asking for the hearing in time, giving it up."""

from datetime import date, datetime
from typing import Literal

from django.http import Http404
from django.utils import timezone
from ninja import Field, Router, Schema

from tongban.cases.actions.hearing_rights import give_hearing_up
from tongban.cases.actions.hearings import ask_to_be_heard
from tongban.cases.models import Case
from tongban.cases.queries.hearings import OwnHearing, own_hearing
from tongban.cases.queries.own import own_case
from tongban.kernel.moments import local_day
from tongban.matters.api.shapes import RECEIVED
from tongban.people.api import CallRequest, Key, party
from tongban.ui.api.problems import problems
from tongban.ui.api.schemas import shown_by, taken_as

router = Router(tags=["cases"])
ONE = "/cases/{number}/hearing"


class HearingOut(Schema):
    """A hearing (听证): what may be heard, until when it may be asked for, when and where it is held."""

    model_config = shown_by(
        {
            "matter_of": "油烟排放对邻居的影响",
            "told_at": RECEIVED,
            "ask_by": "2026-05-09",
            "may_ask": True,
            "asked_at": None,
            "hold_by": None,
            "set_for": None,
            "place": "",
            "held_at": None,
            "may_give_up": True,
            "given_up_at": None,
        }
    )

    matter_of: str
    told_at: datetime
    ask_by: date
    may_ask: bool
    asked_at: datetime | None
    hold_by: date | None = Field(description="By this day the office has to hold it")
    set_for: datetime | None
    place: str
    held_at: datetime | None
    may_give_up: bool
    given_up_at: datetime | None


class GivingUpIn(Schema):
    model_config = taken_as({"is_confirmed": True})

    is_confirmed: Literal[True] = Field(description="That your firm knows what follows: it cannot ask any more")


@router.get(
    ONE, response={200: HearingOut, **problems(404)}, auth=Key("cases:read"), summary="Read the right to be heard"
)
def read_hearing(request: CallRequest, number: str) -> HearingOut:
    """Not found where nobody told your firm of such a right."""
    return _told(_own(request, number)[1])


@router.post(ONE, response={200: HearingOut, **problems(404, 409)}, auth=Key("cases:submit"), summary="Ask to be heard")
def ask_for_hearing(request: CallRequest, number: str) -> HearingOut:
    """Within the days that the notice names (行政许可法 art. 47); the limits stand still until it is over."""
    case, own = _own(request, number)
    own.hearing.case = case
    ask_to_be_heard(hearing=own.hearing, by=party(request), now=timezone.now())
    return _told(_own(request, number)[1])


@router.post(
    f"{ONE}/giving-up",
    response={200: HearingOut, **problems(404, 409)},
    auth=Key("cases:submit"),
    summary="Give the hearing up",
)
def give_up_hearing(request: CallRequest, number: str, data: GivingUpIn) -> HearingOut:
    """The decision waits for your firm no longer; a request that was made is taken back, until the hearing is held."""
    case, own = _own(request, number)
    own.hearing.case = case
    give_hearing_up(hearing=own.hearing, is_confirmed=data.is_confirmed, by=party(request), now=timezone.now())
    return _told(_own(request, number)[1])


def _own(request: CallRequest, number: str) -> tuple[Case, OwnHearing]:
    today = local_day(timezone.now())
    case = own_case(party(request), number, on=today)
    own = own_hearing(case, on=today) if case else None
    if case is None or own is None:
        raise Http404
    return case, own


def _told(own: OwnHearing) -> HearingOut:
    hearing = own.hearing
    return HearingOut(
        matter_of=hearing.matter_of,
        told_at=hearing.told_at,
        ask_by=hearing.request_by_on,
        may_ask=own.may_ask,
        asked_at=hearing.requested_at,
        hold_by=hearing.hold_by_on,
        set_for=hearing.set_for,
        place=hearing.place,
        held_at=hearing.held_at,
        may_give_up=own.may_give_up,
        given_up_at=hearing.given_up_at,
    )
