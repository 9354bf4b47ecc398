"""What a firm holds: licences and approvals, and the application that begins with one of them."""

from datetime import date
from typing import Literal

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Router, Schema

from tongban.cases.actions.beginning import begin_from_result
from tongban.cases.api.drafting import account_of
from tongban.cases.api.shapes import ITEM, DraftOut
from tongban.cases.api.told import draft_out
from tongban.cases.models import Result
from tongban.cases.queries.own import draft_of
from tongban.cases.queries.results import renewing, results_of
from tongban.kernel.moments import local_day
from tongban.kernel.paging import page
from tongban.matters.api.shapes import NUMBER
from tongban.people.api import CallRequest, Key, created, creating, party
from tongban.ui.api.problems import problems
from tongban.ui.api.schemas import shown_by, taken_as
from tongban.ui.api.values import After, Id, Limit, key_of

router = Router(tags=["own"])
ONE = "/results/{result}"
LINE = {
    "id": "7454320982163458001",
    "number": "云审批证〔2026〕12号",
    "edition": 1,
    "name": "食品经营许可证",
    "item": ITEM,
    "office": "云州市行政审批局",
    "holder": "云州云味餐饮有限公司",
    "case": NUMBER,
    "valid_from": "2026-05-06",
    "valid_until": "2031-05-05",
    "state": "valid",
    "ended_on": None,
}
RENEWAL = {"last_day": "2031-04-05", "is_late": False}
ASKED = {"number": NUMBER, "purpose": "renew", "state": "accepted"}


class ResultLine(Schema):
    """A licence or an approval (结果), in one of its editions."""

    id: Id
    number: str
    edition: int
    name: str
    item: str = Field(description="Code of the item that gives it")
    office: str = Field(description="In whose name")
    holder: str = Field(description="A person's name is masked")
    case: str = Field(description="Number of the application that it came of")
    valid_from: date
    valid_until: date | None = Field(description="The last day; none: it has no end")
    state: str = Field(description="valid, expired, revoked, withdrawn, cancelled or replaced")
    ended_on: date | None


class ResultsOut(Schema):
    model_config = shown_by({"rows": [LINE], "next": None})

    rows: list[ResultLine]
    next: str | None


class RenewalOut(Schema):
    last_day: date = Field(description="Asked for later, it counts as a new application")
    is_late: bool


class AskedAboutOut(Schema):
    number: str
    purpose: str
    state: str


class ResultOut(ResultLine):
    """One edition with all others of its number, how it is renewed, and what was asked for about it."""

    model_config = shown_by({**LINE, "renewal": RENEWAL, "editions": [LINE], "asked": [ASKED]})

    renewal: RenewalOut | None
    editions: list[ResultLine]
    asked: list[AskedAboutOut] = Field(description="Applications about it that are not closed yet")


class PurposeIn(Schema):
    model_config = taken_as({"purpose": "renew"})

    purpose: Literal["change", "renew", "replace", "cancel"]


@router.get("/results", response={200: ResultsOut, **problems(422)}, auth=Key("own:read"), summary="List results")
def list_results(request: CallRequest, after: After = "", limit: Limit = 50) -> ResultsOut:
    """What your firm holds, and what those hold whose authorisation it has, the newest first."""
    found = results_of(party(request), on=local_day(timezone.now())).select_related("case__matter")
    shown = page(found, keys=("-id",), after=after or None, size=limit)
    return ResultsOut(rows=[_line(result) for result in shown.rows], next=shown.next)


@router.get(ONE, response={200: ResultOut, **problems(404)}, auth=Key("own:read"), summary="Read a result")
def read_result(request: CallRequest, result: str) -> ResultOut:
    """With its editions, its renewal, and what is under way about it."""
    own = _own(request, result)
    how = renewing(own, now=timezone.now())
    editions = Result.objects.filter(number=own.number).select_related("party", "office", "item", "case__matter")
    asked = own.cases_about.select_related("matter").exclude(matter__state="closed").order_by("pk")
    return ResultOut(
        **_line(own).model_dump(),
        renewal=RenewalOut(last_day=how.last_day, is_late=how.is_late) if how else None,
        editions=[_line(each) for each in editions.order_by("-edition")],
        asked=[
            AskedAboutOut(number=case.matter.number, purpose=case.purpose, state=case.matter.state) for case in asked
        ],
    )


@router.post(
    f"{ONE}/drafts",
    response={201: DraftOut, **problems(404, 409)},
    auth=Key("cases:submit"),
    openapi_extra=creating(),
    summary="Begin with a result",
)
def begin_with_result(request: CallRequest, result: str, data: PurposeIn) -> HttpResponse:
    """Begin its change, renewal, replacement or cancellation, filled in with what is known of it."""
    own, account, now = _own(request, result), account_of(request), timezone.now()

    def act() -> tuple[DraftOut, str]:
        begun = begin_from_result(result=own, purpose=data.purpose, account=account, now=now)
        draft = draft_of(account, begun.pk)
        assert draft is not None  # it was begun a moment ago
        return draft_out(draft, now=now), reverse("api-1:read_draft", args=[draft.pk])

    return created(request, act)


def _own(request: CallRequest, text: str) -> Result:
    found = results_of(party(request), on=local_day(timezone.now()))
    result = found.select_related("case__matter", "item__current").filter(pk=key_of(text)).first()
    if result is None:
        raise Http404
    return result


def _line(result: Result) -> ResultLine:
    told = ("number", "edition", "name", "valid_from", "valid_until", "state", "ended_on")
    return ResultLine(
        id=str(result.pk),
        item=result.item.code,
        office=result.office.name,
        holder=result.party.shown_name,
        case=result.case.matter.number,
        **{name: getattr(result, name) for name in told},
    )
