"""Acts on an item that ask for something first: suspend it, cancel it; and ending either."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tongban.catalogue import actions
from tongban.catalogue.forms.items import RetirementForm, SuspensionForm
from tongban.catalogue.models import Item
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.people.access import OfficerRequest, officer_required, require
from tongban.ui.acts import carried_out


@require_http_methods(["GET", "POST"])
@officer_required
def suspend(request: OfficerRequest, code: str) -> HttpResponse:
    """Suspend an item, at once or from a day on."""
    item, today = managed(request, code), local_day(timezone.now())
    shown = {
        "lead": _("暂停事项"),
        "consequence": _("暂停期间不接收新的申请，网上、窗口和接口都一样；在办的申请照常办理。到期自动恢复。"),
        "submit": _("暂停"),
    }
    form = SuspensionForm(request.POST or None, today=today)
    return asked(request, item, form, actions.suspend_item, shown, _("已登记暂停。"))


@require_POST
@officer_required
def resume(request: OfficerRequest, code: str) -> HttpResponse:
    """End a suspension before its last day."""
    item, now = managed(request, code), timezone.now()
    done = _("已恢复，可以接收新的申请。")
    return carried_out(
        request, lambda: actions.resume_item(item=item, by=request.officer, now=now), done, to=_page(item)
    )


@require_http_methods(["GET", "POST"])
@officer_required
def retire(request: OfficerRequest, code: str) -> HttpResponse:
    """Cancel an item, at once or after its last day."""
    shown = {
        "lead": _("取消事项"),
        "consequence": _("取消以后不再接收新的申请，搜索和清单里不再出现；在办的申请按原来的版本办完。"),
        "submit": _("取消事项"),
        "is_danger": True,
    }
    form = RetirementForm(request.POST or None)
    return asked(request, managed(request, code), form, actions.retire_item, shown, _("已登记取消。"))


@require_POST
@officer_required
def keep(request: OfficerRequest, code: str) -> HttpResponse:
    """Call a planned cancellation off."""
    item, now = managed(request, code), timezone.now()
    return carried_out(
        request,
        lambda: actions.keep_item(item=item, by=request.officer, now=now),
        _("取消计划已撤回。"),
        to=_page(item),
    )


def managed(request: OfficerRequest, code: str) -> Item:
    """Return an item whose catalogue the officer manages: items are public, so others are refused by 403."""
    item = get_object_or_404(Item.objects.select_related("office", "catalog_item", "current"), code=code)
    require(request, "manage_catalogue", office=item.office)
    return item


def asked(
    request: OfficerRequest,
    item: Item,
    form: forms.Form,
    act: Callable[..., object],
    shown: dict[str, Any],
    done: str,
) -> HttpResponse:
    """Ask for what an act on an item needs, carry it out, and lead back to the item; or say what stands against it."""
    obstacles: list[Obstacle] = []
    if form.is_valid():
        try:
            act(item=item, **form.cleaned_data, by=request.officer, now=timezone.now())
        except Refused as refused:
            obstacles = refused.obstacles
        else:
            messages.success(request, done)
            return redirect(_page(item))
    status = 409 if obstacles else 422 if form.is_bound else 200
    context = {"item": item, "form": form, "obstacles": obstacles, "back": _page(item), **shown}
    return render(request, "catalogue/item_act.html", context, status=status)


def _page(item: Item) -> str:
    return reverse("catalogue:desk_item", args=[item.code])
