"""What the office that regulates does: checks of commitments, and what it tells of checks and penalties."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongban.cases.actions.checks import record_check, record_correction, report_regulation
from tongban.cases.actions.regulation import POWER
from tongban.cases.forms.later import CheckForm, CorrectedForm, ReportForm
from tongban.cases.models import Commitment
from tongban.cases.queries.regulation import checker_of, commitment_seen, commitments_to_check
from tongban.cases.views.desk import case_for, with_form
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Refused
from tongban.kernel.paging import page
from tongban.people.access import OfficerRequest, officer_required, require, require_somewhere


@require_safe
@officer_required
def checks(request: OfficerRequest) -> HttpResponse:
    """The commitments to be checked or corrected, the most pressing first."""
    require_somewhere(request, POWER)
    today = local_day(timezone.now())
    rows = page(
        commitments_to_check(request.officer, on=today), keys=("check_due_on", "id"), after=request.GET.get("after")
    )
    return render(request, "cases/regulating/checks.html", {"page": rows, "today": today})


@require_http_methods(["GET", "POST"])
@officer_required
def check(request: OfficerRequest, pk: int) -> HttpResponse:
    """One commitment: what was promised, and the form for what the check found, or how it stands after the order."""
    require_somewhere(request, POWER)
    now = timezone.now()
    commitment = commitment_seen(request.officer, pk, on=local_day(now))
    if commitment is None:
        raise Http404
    is_ordered = commitment.state == Commitment.State.ORDERED
    is_open = is_ordered or commitment.state == Commitment.State.UNCHECKED
    posted = request.POST if request.method == "POST" else None
    form = CorrectedForm(posted) if is_ordered else CheckForm(posted)
    obstacles, status = [], 200
    if posted is not None:
        status = 422
        if form.is_valid():
            act = record_correction if is_ordered else record_check
            try:
                act(commitment=commitment, **form.cleaned_data, by=request.officer, now=now)
            except Refused as refused:
                obstacles, status = refused.obstacles, 409
            else:
                messages.success(request, _("核查结果已记录，并送给作出决定的机关。"))
                return redirect("cases:check_commitment", pk=pk)
    shown = {
        "commitment": commitment,
        "matter": commitment.case.matter,
        "form": form,
        "obstacles": obstacles,
        "is_open": is_open,
        "is_ordered": is_ordered,
        "promise": commitment.promise,
        "today": local_day(now),
    }
    return render(request, "cases/regulating/check.html", shown, status=status)


@require_http_methods(["GET", "POST"])
@officer_required
def report(request: OfficerRequest, number: str) -> HttpResponse:
    """Tell of a check or a penalty."""
    case = case_for(request, number)
    require(request, POWER, office=checker_of(case), item=case.matter.subject_code)
    form = ReportForm(request.POST if request.method == "POST" else None)

    def do(now: datetime) -> None:
        report_regulation(case=case, **form.cleaned_data, by=request.officer, now=now)

    context = {"lead": _("反馈检查和处罚"), "button": _("反馈")}
    return with_form(request, case, form, do, "cases/act.html", context, _("已反馈给作出决定的机关。"))
