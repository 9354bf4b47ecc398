"""Results that go by courier: what waits to be packed, what is on the way, packing one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongban.cases.actions.parcels import pack_parcel
from tongban.cases.forms.parcels import ParcelForm
from tongban.cases.models import Case
from tongban.cases.queries import parcels as queries
from tongban.cases.views.desk import require_handing_out
from tongban.cases.views.window import WindowRequest, at_window
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.paging import page

LIST = "cases:parcels"


@require_safe
@at_window
def parcels(request: WindowRequest) -> HttpResponse:
    """What is to be packed, and the parcels that went from here, the newest first."""
    point, on = request.window.service_point, local_day(timezone.now())
    shown = page(queries.parcels_of(point), keys=("-packed_at", "-id"), after=request.GET.get("after"))
    waiting = queries.to_pack(point, request.officer, on=on)
    context = {"window": request.window, "page": shown, "waiting": waiting}
    return render(request, "cases/shelf/parcels.html", context)


@require_http_methods(["GET", "POST"])
@at_window
def pack(request: WindowRequest, number: str) -> HttpResponse:
    """Pack a result: to whom, where; what is known already need not be typed."""
    case = queries.decided_case(request.officer, number, on=local_day(timezone.now()))
    if case is None:
        raise Http404
    require_handing_out(request, case)
    form = ParcelForm(case.matter.party, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, case, form, status=422 if form.is_bound else 200)
    try:
        point = request.window.service_point
        pack_parcel(case=case, **form.label(), point=point, by=request.officer, now=timezone.now())
    except Refused as refused:
        return _page(request, case, form, obstacles=refused.obstacles, status=409)
    messages.success(request, _("已包好，快递会来取；取走后这里显示单号。"))
    return redirect(LIST)


def _page(
    request: WindowRequest, case: Case, form: ParcelForm, *, obstacles: list[Obstacle] | None = None, status: int
) -> HttpResponse:
    context: dict[str, Any] = {"window": request.window, "case": case, "form": form, "obstacles": obstacles}
    return render(request, "cases/shelf/pack.html", context, status=status)
