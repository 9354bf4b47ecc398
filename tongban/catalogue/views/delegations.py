"""Delegations on the desk: listed, entered from the page of an item, ended."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongban.catalogue.actions.delegations import delegate_item, end_delegation
from tongban.catalogue.forms.delegations import DelegationForm, EndForm
from tongban.catalogue.models import Delegation, Item
from tongban.catalogue.queries.delegations import Narrowed, delegations_seen
from tongban.catalogue.views.item_acts import asked, managed
from tongban.kernel.moments import local_day
from tongban.people.access import OfficerRequest, officer_required, require
from tongban.people.queries import may_somewhere


@require_safe
@officer_required
def delegations(request: OfficerRequest) -> HttpResponse:
    """What was lent over the items that the officer sees."""
    on = local_day(timezone.now())
    narrowed = Narrowed(request.GET.get("state", ""), request.GET.get("q", "").replace("\x00", "").strip()[:60])
    page = delegations_seen(request.officer, on, narrowed, after=request.GET.get("after"))
    states = [("open", _("委托中")), ("coming", _("还没开始")), ("over", _("已终止"))]
    filters = [{"name": "state", "label": _("状态"), "options": states}]
    shown = {
        "page": page,
        "filters": filters,
        "today": on,
        "may_end": may_somewhere(request.officer, "manage_catalogue", on=on),
    }
    return render(request, "catalogue/delegations.html", shown)


@require_http_methods(["GET", "POST"])
@officer_required
def delegate(request: OfficerRequest, code: str) -> HttpResponse:
    """Lend powers over an item to another office."""
    item, today = managed(request, code), local_day(timezone.now())
    shown = {
        "lead": _("委托其他单位办理"),
        "consequence": _("委托的单位、环节、期限和委托书会在办事指南上公布。受委托的单位不能再委托别人。"),
        "submit": _("登记委托"),
    }
    form = DelegationForm(request.POST or None, item=item, today=today)
    return asked(request, item, form, delegate_item, shown, _("已登记委托。"))


@require_http_methods(["GET", "POST"])
@officer_required
def end(request: OfficerRequest, delegation_id: int) -> HttpResponse:
    """End a delegation on a last day."""
    lent = get_object_or_404(Delegation.objects.select_related("item__office", "item__catalog_item"), pk=delegation_id)
    require(request, "manage_catalogue", office=lent.item.office)
    shown = {
        "lead": _("终止委托"),
        "consequence": _("最后一天之后，受委托的单位不再办理新的申请。"),
        "submit": _("终止委托"),
        "is_danger": True,
    }

    def act(*, item: Item, **given: Any) -> object:
        return end_delegation(delegation=lent, **given)

    form = EndForm(request.POST or None, today=local_day(timezone.now()))
    return asked(request, lent.item, form, act, shown, _("已登记终止。"))
