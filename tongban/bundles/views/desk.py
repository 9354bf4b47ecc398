"""The wholes that an office leads, and what it does on the matter page of one."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongban.bundles.actions.leading import end_the_rest, urge_member
from tongban.bundles.forms.leading import EndForm, UrgeMemberForm
from tongban.bundles.models import Whole
from tongban.bundles.queries.leading import LEADING
from tongban.bundles.queries.led import ALARMED, BLOCKED, led_rows
from tongban.kernel.moments import local_day
from tongban.matters.queries import matter_seen
from tongban.people.access import OfficerRequest, officer_required, require, require_somewhere
from tongban.ui.acts import carried_out


@require_safe
@officer_required
def led(request: OfficerRequest) -> HttpResponse:
    """The open wholes that one leads, with their alarms."""
    require_somewhere(request, *LEADING)
    now, state = timezone.now(), request.GET.get("state", "")
    on = local_day(now)
    page, rows = led_rows(request.officer, now=now, on=on, state=state, after=request.GET.get("after"))
    states = [(ALARMED, _("超时报警")), (BLOCKED, _("有办不了的事项"))]
    filters = [{"name": "state", "label": _("状态"), "options": states}]
    return render(request, "bundles/desk/led.html", {"page": page, "rows": rows, "filters": filters})


@require_POST
@officer_required
def urge(request: OfficerRequest, number: str) -> HttpResponse:
    """Press for a member."""
    whole, form = _whole(request, number), UrgeMemberForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""

    def act() -> None:
        urge_member(whole=whole, code=request.POST.get("member", ""), text=text, by=request.officer, now=timezone.now())

    return carried_out(request, act, _("已催办，对方待办里有提示。"), to=_page(number))


@require_POST
@officer_required
def end_rest(request: OfficerRequest, number: str) -> HttpResponse:
    """Give up what cannot begin."""
    whole, form = _whole(request, number), EndForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""

    def act() -> None:
        end_the_rest(whole=whole, reason=reason, by=request.officer, now=timezone.now())

    return carried_out(request, act, _("办不了的事项已结束。"), to=_page(number))


def _page(number: str) -> str:
    return reverse("matters:matter", args=[number])


def _whole(request: OfficerRequest, number: str) -> Whole:
    matter = matter_seen(number, officer=request.officer, on=local_day(timezone.now()))
    whole = Whole.objects.filter(matter=matter).first() if matter else None
    if whole is None or matter is None:
        raise Http404
    require(request, *LEADING, **matter.scope)
    whole.matter = matter
    return whole
