"""What a firm promised: papers that follow (容缺受理) and come now, a commitment (告知承诺) that it takes back."""

from datetime import date, datetime

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Router, Schema

from tongban.cases import rules
from tongban.cases.actions.commitments import take_commitment_back
from tongban.cases.actions.refusals import CannotFill
from tongban.cases.actions.tolerance import fill_gap
from tongban.cases.api.given import FORM_WITH_FILE, paper_given, papers_put_by
from tongban.cases.api.shapes import FILE_ID, CaseOut, KeptPaperOut
from tongban.cases.api.told import case_out, kept_out
from tongban.cases.models import Case, Commitment, PaperGap, SignedPromise
from tongban.cases.queries.own import files_put_by, own_case
from tongban.cases.queries.promises import gaps_of, promise_of
from tongban.cases.rules.promises import COMMITMENT
from tongban.documents.actions import store_file
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.matters.api.shapes import RECEIVED
from tongban.people.access import client_of, count_try
from tongban.people.api import CallRequest, Key, created, creating, party
from tongban.ui.api.problems import Turned, problems
from tongban.ui.api.schemas import shown_by, taken_as
from tongban.ui.api.values import Id

router = Router(tags=["cases"])
READS, ACTS = Key("cases:read"), Key("cases:submit")
GAPS_OF, PROMISE_OF = "/cases/{number}/gaps", "/cases/{number}/commitment"
GAP = {
    "paper": "rules",
    "name": "管理制度文本",
    "form": "复印件 1 份",
    "since": RECEIVED,
    "due_on": "2026-05-06",
    "arrived_on": None,
    "filled_at": None,
}


class PromisedPaperOut(Schema):
    """A paper that was promised when the application was accepted without it."""

    paper: str = Field(description="Code of the paper")
    name: str
    form: str = Field(description="Original or copy, on paper or not, how many")
    since: datetime
    due_on: date = Field(description="The last day: if it is not there then, the application counts as withdrawn")
    arrived_on: date | None
    filled_at: datetime | None


class PromisedPapersOut(Schema):
    model_config = shown_by({"rows": [GAP]})

    rows: list[PromisedPaperOut]


class PromisedPaperIn(Schema):
    model_config = taken_as({"paper": "rules", "files": [FILE_ID]})

    paper: str = Field(max_length=40, description="Code of a paper that is still owed")
    files: list[Id] = Field(min_length=1, max_length=60, description="As they were put by under `/gaps/papers`")


class CommitmentOut(Schema):
    """A promise that every condition is met, on which the application is decided at once."""

    model_config = shown_by(
        {
            "text": "承诺已经符合全部条件。",
            "signed_at": RECEIVED,
            "may_take_back": True,
            "check_due_on": None,
            "state": "",
            "order": "",
            "order_due_on": None,
        }
    )

    text: str = Field(description="As it was read when it was signed")
    signed_at: datetime
    may_take_back: bool
    check_due_on: date | None = Field(description="Once it is decided: by when the office looks whether it is so")
    state: str = Field(description="Of the check: unchecked, met, ordered, corrected, unmet or false; before it, empty")
    order: str = Field(description="What has to be put right")
    order_due_on: date | None


@router.get(GAPS_OF, response={200: PromisedPapersOut, **problems(404)}, auth=READS, summary="List promised papers")
def list_promised_papers(request: CallRequest, number: str) -> PromisedPapersOut:
    """What your firm still owes, and what has come; empty where nothing was promised."""
    return _gaps_out(_case(request, number))


