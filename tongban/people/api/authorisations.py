"""Whom a firm lets act for it (委托代办): who may, in what and until when; letting somebody, and ending it."""

from datetime import date, datetime
from typing import Literal

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from tongban.kernel.moments import local_day
from tongban.kernel.paging import page
from tongban.people.actions import authorise_person, revoke_authorisation
from tongban.people.api.keys import CallRequest, Key, created, creating, party
from tongban.people.models import Authorisation
from tongban.people.queries import authorisations_given, authorisations_held
from tongban.ui.api.problems import problems
from tongban.ui.api.schemas import shown_by, taken_as
from tongban.ui.api.values import After, Id, Limit, key_of

router = Router(tags=["own"])
READS, ACTS = Key("own:read"), Key("agents:act")
PersonsDocument = Literal[
    "citizen-id", "residence-permit", "mainland-travel-permit", "passport", "foreign-residence-permit"
]
ONE = "/authorisations/{authorisation}"
GIVEN = {
    "id": "7454320982163459001",
    "kind": "power_of_attorney",
    "party": "云州云味餐饮有限公司",
    "agent": "李**",
    "scope": "办理食品经营许可",
    "item": "",
    "since": "2026-04-27",
    "until": "2026-12-31",
    "revoked_at": None,
    "is_in_force": True,
}


class AuthorisationOut(Schema):
    """An agent (代办人) acts for a party: in what, and until when."""

    model_config = shown_by(GIVEN)

    id: Id
    kind: str = Field(description="power_of_attorney, or by law: legal_representative, guardian")
    party: str = Field(description="Who gave it; a person's name is masked")
    agent: str = Field(description="Who may act; a person's name is masked")
    scope: str
    item: str = Field(description="Code of the one item that it is for; empty for every item within the scope")
    since: date
    until: date | None = Field(description="Its last day; none: until it is ended")
    revoked_at: datetime | None
    is_in_force: bool


class AuthorisationsOut(Schema):
    model_config = shown_by({"rows": [GIVEN], "next": None})

    rows: list[AuthorisationOut]
    next: str | None


class AuthorisationIn(Schema):
    """A person, by name and document: nobody has to be known here before."""

    model_config = taken_as(
        {
            "name": "李晓云",
            "identity_kind": "citizen-id",
            "identity": "990102199003077723",
            "scope": "办理食品经营许可",
            "until": "2099-12-31",
        }
    )

    name: str = Field(min_length=1, max_length=60)
    identity_kind: PersonsDocument = "citizen-id"
    identity: str = Field(min_length=1, max_length=30)
    scope: str = Field(min_length=1, max_length=200, description="What the person may do, in words")
    until: date | None = Field(None, description="The last day; without it until you end it")


@router.get(
    "/authorisations", response={200: AuthorisationsOut, **problems(422)}, auth=READS, summary="List authorisations"
)
def list_authorisations(
    request: CallRequest,
    side: Literal["given", "held"] = Query("given", description="Given by your firm ever, or held by it today"),
    after: After = "",
    limit: Limit = 50,
) -> AuthorisationsOut:
    """Those that your firm gave, ended ones among them, or those under which it may act; the newest first."""
    own, today = party(request), local_day(timezone.now())
    found = authorisations_given(own) if side == "given" else authorisations_held(own, on=today)
    shown = page(found.select_related("party", "agent"), keys=("-since", "-id"), after=after or None, size=limit)
    return AuthorisationsOut(rows=[_told(each, today) for each in shown.rows], next=shown.next)


@router.get(ONE, response={200: AuthorisationOut, **problems(404)}, auth=READS, summary="Read an authorisation")
def read_authorisation(request: CallRequest, authorisation: str) -> AuthorisationOut:
    """One that your firm gave."""
    return _told(_given(request, authorisation), local_day(timezone.now()))


@router.post(
    "/authorisations",
    response={201: AuthorisationOut, **problems(409)},
    auth=ACTS,
    openapi_extra=creating(),
    summary="Let a person act for your firm",
)
def authorise(request: CallRequest, data: AuthorisationIn) -> HttpResponse:
    """From today: the person sees and does what you name, in the firm's name and under their own."""
    own, now = party(request), timezone.now()

    def act() -> tuple[AuthorisationOut, str]:
        given = authorise_person(party=own, **data.model_dump(), by=own, now=now)
        return _told(given, local_day(now)), reverse("api-1:read_authorisation", args=[given.pk])

    return created(request, act)


@router.post(
    f"{ONE}/end", response={200: AuthorisationOut, **problems(404, 409)}, auth=ACTS, summary="End an authorisation"
)
def end_authorisation(request: CallRequest, authorisation: str) -> AuthorisationOut:
    """From this moment: what the person began stays your firm's, and the person has no part in it any more."""
    now = timezone.now()
    ended = revoke_authorisation(authorisation=_given(request, authorisation), by=party(request), now=now)
    return _told(ended, local_day(now))


def _given(request: CallRequest, text: str) -> Authorisation:
    found = authorisations_given(party(request)).select_related("party").filter(pk=key_of(text)).first()
    if found is None:
        raise Http404
    return found


def _told(each: Authorisation, today: date) -> AuthorisationOut:
    told = ("kind", "scope", "since", "until", "revoked_at")
    return AuthorisationOut(
        id=str(each.pk),
        party=each.party.shown_name,
        agent=each.agent.shown_name,
        item=each.item_code,
        is_in_force=each.is_in_force(today),
        **{name: getattr(each, name) for name in told},
    )
