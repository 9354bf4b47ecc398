"""Shared queues: the greeter's page, queues made for windows, and the next one at a window; visits set aside."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongban.cases.forms.pools import ArrivalForm, ParkForm, PoolForm
from tongban.cases.queries import pools as queries
from tongban.cases.queries.batches import windows_of_point
from tongban.cases.views.halls import point_in, points_of
from tongban.cases.views.window import DESK, WindowRequest, at_window, in_visit
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Refused
from tongban.people.access import OfficerRequest, kept_for, officer_required
from tongban.people.queries import may, may_somewhere
from tongban.ui.acts import carried_out, tell_reasons
from tongban.windows.actions import mark_left, park_visit, register_arrival, set_pool, take_next, take_up_visit
from tongban.windows.models import Arrival, Pool, ServicePoint, Visit
from tongban.windows.queries import parked_visits, sits_somewhere
from tongban.windows.queries.pools import pools_at


@require_safe
@officer_required
def pools(request: OfficerRequest) -> HttpResponse:
    """Who waits in which queue and how long, and the form to register who comes."""
    now, points = timezone.now(), _greeted(request)
    days = queries.queues_at(points, now=now)
    chosen = next((day for day in days if str(day.pool.pk) == request.GET.get("pool")), days[0] if days else None)
    text = request.GET.get("q", "").replace("\x00", "").strip()
    found = queries.items_found(text, chosen.pool.service_point, on=local_day(now)) if chosen and text else []
    supervised = [each for each in points if may(request.officer, "supervise", office=each.office, on=local_day(now))]
    context: dict[str, Any] = {
        "days": days,
        "chosen": chosen,
        "form": ArrivalForm(found),
        "found": found,
        "query": text,
    }
    if supervised:
        point = next((each for each in supervised if str(each.pk) == request.GET.get("point")), supervised[0])
        context |= {"point": point, "points": supervised, "pool_form": PoolForm(windows_of_point(point))}
    return render(request, "cases/hall/pools.html", context)


@require_POST
@officer_required
def make(request: OfficerRequest) -> HttpResponse:
    """Make a queue for windows, or let one serve other windows."""
    point = point_in(request, points_of(request))
    form = PoolForm(windows_of_point(point), request.POST)
    if not form.is_valid():
        messages.error(request, _("请填写队列名称，并选择窗口。"))
        return redirect("cases:pools")
    act = lambda: set_pool(  # noqa: E731
        service_point=point,
        name=form.cleaned_data["name"],
        windows=form.chosen(),
        by=request.officer,
        now=timezone.now(),
    )
    return carried_out(request, act, _("队列已保存。"), to="cases:pools")


@require_POST
@officer_required
def arrive(request: OfficerRequest, pk: int) -> HttpResponse:
    """Register who came."""
    pool = get_object_or_404(pools_at(_greeted(request)), pk=pk)
    now = timezone.now()
    text = request.GET.get("q", "").replace("\x00", "").strip()
    form = ArrivalForm(queries.items_found(text, pool.service_point, on=local_day(now)) if text else [], request.POST)
    back = f"{reverse('cases:pools')}?pool={pool.pk}"
    if not form.is_valid():
        messages.error(request, _("没有登记成功，请重新选择来办什么。"))
        return redirect(back)
    given = form.cleaned_data
    try:
        arrival = register_arrival(
            pool=pool,
            called=given["called"],
            item_codes=given["items"],
            goes_first=given["goes_first"],
            by=request.officer,
            now=now,
        )
    except Refused as refused:
        tell_reasons(request, refused)
    else:
        messages.success(request, _("已登记，%(number)s 号。") % {"number": arrival})
    return redirect(back)


@require_POST
@officer_required
def leave(request: OfficerRequest, pk: int) -> HttpResponse:
    """Note that somebody left without being served."""
    here = Q(pool__in=Pool.objects.filter(service_point__in=_greeted(request)))
    arrival = get_object_or_404(Arrival.objects.filter(here | Q(officer=request.officer)), pk=pk)
    back = DESK if "window" in request.POST else f"{reverse('cases:pools')}?pool={arrival.pool_id}"
    act = lambda: mark_left(arrival=arrival, by=request.officer, now=timezone.now())  # noqa: E731
    return carried_out(request, act, _("已登记离开。"), to=back)


@require_POST
@at_window
def next_one(request: WindowRequest) -> HttpResponse:
    """Ask the next who can be served here to this window."""
    now = timezone.now()
    takes = queries.taken_codes(request.window, request.officer, on=local_day(now))
    try:
        arrival = take_next(window=request.window, takes=takes, by=request.officer, now=now)
    except Refused as refused:
        tell_reasons(request, refused)
    else:
        messages.success(request, _("请 %(number)s 号到窗口。") % {"number": arrival})
    return redirect(DESK)


@require_POST
@in_visit
def park(request: WindowRequest) -> HttpResponse:
    """Set the visit aside: everything stays, and the window is free for the next."""
    form = ParkForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    act = lambda: park_visit(visit=request.visit, reason=reason, by=request.officer, now=timezone.now())  # noqa: E731
    return carried_out(request, act, _("接待已挂起，窗口可以接待下一位。"), to=DESK)


@require_POST
@at_window
def take_up(request: WindowRequest, pk: int) -> HttpResponse:
    """Go on with a visit that was set aside in this hall: one's own, or anybody's if one may receive for the hall."""
    point, officer, now = request.window.service_point, request.officer, timezone.now()
    parked = parked_visits(point)
    if not may(officer, "receive", office=point.office, on=local_day(now)):
        parked = parked.filter(officer=officer)
    visit: Visit = get_object_or_404(parked, pk=pk)
    act = lambda: take_up_visit(visit=visit, window=request.window, by=officer, now=now)  # noqa: E731
    return carried_out(request, act, _("继续接待。"), to=DESK)


def _greeted(request: OfficerRequest) -> list[ServicePoint]:
    """Return where this officer registers who came. Raises PermissionDenied for who works in no hall at all."""
    today = local_day(timezone.now())
    if not sits_somewhere(request.officer, today) and not may_somewhere(request.officer, "supervise", on=today):
        raise kept_for("receive", "supervise")
    return list(queries.points_greeted(request.officer, on=today))
