"""Working without the system: outages, pads of numbers, and what was entered afterwards, for who supervises a place."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.cases.actions import approve_late_entry, refuse_late_entry
from tongban.cases.forms.late import EndOutageForm, OutageForm, PadForm, RefusalForm
from tongban.cases.queries import late as queries
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.paging import page
from tongban.people.access import OfficerRequest, kept_for, officer_required
from tongban.ui.acts import carried_out
from tongban.windows.actions import declare_outage, end_outage, issue_pad
from tongban.windows.models import ServicePoint
from tongban.windows.rules import hand_number

PADS_SHOWN = 10


@require_http_methods(["GET", "POST"])
@officer_required
def outages(request: OfficerRequest) -> HttpResponse:
    """What was recorded, and the form to record another."""
    points = _points(request)
    form = OutageForm(points, request.POST if request.method == "POST" else None)
    if request.method == "GET" or not form.is_valid():
        return _page(request, points, outage=form)
    try:
        declare_outage(**form.cleaned_data, by=request.officer, now=timezone.now())
    except Refused as refused:
        return _page(request, points, outage=form, obstacles=refused.obstacles)
    messages.success(request, _("停机已登记。"))
    return redirect("cases:outages")


@require_POST
@officer_required
def end(request: OfficerRequest, pk: int) -> HttpResponse:
    """The system came back."""
    points = _points(request)
    outage = get_object_or_404(queries.outages_of(points), pk=pk)
    form = EndOutageForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请填写恢复时间。"))
        return redirect("cases:outages")
    back = form.cleaned_data["ended_at"]
    act = lambda: end_outage(outage=outage, ended_at=back, by=request.officer, now=timezone.now())  # noqa: E731
    return carried_out(request, act, _("恢复时间已登记。"), to="cases:outages")


@require_POST
@officer_required
def new_pad(request: OfficerRequest) -> HttpResponse:
    """Lay out a pad of numbers, ready to be printed."""
    points = _points(request)
    form = PadForm(points, request.POST)
    if not form.is_valid():
        return _page(request, points, pad=form)
    try:
        pad = issue_pad(**form.cleaned_data, by=request.officer, now=timezone.now())
    except Refused as refused:
        return _page(request, points, pad=form, obstacles=refused.obstacles)
    return redirect("cases:pad", serial=pad.serial)


@require_safe
@officer_required
def pad(request: OfficerRequest, serial: int) -> HttpResponse:
    """The pad as it is printed: one slip per number, a part for the applicant and one for the window."""
    found = get_object_or_404(queries.pads_of(_points(request)), serial=serial)
    numbers = [hand_number(found.serial, place) for place in range(1, found.size + 1)]
    return render(request, "cases/late/pad.html", {"pad": found, "numbers": numbers})


@require_safe
@officer_required
def entries(request: OfficerRequest) -> HttpResponse:
    """What was entered afterwards, what waits for approval first in the eye."""
    shown = queries.late_entries_of(_points(request))
    if request.GET.get("state") == "waiting":
        shown = shown.filter(state="waiting")
    rows = page(shown, keys=("-entered_at", "-id"), after=request.GET.get("after"))
    return render(request, "cases/late/entries.html", {"page": rows, "state": request.GET.get("state", "")})


@require_POST
@officer_required
def approve(request: OfficerRequest, pk: int) -> HttpResponse:
    entry = get_object_or_404(queries.late_entries_of(_points(request)), pk=pk)
    act = lambda: approve_late_entry(entry=entry, by=request.officer, now=timezone.now())  # noqa: E731
    return carried_out(request, act, _("已核准，时限按实际时间重新计算。"), to="cases:late_entries")


@require_POST
@officer_required
def refuse(request: OfficerRequest, pk: int) -> HttpResponse:
    entry = get_object_or_404(queries.late_entries_of(_points(request)), pk=pk)
    form = RefusalForm(request.POST)
    remark = form.cleaned_data["remark"] if form.is_valid() else ""
    act = lambda: refuse_late_entry(entry=entry, remark=remark, by=request.officer, now=timezone.now())  # noqa: E731
    return carried_out(request, act, _("未核准，以录入时间为准。"), to="cases:late_entries")


def _points(request: OfficerRequest) -> QuerySet[ServicePoint]:
    """Return the service points in this officer's charge. Raises PermissionDenied if there is none."""
    points = queries.points_supervised(request.officer, on=local_day(timezone.now()))
    if not points.exists():
        raise kept_for("supervise")
    return points


def _page(
    request: OfficerRequest,
    points: QuerySet[ServicePoint],
    *,
    outage: OutageForm | None = None,
    pad: PadForm | None = None,
    obstacles: list[Obstacle] | None = None,
) -> HttpResponse:
    form: forms.Form | None = outage or pad
    context: dict[str, Any] = {
        "page": page(queries.outages_of(points), keys=("-began_at", "-id"), after=request.GET.get("after")),
        "outage": outage or OutageForm(points),
        "pad_form": pad or PadForm(points),
        "pads": queries.pads_of(points)[:PADS_SHOWN],
        "waiting": queries.late_entries_of(points).filter(state="waiting").count(),
        "obstacles": obstacles,
        "asked": form,
    }
    wrong = form is not None and form.is_bound and not form.is_valid()
    return render(request, "cases/late/outages.html", context, status=409 if obstacles else 422 if wrong else 200)
