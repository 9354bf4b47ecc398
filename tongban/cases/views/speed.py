"""Targets of speed at the desk: which stand, one item with its history, setting and ending them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.cases.actions.speed import end_speed_target, set_speed_target, set_speed_targets
from tongban.cases.forms.speed import EndSpeedForm, FindSpeedForm, OfficeSpeedForm, SpeedForm
from tongban.cases.models import SpeedTarget
from tongban.cases.queries import speed as queries
from tongban.catalogue.models import Item
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.paging import page
from tongban.kernel.ratios import Ratio
from tongban.people.access import OfficerRequest, officer_required, require_somewhere
from tongban.people.models import Office
from tongban.ui.tags.dates import month

LIST, ONE = "cases:speed_targets", "cases:speed_target"


@require_safe
@officer_required
def targets(request: OfficerRequest) -> HttpResponse:
    """The items with their targets, of the offices whose catalogue the officer manages."""
    require_somewhere(request, queries.MANAGES)
    return _list(request, None)


@require_POST
@officer_required
def for_office(request: OfficerRequest) -> HttpResponse:
    """Set one target for every promised item of an office."""
    require_somewhere(request, queries.MANAGES)
    now = timezone.now()
    on = local_day(now)
    form = OfficeSpeedForm(queries.offices_managed(request.officer, on=on), request.POST)
    if not form.is_valid():
        return _list(request, form, status=422)
    given = dict(form.cleaned_data)
    items = list(queries.managed_items(request.officer, on=on).filter(office=given.pop("office")))
    try:
        made = set_speed_targets(items=items, **given, by=request.officer, now=now)
    except Refused as refused:
        return _list(request, form, obstacles=refused.obstacles, status=409)
    done = ngettext("已为 %(n)s 个事项设定目标。", "已为 %(n)s 个事项设定目标。", len(made)) % {"n": len(made)}
    messages.success(request, done)
    return redirect(LIST)


@require_http_methods(["GET", "POST"])
@officer_required
def target(request: OfficerRequest, code: str) -> HttpResponse:
    """One item: what stands, every target it had, and setting the next."""
    item, now = _item(request, code), timezone.now()
    form = SpeedForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _one(request, item, form, EndSpeedForm())
    if not form.is_valid():
        return _one(request, item, form, EndSpeedForm(), status=422)
    try:
        set_speed_target(item=item, **form.cleaned_data, by=request.officer, now=now)
    except Refused as refused:
        return _one(request, item, form, EndSpeedForm(), obstacles=refused.obstacles, status=409)
    messages.success(request, _("目标已设定。"))
    return redirect(ONE, code)


@require_POST
@officer_required
def end(request: OfficerRequest, code: str) -> HttpResponse:
    """End the target that stands."""
    item, form = _item(request, code), EndSpeedForm(request.POST)
    standing = get_object_or_404(SpeedTarget, item=item, until=None)
    if not form.is_valid():
        return _one(request, item, SpeedForm(), form, status=422)
    try:
        end_speed_target(target=standing, **form.cleaned_data, by=request.officer, now=timezone.now())
    except Refused as refused:
        return _one(request, item, SpeedForm(), form, obstacles=refused.obstacles, status=409)
    messages.success(request, _("目标的结束日已设定。"))
    return redirect(ONE, code)


def _item(request: OfficerRequest, code: str) -> Item:
    """Return an item whose catalogue the officer manages: 403 for who manages none, not found for others' items."""
    require_somewhere(request, queries.MANAGES)
    item = queries.managed_item(request.officer, code, on=local_day(timezone.now()))
    if item is None:
        raise Http404
    return item


def _list(
    request: OfficerRequest, form: OfficeSpeedForm | None, *, obstacles: list[Obstacle] | None = None, status: int = 200
) -> HttpResponse:
    on = local_day(timezone.now())
    offices = queries.offices_managed(request.officer, on=on)
    find = FindSpeedForm(offices, request.GET)
    given: dict[str, Any] = find.cleaned_data if find.is_valid() else {}
    office: Office | None = given.get("office")
    rows = queries.items_with_targets(
        request.officer,
        on=on,
        text=given.get("q", "").strip(),
        office=office.pk if office else None,
        all_of=bool(given.get("all_of")),
    )
    context = {
        "page": page(rows, keys=("code",), after=request.GET.get("after")),
        "find": find,
        "form": form or OfficeSpeedForm(offices),
        "obstacles": obstacles,
        "is_found": any(given.values()),
        "today": on,
    }
    return render(request, "cases/speed/list.html", context, status=status)


def _one(
    request: OfficerRequest,
    item: Item,
    form: SpeedForm,
    end_form: EndSpeedForm,
    *,
    obstacles: list[Obstacle] | None = None,
    status: int = 200,
) -> HttpResponse:
    on = local_day(timezone.now())
    history = queries.history_of(item)
    months = queries.months_of(item, first=on - queries.YEAR, last=on)
    context = {
        "item": item,
        "history": history,
        "standing": next((each for each in history if each.until is None), None),
        "met": sum((line.counts.met_target for line in months), Ratio(0, 0)),
        "course": [(month(key), share) for key, share in queries.course_of(months)],
        "form": form,
        "end_form": end_form,
        "obstacles": obstacles,
        "today": on,
    }
    return render(request, "cases/speed/one.html", context, status=status)
