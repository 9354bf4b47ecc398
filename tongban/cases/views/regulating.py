"""The inbox of an office that regulates: decisions of others that it must learn of, and sign for."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongban.cases.actions.regulation import POWER, receive_notice
from tongban.cases.queries.regulation import notices_for, notices_shown, to_receive
from tongban.kernel.moments import local_day
from tongban.kernel.paging import page
from tongban.people.access import OfficerRequest, officer_required, require_somewhere
from tongban.ui.acts import carried_out


@require_safe
@officer_required
def inbox(request: OfficerRequest) -> HttpResponse:
    """What was decided elsewhere and is regulated here, what waits for a receipt first in the eye."""
    require_somewhere(request, POWER)
    now = timezone.now()
    today = local_day(now)
    only = request.GET.get("show", "")
    rows, keys = notices_shown(request.officer, show=only, on=today, now=now)
    waiting, overdue = to_receive(request.officer, on=today, now=now)
    shown = {
        "page": page(rows, keys=keys, after=request.GET.get("after")),
        "show": only,
        "waiting": waiting,
        "overdue": overdue,
    }
    return render(request, "cases/regulating/inbox.html", shown)


@require_POST
@officer_required
def receive(request: OfficerRequest, pk: int) -> HttpResponse:
    require_somewhere(request, POWER)
    notice = get_object_or_404(notices_for(request.officer, on=local_day(timezone.now())), pk=pk)
    act = lambda: receive_notice(notice=notice, by=request.officer, now=timezone.now())  # noqa: E731
    return carried_out(request, act, _("已签收。"), to="cases:regulating")
