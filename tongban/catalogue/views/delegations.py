"""Delegations on the desk: listed, entered from the page of an item, ended."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongban.catalogue.actions.delegations import delegate_item, end_delegation
from tongban.catalogue.forms.delegations import DelegationForm, EndForm
from tongban.catalogue.models import Delegation
from tongban.catalogue.queries.delegations import Narrowed, delegations_seen
from tongban.catalogue.views.item_acts import managed
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.people.access import OfficerRequest, officer_required, require


@require_safe
@officer_required
def delegations(request: OfficerRequest) -> HttpResponse:
    """What was lent over the items that the officer sees."""
    on = local_day(timezone.now())
    narrowed = Narrowed(request.GET.get("state", ""), request.GET.get("q", "").replace("\x00", "").strip()[:60])
    page = delegations_seen(request.officer, on, narrowed, after=request.GET.get("after"))
    states = [("open", _("委托中")), ("coming", _("还没开始")), ("over", _("已终止"))]
    filters = [{"name": "state", "label": _("状态"), "options": states}]
    return render(request, "catalogue/delegations.html", {"page": page, "filters": filters, "today": on})


@require_http_methods(["GET", "POST"])
@officer_required
def delegate(request: OfficerRequest, code: str) -> HttpResponse:
    """Lend powers over an item to another office."""
    item, now = managed(request, code), timezone.now()
    form = DelegationForm(request.POST or None, item=item, today=local_day(now))
    back = reverse("catalogue:desk_item", args=[item.code])
    obstacles: list[Obstacle] = []
    if form.is_valid():
        try:
            delegate_item(item=item, **form.cleaned_data, by=request.officer, now=now)
        except Refused as refused:
            obstacles = refused.obstacles
        else:
            messages.success(request, _("已登记委托。"))
            return redirect(back)
    shown = {
        "lead": _("委托其他单位办理"),
        "consequence": _("委托的单位、环节、期限和委托书会在办事指南上公布。受委托的单位不能再委托别人。"),
        "submit": _("登记委托"),
    }
    context = {"item": item, "form": form, "obstacles": obstacles, "back": back, **shown}
    return render(request, "catalogue/item_act.html", context, status=_status(form.is_bound, obstacles))


@require_http_methods(["GET", "POST"])
@officer_required
def end(request: OfficerRequest, delegation_id: int) -> HttpResponse:
    """End a delegation on a last day."""
    lent = get_object_or_404(Delegation.objects.select_related("item__office", "item__catalog_item"), pk=delegation_id)
    require(request, "manage_catalogue", office=lent.item.office)
    now = timezone.now()
    form = EndForm(request.POST or None, today=local_day(now))
    obstacles: list[Obstacle] = []
    if form.is_valid():
        try:
            end_delegation(delegation=lent, **form.cleaned_data, by=request.officer, now=now)
        except Refused as refused:
            obstacles = refused.obstacles
        else:
            messages.success(request, _("已登记终止。"))
            return redirect("catalogue:delegations")
    shown = {
        "lead": _("终止委托"),
        "consequence": _("最后一天之后，受委托的单位不再办理新的申请。"),
        "submit": _("终止委托"),
        "is_danger": True,
    }
    back = reverse("catalogue:delegations")
    context = {"item": lent.item, "form": form, "obstacles": obstacles, "back": back, **shown}
    return render(request, "catalogue/item_act.html", context, status=_status(form.is_bound, obstacles))


def _status(is_bound: bool, obstacles: list[Obstacle]) -> int:
    return 409 if obstacles else 422 if is_bound else 200
