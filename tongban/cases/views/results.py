"""Results: one's own, from which the next application begins; and those of an office."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tongban.cases.actions.beginning import begin_from_result
from tongban.cases.models import Case, Result
from tongban.cases.queries.results import renewing, results_at, results_of
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Refused
from tongban.kernel.paging import page
from tongban.people.access import OfficerRequest, PartyRequest, officer_required, party_required, require_somewhere
from tongban.ui.acts import tell_reasons


@never_cache
@require_safe
@party_required
def own_results(request: PartyRequest) -> HttpResponse:
    rows = page(results_of(request.party, on=local_day(timezone.now())), keys=("-id",), after=request.GET.get("after"))
    return render(request, "cases/results/own.html", {"page": rows})


@never_cache
@require_safe
@party_required
def own_result(request: PartyRequest, pk: int) -> HttpResponse:
    """One result: what it is, and what can be asked for about it."""
    result, now = _own(request, pk), timezone.now()
    asked = result.cases_about.select_related("matter").exclude(matter__state="closed").order_by("pk")
    shown = {
        "result": result,
        "renewing": renewing(result, now=now),
        "asked": asked,
        "editions": Result.objects.filter(number=result.number).order_by("-edition"),
        "is_applicants": result.party_id == request.party.pk,
    }
    return render(request, "cases/results/own_result.html", shown)


@require_POST
@party_required
def begin_from(request: PartyRequest, pk: int, purpose: str) -> HttpResponse:
    """Begin a change, a renewal, a replacement or a cancellation, filled in with what is known."""
    result = _own(request, pk)
    try:
        draft = begin_from_result(result=result, purpose=purpose, account=request.user, now=timezone.now())
    except Refused as refused:
        tell_reasons(request, refused)
        return redirect("cases:own_result", pk=pk)
    if purpose == Case.Purpose.RENEW and draft.purpose == Case.Purpose.NEW:
        messages.warning(request, _("已经过了申请延续的期限，这次按新办处理，原来填过的内容已带入。"))
    return redirect("cases:questions", draft=draft.pk)


@require_safe
@officer_required
def results(request: OfficerRequest) -> HttpResponse:
    """What the offices within reach have given, the latest first."""
    require_somewhere(request, "see")
    rows, state = results_at(request.officer, on=local_day(timezone.now())), request.GET.get("state", "")
    if state in Result.State.values:
        rows = rows.filter(state=state)
    if text := " ".join(request.GET.get("q", "").replace("\x00", "").split()):
        rows = rows.filter(number=text)
    shown = {
        "page": page(rows, keys=("-id",), after=request.GET.get("after")),
        "filters": [{"name": "state", "label": _("状态"), "options": Result.State.choices}],
    }
    return render(request, "cases/results/results.html", shown)


def _own(request: PartyRequest, pk: int) -> Result:
    found = results_of(request.party, on=local_day(timezone.now())).select_related("case__matter", "item__current")
    result = found.filter(pk=pk).first()
    if result is None:
        raise Http404
    return result
