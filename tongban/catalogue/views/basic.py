"""The basic catalogue on the desk: find an entry, claim it, add one of our own, end one."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tongban.catalogue import actions
from tongban.catalogue.forms.basic import ClaimForm, EndingForm, LocalItemForm, narrowed_in
from tongban.catalogue.models import CatalogItem, Item
from tongban.catalogue.queries import basic as queries
from tongban.catalogue.queries import stationed as station
from tongban.catalogue.queries.items import departments_and_regions
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.paging import page
from tongban.people.access import OfficerRequest, officer_required, require_everywhere, require_somewhere
from tongban.people.queries import may_everywhere

LEVEL_NAMES = {
    "3": gettext_lazy("市级"),
    "4": gettext_lazy("县（区）级"),
    "5": gettext_lazy("镇（街道）级"),
    "6": gettext_lazy("村（社区）级"),
}


@require_safe
@officer_required
def entries(request: OfficerRequest) -> HttpResponse:
    """List the entries, with who has claimed them."""
    require_somewhere(request, "manage_catalogue", "approve_catalogue")
    today, narrowed = local_day(timezone.now()), narrowed_in(request.GET)
    listed, rows = queries.entries(request.officer, today, narrowed, after=request.GET.get("after"))
    types = [("applied_for", _("全部依申请")), *CatalogItem.Type.choices]
    claims = [("unclaimed", _("未认领")), ("claimed", _("已认领")), ("ended", _("已取消"))]
    filters = [
        {"name": "type", "label": _("事项类型"), "options": types, "value": narrowed.item_type},
        {"name": "origin", "label": _("来源"), "options": CatalogItem.Origin.choices, "value": narrowed.origin},
        {"name": "claim", "label": _("认领"), "options": claims, "value": narrowed.claim},
    ]
    context = {"page": listed, "rows": rows, "filters": filters, "listed": queries.listed(request.officer, today)}
    context["may_end"] = may_everywhere(request.officer, "manage_catalogue", on=today)
    context["ended_items"] = queries.items_of_ended_entries(request.officer, today)[:20]
    return render(request, "catalogue/basic.html", context)


@require_http_methods(["GET", "POST"])
@officer_required
def claim(request: OfficerRequest, entry: str) -> HttpResponse:
    """Claim an entry for an office of ours; its first draft is begun from the parent."""
    require_somewhere(request, "manage_catalogue")
    found, today = _entry(entry), local_day(timezone.now())
    form = ClaimForm(request.POST or None, offices=queries.offices_to_claim_for(request.officer, today))
    shown = {
        "lead": _("认领事项"),
        "hint": _("认领以后沿用上级的名称、编码、依据和类型，并建立第一版草稿。"),
        "submit": _("认领"),
        "entry": found,
    }

    def act(**typed: Any) -> Item:
        return actions.claim_item(catalog_item=found, **typed, by=request.officer, now=timezone.now())

    return _asked(request, form, act, shown, _("已认领，请接着填写草稿。"))


@require_http_methods(["GET", "POST"])
@officer_required
def add(request: OfficerRequest) -> HttpResponse:
    """Add an item of our own."""
    require_somewhere(request, "manage_catalogue")
    offices = queries.offices_to_claim_for(request.officer, local_day(timezone.now()))
    form = LocalItemForm(request.POST or None, offices=offices)
    shown = {
        "lead": _("增加本地事项"),
        "hint": _("本地增加的事项另行编码、单独计数，与认领的事项分开。"),
        "submit": _("增加并认领"),
    }

    def act(bases: Any, **typed: Any) -> Item:
        return actions.enter_local_item(legal_bases=bases, **typed, by=request.officer, now=timezone.now())

    return _asked(request, form, act, shown, _("已增加，请接着填写草稿。"))


@require_http_methods(["GET", "POST"])
@officer_required
def end(request: OfficerRequest, entry: str) -> HttpResponse:
    """End an entry: for whoever manages the whole catalogue."""
    require_everywhere(request, "manage_catalogue")
    found = _entry(entry)
    shown = {
        "lead": _("取消目录事项"),
        "hint": _("取消以后谁也不能再认领；已经认领的，由各部门取消自己的事项。"),
        "submit": _("取消目录事项"),
        "is_danger": True,
        "entry": found,
    }

    def act(**typed: Any) -> CatalogItem:
        return actions.end_catalog_item(catalog_item=found, **typed, by=request.officer, now=timezone.now())

    return _asked(request, EndingForm(request.POST or None), act, shown, _("已取消。"))


@require_safe
@officer_required
def ended(request: OfficerRequest) -> HttpResponse:
    """List our items whose entry has ended: they are to be cancelled."""
    require_somewhere(request, "manage_catalogue")
    found = queries.items_of_ended_entries(request.officer, local_day(timezone.now()))
    listed = page(found, keys=("id",), after=request.GET.get("after"), size=25)
    return render(request, "catalogue/ended.html", {"page": listed})


@require_safe
@officer_required
def stationed(request: OfficerRequest) -> HttpResponse:
    """Count what halls take in: handled on application, by level, place, department and class."""
    require_somewhere(request, "manage_catalogue", "approve_catalogue", "see")
    region = request.GET.get("region", "")[:12]
    places = departments_and_regions()[1]
    counted = station.stationed(region if region in dict(places) else "")
    filters = [{"name": "region", "label": _("地区"), "options": places, "value": region}]
    context = {
        "counted": counted,
        "filters": filters,
        "levels": [(LEVEL_NAMES[level], count) for level, count in counted.levels],
    }
    return render(request, "catalogue/stationed.html", context)


def _entry(code: str) -> CatalogItem:
    return get_object_or_404(CatalogItem, code=code)


def _asked(
    request: OfficerRequest, form: forms.Form, act: Callable[..., object], shown: dict[str, Any], done: str
) -> HttpResponse:
    obstacles: list[Obstacle] = []
    if form.is_valid():
        try:
            made = act(**form.cleaned_data)
        except Refused as refused:
            obstacles = refused.obstacles
        else:
            messages.success(request, done)
            to = ("catalogue:desk_item", made.code) if isinstance(made, Item) else ("catalogue:basic",)
            return redirect(*to)
    status = 409 if obstacles else 422 if form.is_bound else 200
    return render(request, "catalogue/basic_act.html", {"form": form, "obstacles": obstacles, **shown}, status=status)
