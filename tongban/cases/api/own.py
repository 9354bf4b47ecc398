"""A firm's own applications: where they stand, and taking one back."""

from django.http import Http404
from django.utils import timezone
from ninja import Router

from tongban.cases import actions
from tongban.cases.api.shapes import CaseOut, CasesOut, WithdrawalIn
from tongban.cases.api.told import case_line, case_out
from tongban.cases.models import Case
from tongban.cases.queries.own import cases_of, own_case
from tongban.kernel.paging import page
from tongban.people.api import CallRequest, Key, party
from tongban.ui.api.problems import problems
from tongban.ui.api.values import After, Limit

router = Router(tags=["cases"])


@router.get("/cases", response={200: CasesOut, **problems(422)}, auth=Key("cases:read"), summary="List applications")
def list_cases(request: CallRequest, after: After = "", limit: Limit = 50) -> CasesOut:
    """What your firm applied for or brought for somebody else, the newest first."""
    shown = page(cases_of(party(request)), keys=("-id",), after=after or None, size=limit)
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


def _case(request: CallRequest, number: str) -> Case:
    case = own_case(party(request), number)
    if case is None:
        raise Http404
    return case
