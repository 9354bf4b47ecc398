"""A firm's own applications: where they stand, answering the notice, taking one back, taking the result."""

from datetime import datetime

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Router

from tongban.cases import actions, rules
from tongban.cases.api.given import FORM_WITH_FILE, form_given, paper_given, papers_put_by
from tongban.cases.api.shapes import CaseOut, CasesOut, CorrectionIn, KeptPaperIn, KeptPaperOut, WithdrawalIn
from tongban.cases.api.told import case_line, case_out, kept_out
from tongban.cases.models import Case, Paper
from tongban.cases.queries.own import cases_of, files_put_by, own_case
from tongban.documents.actions import store_file
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.paging import page
from tongban.people.api import CallRequest, Key, created, creating, party
from tongban.people.models import Party
from tongban.ui.api.problems import problems
from tongban.ui.api.values import After, Limit

router = Router(tags=["cases"])


@router.get("/cases", response={200: CasesOut, **problems(422)}, auth=Key("cases:read"), summary="List applications")
def list_cases(request: CallRequest, after: After = "", limit: Limit = 50) -> CasesOut:
    """What your firm applied for, or brought for somebody whose authorisation it still holds, the newest first."""
    cases = cases_of(party(request), on=local_day(timezone.now())).select_related("matter__parent")
    shown = page(cases, keys=("-id",), after=after or None, size=limit)
    return CasesOut(rows=[case_line(case) for case in shown.rows], next=shown.next)


@router.get(
    "/cases/{number}", response={200: CaseOut, **problems(404)}, auth=Key("cases:read"), summary="Read an application"
)
def read_case(request: CallRequest, number: str) -> CaseOut:
    """Its progress, the correction notice if there is one, its papers, and every document that was issued."""
    return case_out(_case(request, number), now=timezone.now())


@router.post(
    "/cases/{number}/withdrawal",
    response={200: CaseOut, **problems(404, 409)},
    auth=Key("cases:submit"),
    summary="Withdraw an application",
)
def withdraw(request: CallRequest, number: str, data: WithdrawalIn) -> CaseOut:
    """Take the application back (撤回), before it is decided."""
    now = timezone.now()
    actions.withdraw_case(case=_case(request, number), reason=data.reason, by=party(request), now=now)
    return case_out(_case(request, number), now=now)


@router.post(
    "/cases/{number}/correction/papers",
    response={201: KeptPaperOut, **problems(404, 409, 413, 415, 422)},
    auth=Key("cases:submit"),
    openapi_extra={**creating(), "requestBody": FORM_WITH_FILE},
    summary="Put a paper by for the answer",
)
def put_paper_by(request: CallRequest, number: str) -> HttpResponse:
    """One file for a paper that the notice names. Nothing is answered yet: that is one call for all of it."""
    case = _in_correction(request, number)
    named = {gap["about"] for gap in case.correction.gaps}
    spec, kept = paper_given(request, [spec for spec in case.version.materials.all() if spec.code in named])

    def act() -> tuple[KeptPaperOut, str]:
        file = store_file(upload=kept, subject=case.matter.subject, by=party(request), now=timezone.now())
        return kept_out(file, paper=spec.code), reverse("api-1:download_file", args=[file.pk])

    return created(request, act, said=f"{spec.code} {kept.digest} {kept.name}")


@router.post(
    "/cases/{number}/correction",
    response={200: CaseOut, **problems(404, 409)},
    auth=Key("cases:submit"),
    summary="Answer the correction notice",
)
def answer_correction(request: CallRequest, number: str, data: CorrectionIn) -> CaseOut:
    """Hand in what the notice asked for (补正), all at once: it is answered once, and the office's duty starts anew."""
    case, now = _in_correction(request, number), timezone.now()
    papers = _papers(case, data.papers, by=party(request), now=now)
    form = None if data.form is None else form_given(case.version, data.form, case.answers)
    answered = {given.paper for given in data.papers} | (set() if form is None else {rules.FORM})
    left = rules.open_gaps([rules.Gap(**gap) for gap in case.correction.gaps], frozenset(answered))
    if left and not data.is_partial:
        raise actions.CannotNotify([Obstacle("gaps_left_in_call", "、".join(gap.name for gap in left))])
    actions.answer_correction(case=case, papers=papers, form=form, by=party(request), now=now)
    return case_out(_case(request, number), now=now)


@router.post(
    "/cases/{number}/delivery",
    response={200: CaseOut, **problems(404, 409)},
    auth=Key("cases:submit"),
    summary="Take the result",
)
def take(request: CallRequest, number: str) -> CaseOut:
    """Record that the result was taken by download (领取); its papers can be downloaded again at any time."""
    now = timezone.now()
    actions.deliver_by_download(case=_case(request, number), to=party(request), now=now)
    return case_out(_case(request, number), now=now)


def _in_correction(request: CallRequest, number: str) -> Case:
    case = _case(request, number)
    if case.matter.state != rules.CORRECTING:
        raise actions.CannotNotify([Obstacle("no_correction_waited_for")])
    return case


def _papers(case: Case, given: list[KeptPaperIn], *, by: Party, now: datetime) -> list[Paper]:
    named = {gap["about"] for gap in case.correction.gaps}
    asked = [spec for spec in case.version.materials.all() if spec.code in named]
    pairs = [(each.paper, each.file) for each in given]
    return papers_put_by(pairs, asked, files_put_by(case, by, since=case.correction.issued_at), now=now)


def _case(request: CallRequest, number: str) -> Case:
    case = own_case(party(request), number, on=local_day(timezone.now()))
    if case is None:
        raise Http404
    return case
