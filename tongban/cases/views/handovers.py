"""Hand-over lists: what waits to go, lists of the day, one list with its bags, scanned and signed."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongban.cases.actions.handovers import may_take, prepare_hand_over, scan_bag, sign_hand_over
from tongban.cases.forms.shelf import MoveForm, ScanForm, SignForm
from tongban.cases.models import Bag, HandOver
from tongban.cases.queries import handovers as queries
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.paging import page
from tongban.people.access import OfficerRequest, kept_for, officer_required
from tongban.people.queries import may_somewhere
from tongban.ui.acts import carried_out
from tongban.ui.wording import say
from tongban.windows.models import ServicePoint
from tongban.windows.queries import sits_somewhere

LISTS = "cases:hand_overs"
ONE = "cases:hand_over_list"


@require_safe
@officer_required
def hand_overs(request: OfficerRequest) -> HttpResponse:
    """What waits to be handed on, and the lists that concern whoever looks."""
    points = _points(request)
    now = timezone.now()
    lists = queries.hand_overs_seen(request.officer, points, on=local_day(now))
    context = {
        "in_groups": [(going, "inward") for point in points for going in queries.papers_to_go(point, now=now)],
        "out_groups": _results(request),
        "page": page(lists, keys=("-prepared_at", "-id"), after=request.GET.get("after")),
        "points": MoveForm(ServicePoint.objects.order_by("office__path", "name")),
    }
    return render(request, "cases/handovers/lists.html", context)


@require_POST
@officer_required
def prepare(request: OfficerRequest) -> HttpResponse:
    """Make the list of one group: the bags that wait for one office, or the results for one service point."""
    points, now = _points(request), timezone.now()
    groups = [going for point in points for going in queries.papers_to_go(point, now=now)]
    is_inward = request.POST.get("way") == HandOver.Way.INWARD
    if not is_inward:
        groups = _results(request)
    going = next((each for each in groups if each.key == request.POST.get("group")), None)
    if going is None:
        raise Http404
    if is_inward:
        sides: dict[str, Any] = {"from_point": going.point, "to_office": going.office}
    else:
        form = MoveForm(ServicePoint.objects.all(), request.POST)
        chosen = form.cleaned_data["to"] if form.is_valid() else None
        sides = {"from_office": going.office, "to_point": going.point or chosen}
    way = HandOver.Way.INWARD if is_inward else HandOver.Way.OUTWARD
    try:
        made = prepare_hand_over(way=way, cases=going.cases, **sides, by=request.officer, now=now)
    except Refused as refused:
        for obstacle in refused.obstacles:
            messages.error(request, say(obstacle))
        return redirect(LISTS)
    messages.success(request, _("交接清单已生成，请打印后随材料袋送出。"))
    return redirect(ONE, pk=made.pk)


@require_safe
@officer_required
def one(request: OfficerRequest, pk: int) -> HttpResponse:
    """One list with its bags; whoever takes them scans and signs here."""
    hand_over = _hand_over(request, pk)
    bags = queries.bags_of(hand_over)
    found = {state: sum(bag.state == state for bag in bags) for state in Bag.State.values}
    context = {
        "hand_over": hand_over,
        "bags": bags,
        "found": found,
        "may_take": hand_over.state == HandOver.State.PREPARED
        and may_take(request.officer, hand_over, now=timezone.now()),
        "scan": ScanForm(),
        "sign": SignForm(),
    }
    return render(request, "cases/handovers/one.html", context)


@require_POST
@officer_required
def scan(request: OfficerRequest, pk: int) -> HttpResponse:
    """A bag was scanned."""
    hand_over, form = _taken(request, pk), ScanForm(request.POST)
    text = form.cleaned_data["bag"] if form.is_valid() else ""
    try:
        bag = scan_bag(hand_over=hand_over, text=text, by=request.officer, now=timezone.now())
    except Refused as refused:
        for obstacle in refused.obstacles:
            messages.error(request, say(obstacle))
    else:
        told = _("清单上没有这一袋，已记为多出。") if bag.state == Bag.State.SURPLUS else _("已收到。")
        messages.success(request, f"{bag.case.matter.number} {told}")
    return redirect(ONE, pk=pk)


@require_POST
@officer_required
def sign(request: OfficerRequest, pk: int) -> HttpResponse:
    """Sign for what arrived."""
    hand_over, form = _taken(request, pk), SignForm(request.POST)
    signed_by = form.cleaned_data["signed_by"] if form.is_valid() else ""
    act = partial(sign_hand_over, hand_over=hand_over, signed_by=signed_by, by=request.officer, now=timezone.now())
    return carried_out(request, act, _("已签收。"), to=reverse(ONE, args=[pk]))


def _points(request: OfficerRequest) -> list[ServicePoint]:
    """Return the officer's service points. Raises PermissionDenied for who has no part in handing anything on."""
    today = local_day(timezone.now())
    has_part = sits_somewhere(request.officer, today)
    if not has_part and not any(may_somewhere(request.officer, power, on=today) for power in queries.BACK_OFFICE):
        raise kept_for("receive", *queries.BACK_OFFICE)
    return queries.points_of(request.officer, on=today)


def _results(request: OfficerRequest) -> list[queries.Going]:
    now = timezone.now()
    return queries.results_to_go(request.officer, on=local_day(now), now=now)


def _hand_over(request: OfficerRequest, pk: int) -> HandOver:
    seen = queries.hand_overs_seen(request.officer, _points(request), on=local_day(timezone.now()))
    hand_over = seen.select_related("from_point__office", "to_point__office").filter(pk=pk).first()
    if hand_over is None:
        raise Http404
    return hand_over


def _taken(request: OfficerRequest, pk: int) -> HandOver:
    """Return a list that is for this officer to take. Raises PermissionDenied for one that they only see."""
    hand_over = _hand_over(request, pk)
    if not may_take(request.officer, hand_over, now=timezone.now()):
        raise PermissionDenied(Obstacle("signed_for_elsewhere"))
    return hand_over
