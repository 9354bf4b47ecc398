"""What officers do with a licence after it was granted; what its holder says to it."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from tongban.cases.actions.later import (
    POWER,
    begin_later_act,
    decide_later_act,
    drop_later_act,
    state_ones_case,
)
from tongban.cases.forms.later import LaterActForm, StatementForm
from tongban.cases.models import LaterDecision
from tongban.cases.queries.later import latest_result
from tongban.cases.queries.own import own_case
from tongban.cases.rules.later_acts import later_acts
from tongban.cases.views.desk import case_for, with_form
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Refused
from tongban.people.access import OfficerRequest, PartyRequest, officer_required, party_required
from tongban.ui.acts import carried_out, tell_reasons


@require_http_methods(["GET", "POST"])
@officer_required
def later(request: OfficerRequest, number: str, kind: str) -> HttpResponse:
    """Announce or do one act on a licence."""
    case, act = case_for(request, number, POWER), later_acts().get(kind)
    if act is None:
        raise Http404
    result = latest_result(case)
    form = LaterActForm(act, result, request.POST if request.method == "POST" else None, request.GET.get("ground", ""))

    def do(now: datetime) -> None:
        given = form.cleaned_data
        begin_later_act(
            case=case,
            kind=kind,
            ground=given["ground"],
            reasons=given["reasons"],
            changes=form.changes(result),
            by=request.officer,
            now=now,
        )

    name = {"revoke": _("撤销"), "withdraw": _("撤回"), "cancel": _("注销"), "correct": _("更正"), "reissue": _("补发")}
    button = _("告知当事人") if act.announce else pgettext("动作", "作出决定")
    done = _("已告知当事人，等待陈述、申辩。") if act.announce else _("决定已作出。")
    return with_form(
        request, case, form, do, "cases/later/act.html", {"lead": name[kind], "button": button, "act": act}, done
    )


@require_POST
@officer_required
def take_down(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take down what the party says."""
    found, form = _later(request, pk), StatementForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    act = lambda: state_ones_case(later=found, text=text, by=request.officer, now=timezone.now())  # noqa: E731
    return carried_out(request, act, _("已记录陈述、申辩意见。"), to=_page_of(found))


@require_POST
@officer_required
def decide(request: OfficerRequest, pk: int) -> HttpResponse:
    found = _later(request, pk)
    act = lambda: decide_later_act(later=found, by=request.officer, now=timezone.now())  # noqa: E731
    return carried_out(request, act, _("决定已作出。"), to=_page_of(found))


@require_POST
@officer_required
def drop(request: OfficerRequest, pk: int) -> HttpResponse:
    found = _later(request, pk)
    act = lambda: drop_later_act(later=found, by=request.officer, now=timezone.now())  # noqa: E731
    return carried_out(request, act, _("不再处理，许可继续有效。"), to=_page_of(found))


@require_POST
@party_required
def state(request: PartyRequest, number: str) -> HttpResponse:
    """The holder states their case."""
    now = timezone.now()
    case = own_case(request.party, number, on=local_day(now))
    if case is None:
        raise Http404
    found = get_object_or_404(LaterDecision, case=case, state=LaterDecision.State.ANNOUNCED)
    form = StatementForm(request.POST)
    try:
        state_ones_case(
            later=found, text=form.cleaned_data["text"] if form.is_valid() else "", by=request.party, now=now
        )
    except Refused as refused:
        tell_reasons(request, refused)
    else:
        messages.success(request, _("已收到您的陈述、申辩意见。"))
    return redirect("cases:mine", number=number)


def _later(request: OfficerRequest, pk: int) -> LaterDecision:
    """Return an act of a case that the officer sees; 403 unless they may decide there."""
    found = get_object_or_404(LaterDecision.objects.select_related("case__matter"), pk=pk)
    case_for(request, found.case.matter.number, POWER)
    return found


def _page_of(found: LaterDecision) -> str:
    return reverse("matters:matter", args=[found.case.matter.number])
