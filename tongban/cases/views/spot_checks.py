"""Sampling of what one officer decided alone (抽查): the list, and what a check found."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongban.cases.actions.spot_checks import check_decision
from tongban.cases.models import Decision, SpotCheck
from tongban.cases.queries.spot_checks import decided_alone
from tongban.kernel.moments import local_day
from tongban.people.access import OfficerRequest, officer_required, require, require_somewhere
from tongban.ui.acts import carried_out


@require_safe
@officer_required
def spot_checks(request: OfficerRequest) -> HttpResponse:
    """Decisions by one officer, those not yet checked if asked."""
    require_somewhere(request, "supervise")
    today, state = local_day(timezone.now()), request.GET.get("state", "")
    page = decided_alone(request.officer, on=today, state=state, after=request.GET.get("after"))
    filters = [{"name": "state", "label": _("状态"), "options": [("open", _("未抽查")), ("amiss", _("发现问题"))]}]
    context = {"page": page, "filters": filters, "results": SpotCheck.Result.choices}
    return render(request, "cases/mandates/spot_checks.html", context)


@require_POST
@officer_required
def check(request: OfficerRequest, decision_id: int) -> HttpResponse:
    """Record what was found."""
    decision = get_object_or_404(Decision.objects.select_related("case__matter__office"), pk=decision_id)
    require(request, "supervise", **decision.case.matter.scope)
    given = {name: request.POST.get(name, "")[:400] for name in ("result", "remark")}
    act = partial(check_decision, decision=decision, **given, by=request.officer, now=timezone.now())
    return carried_out(request, act, _("抽查结果已记录。"), to="cases:spot_checks")