@router.post(
    f"{GAPS_OF}/papers",
    response={201: KeptPaperOut, **problems(404, 409, 413, 415, 422)},
    auth=ACTS,
    openapi_extra={**creating(), "requestBody": FORM_WITH_FILE},
    summary="Put a promised paper by",
)
def put_promised_paper_by(request: CallRequest, number: str) -> HttpResponse:
    """One file for a paper that is owed. It has not come before it is handed in: that is a call of its own."""
    case = _case(request, number)
    owed = _owed(case)
    count_try("upload", client_of(request))
    spec, kept = paper_given(request, [gap.spec for gap in owed])

    def act() -> tuple[KeptPaperOut, str]:
        file = store_file(upload=kept, subject=case.matter.subject, by=party(request), now=timezone.now())
        return kept_out(file, paper=spec.code), reverse("api-1:download_file", args=[file.pk])

    return created(request, act, said=f"{spec.code} {kept.digest} {kept.name}")


@router.post(
    GAPS_OF,
    response={200: PromisedPapersOut, **problems(404, 409)},
    auth=ACTS,
    summary="Hand in a promised paper",
)
def hand_in_promised_paper(request: CallRequest, number: str, data: PromisedPaperIn) -> PromisedPapersOut:
    """With all its files at once; today counts. When nothing is owed any more, the decision waits no longer."""
    case, own, now = _case(request, number), party(request), timezone.now()
    gap = next((gap for gap in gaps_of(case) if gap.spec.code == data.paper), None)
    if gap is None:
        raise Turned(422, Obstacle("paper_not_asked", data.paper))
    pairs = [(data.paper, file) for file in data.files]
    papers = papers_put_by(pairs, [gap.spec], files_put_by(case, own, since=gap.since), now=now)
    fill_gap(gap=gap, papers=papers, way=PaperGap.Way.ONLINE, arrived_on=local_day(now), by=own, now=now)
    return _gaps_out(_case(request, number))


@router.get(PROMISE_OF, response={200: CommitmentOut, **problems(404)}, auth=READS, summary="Read a commitment")
def read_commitment(request: CallRequest, number: str) -> CommitmentOut:
    """Not found where your firm promised nothing of the kind, or took it back."""
    case = _case(request, number)
    promise = promise_of(case, COMMITMENT)
    if promise is None:
        raise Http404
    return _commitment_out(case, promise)


@router.post(
    f"{PROMISE_OF}/withdrawal",
    response={200: CaseOut, **problems(404, 409)},
    auth=ACTS,
    summary="Take a commitment back",
)
def withdraw_commitment(request: CallRequest, number: str) -> CaseOut:
    """Before the decision (告知承诺撤回): the application goes the ordinary way, with its steps and limits."""
    case, now = _case(request, number), timezone.now()
    take_commitment_back(case=case, by=party(request), now=now)
    return case_out(_case(request, number), now=now)


def _case(request: CallRequest, number: str) -> Case:
    case = own_case(party(request), number, on=local_day(timezone.now()))
    if case is None:
        raise Http404
    return case


def _owed(case: Case) -> list[PaperGap]:
    owed = [gap for gap in gaps_of(case) if gap.filled_at is None]
    if not owed or not case.matter.is_open:
        raise CannotFill([Obstacle("gap_is_closed", case.matter.number)])
    return owed


def _gaps_out(case: Case) -> PromisedPapersOut:
    return PromisedPapersOut(rows=[_gap_out(gap) for gap in gaps_of(case)])


def _gap_out(gap: PaperGap) -> PromisedPaperOut:
    told = ("since", "due_on", "arrived_on", "filled_at")
    return PromisedPaperOut(
        paper=gap.spec.code, name=gap.spec.name, form=gap.asked_form, **{name: getattr(gap, name) for name in told}
    )


def _commitment_out(case: Case, promise: SignedPromise) -> CommitmentOut:
    decided: Commitment | None = getattr(case, "commitment", None)
    checked = ("check_due_on", "state", "order", "order_due_on")
    nothing = {"check_due_on": None, "state": "", "order": "", "order_due_on": None}
    return CommitmentOut(
        text=promise.text,
        signed_at=promise.signed_at,
        may_take_back=not rules.obstacles_to_taking_back(case.dossier(), is_signed=True),
        **({name: getattr(decided, name) for name in checked} if decided else nothing),
    )
