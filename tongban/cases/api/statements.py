"""What a firm says before its licence is revoked or withdrawn (陈述、申辩): what was announced, and its answer."""

from datetime import date, datetime

from django.http import Http404
from django.utils import timezone
from ninja import Field, Router, Schema

from tongban.cases.actions.later import state_ones_case
from tongban.cases.models import LaterDecision
from tongban.cases.queries.later import announced_act
from tongban.cases.queries.own import own_case
from tongban.kernel.moments import local_day
from tongban.matters.api.shapes import RECEIVED
from tongban.people.api import CallRequest, Key, party
from tongban.ui.api.problems import problems
from tongban.ui.api.schemas import shown_by, taken_as

router = Router(tags=["cases"])
ONE = "/cases/{number}/statement"
STATEMENT = "申请材料均为真实，附证明。"


class StatementOut(Schema):
    """What an office means to do with a licence, and what its holder says to it."""

    model_config = shown_by(
        {
            "kind": "revoke",
            "reasons": "申请材料不实",
            "announced_at": RECEIVED,
            "answer_by": "2026-05-06",
            "statement": STATEMENT,
            "stated_at": RECEIVED,
        }
    )

    kind: str = Field(description="revoke (撤销), withdraw (撤回), …")
    reasons: str
    announced_at: datetime | None
    answer_by: date | None
    statement: str
    stated_at: datetime | None


class StatementIn(Schema):
    model_config = taken_as({"text": STATEMENT})

    text: str = Field(max_length=2000)


@router.get(
    ONE, response={200: StatementOut, **problems(404)}, auth=Key("cases:read"), summary="Read what is announced"
)
def read_announced_act(request: CallRequest, number: str) -> StatementOut:
    """Not found where nothing is announced, or it was decided or dropped."""
    return _told(_announced(request, number))


@router.post(
    ONE,
    response={200: StatementOut, **problems(404, 409)},
    auth=Key("cases:submit"),
    summary="State one's case",
)
def state_case(request: CallRequest, number: str, data: StatementIn) -> StatementOut:
    """Before it is decided. What is said later takes the place of what was said before."""
    later = _announced(request, number)
    return _told(state_ones_case(later=later, text=data.text, by=party(request), now=timezone.now()))


def _announced(request: CallRequest, number: str) -> LaterDecision:
    case = own_case(party(request), number, on=local_day(timezone.now()))
    later = announced_act(case) if case else None
    if later is None:
        raise Http404
    return later


def _told(later: LaterDecision) -> StatementOut:
    told = ("kind", "reasons", "announced_at", "answer_by", "statement", "stated_at")
    return StatementOut(**{name: getattr(later, name) for name in told})
