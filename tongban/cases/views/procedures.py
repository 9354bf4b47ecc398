"""Special procedures and hearings, from the page of the case: each act has its form there."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tongban.cases.actions import hearing_rights, hearings, procedures
from tongban.cases.forms.procedures import (
    BeginProcedureForm,
    EndProcedureForm,
    GivingUpForm,
    HearingNoticeForm,
    HearingRecordForm,
    HearingRequestForm,
    HearingRightForm,
    InterestedPersonForm,
)
from tongban.cases.models import Case, Hearing
from tongban.cases.queries.hearings import interested_in
from tongban.cases.queries.procedures import hearing_of, officers_for, procedure_to_end
from tongban.cases.views.desk import case_for
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.matters.rules.extensions import SUSPENDING
from tongban.people.access import OfficerRequest, officer_required, require


@require_http_methods(["GET", "POST"])
@officer_required
def begin(request: OfficerRequest, number: str) -> HttpResponse:
    """Which procedure, for how long, who is sent: a page of its own, since who may go is a long list."""
    case = _case(request, number)
    form = BeginProcedureForm(case.version.elements, officers_for(case), _sent(request))

    def act(now: datetime) -> None:
        given = {**form.cleaned_data, "inspectors": list(form.cleaned_data["inspectors"])}
        procedures.begin_procedure(case=case, **given, by=request.officer, now=now)

    return _acted(request, case, form, act, _("启动特别程序"), _("已启动，并书面告知申请人。"))


@require_POST
@officer_required
def end(request: OfficerRequest, number: str, procedure: int) -> HttpResponse:
    case = _case(request, number)
    found = procedure_to_end(case, procedure)
    if found is None:
        raise Http404
    form = EndProcedureForm(found.pause.kind, request.POST)

    def act(now: datetime) -> None:
        procedures.end_procedure(procedure=found, **form.ended(), by=request.officer, now=now)

    return _acted(request, case, form, act, found.pause.kind, _("已结束。"))


@require_POST
@officer_required
def tell_right(request: OfficerRequest, number: str) -> HttpResponse:
    case, form = _case(request, number), HearingRightForm(request.POST)

    def act(now: datetime) -> None:
        hearing_rights.tell_hearing_right(case=case, **form.cleaned_data, by=request.officer, now=now)

    return _acted(request, case, form, act, _("听证告知"), _("已告知听证权利。"))


@require_POST
@officer_required
def ask(request: OfficerRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    hearing = _hearing(case)
    form = HearingRequestForm(hearing, request.POST)

    def act(now: datetime) -> None:
        given = {**form.cleaned_data, "person": interested_in(hearing, form.cleaned_data["person"])}
        hearings.request_hearing(hearing=hearing, **given, by=request.officer, now=now)

    return _acted(request, case, form, act, _("申请人要求听证"), _("已登记，办理时限暂停。"))


@require_POST
@officer_required
def tell_interested(request: OfficerRequest, number: str) -> HttpResponse:
    case, form = _case(request, number), InterestedPersonForm(request.POST)
    hearing = _hearing(case)

    def act(now: datetime) -> None:
        hearing_rights.tell_interested_person(hearing=hearing, **form.cleaned_data, by=request.officer, now=now)

    return _acted(request, case, form, act, _("告知利害关系人"), _("已告知，请送达听证告知书。"))


@require_POST
@officer_required
def give_up(request: OfficerRequest, number: str) -> HttpResponse:
    """What a window or the office took in writing: somebody gives the right up."""
    case = case_for(request, number)
    require(request, *hearing_rights.WHO_RECORDS, **case.matter.scope)
    hearing = _hearing(case)
    form = GivingUpForm(hearing, request.POST)

    def act(now: datetime) -> None:
        given = {**form.cleaned_data, "person": interested_in(hearing, form.cleaned_data["person"])}
        hearing_rights.record_giving_up(hearing=hearing, **given, by=request.officer, now=now)

    return _acted(request, case, form, act, _("登记放弃听证"), _("已登记放弃听证。"))


@require_http_methods(["GET", "POST"])
@officer_required
def announce(request: OfficerRequest, number: str) -> HttpResponse:
    """When and where it is held, and who chairs: a page of its own, since who may chair is a long list."""
    case = _case(request, number)
    form, hearing = HearingNoticeForm(officers_for(case), _sent(request)), _hearing(case)

    def act(now: datetime) -> None:
        hearings.announce_hearing(hearing=hearing, **form.cleaned_data, by=request.officer, now=now)

    return _acted(request, case, form, act, _("听证通知"), _("已通知。"))


@require_POST
@officer_required
def record(request: OfficerRequest, number: str) -> HttpResponse:
    case, form = _case(request, number), HearingRecordForm(request.POST)
    hearing = _hearing(case)

    def act(now: datetime) -> None:
        hearings.record_hearing(hearing=hearing, **form.cleaned_data, by=request.officer, now=now)

    return _acted(request, case, form, act, _("听证笔录"), _("听证已结束，恢复计时。"))


def _sent(request: OfficerRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _case(request: OfficerRequest, number: str) -> Case:
    case = case_for(request, number)
    require(request, *SUSPENDING, **case.matter.scope)
    return case


def _hearing(case: Case) -> Hearing:
    found = hearing_of(case)
    if found is None or found.held_at:
        raise Http404
    found.case = case
    return found


def _acted(
    request: OfficerRequest, case: Case, form: forms.Form, act: Callable[[datetime], Any], lead: str, done: str
) -> HttpResponse:
    obstacles: list[Obstacle] = []
    if form.is_valid():
        try:
            act(timezone.now())
        except Refused as refused:
            obstacles = refused.obstacles
        else:
            messages.success(request, done)
            return redirect("matters:matter", number=case.matter.number)
    back = reverse("matters:matter", args=[case.matter.number])
    shown = {"case": case, "matter": case.matter, "form": form, "obstacles": obstacles, "back": back}
    context = {**shown, "lead": lead, "button": lead}
    status = 409 if obstacles else 422 if form.is_bound else 200
    return render(request, "cases/act.html", context, status=status)
