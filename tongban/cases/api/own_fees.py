"""What has to be paid: for the applicant, and for whoever has the code of a notice."""

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router

from tongban.cases.api.fee_shapes import FeesOut, ToPayOut, first_out, notice_out, to_pay_out
from tongban.cases.models import Case
from tongban.cases.queries.fees import fees_of, notice_by_code
from tongban.cases.queries.own import own_case
from tongban.kernel.moments import local_day
from tongban.people.api import CallRequest, Key, party
from tongban.ui.api.problems import problems

router = Router(tags=["own"])


@router.get(
    "/cases/{number}/fees", response={200: FeesOut, **problems(404)}, auth=Key("own:read"), summary="Read one's fees"
)
def read_own_fees(request: CallRequest, number: str) -> FeesOut:
    """The notices of an application with what was paid, and what has to be settled elsewhere first."""
    case = own_case(party(request), number, on=local_day(timezone.now()))
    if case is None:
        raise Http404
    return fees_out(case)


@router.get(
    "/pay/{code}",
    response={200: ToPayOut, **problems(404)},
    auth=Key("progress:read"),
    summary="Begin to pay",
)
def begin_payment(request: HttpRequest, code: str) -> ToPayOut:
    """What is to be paid under a code, and where, for whoever has it: the payer need not be the applicant."""
    notice = notice_by_code(code)
    if notice is None:
        raise Http404
    return to_pay_out(notice)


def fees_out(case: Case) -> FeesOut:
    fees = fees_of(case)
    for notice in fees.notices:
        notice.case = case  # with its matter
    return FeesOut(
        notices=[notice_out(notice) for notice in fees.notices],
        prerequisites=[first_out(asked) for asked in fees.prerequisites],
    )
