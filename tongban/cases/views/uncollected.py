"""What waits to be collected, by office and window, the longest first."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tongban.cases.queries.uncollected import results_shown
from tongban.kernel.moments import local_day
from tongban.kernel.paging import page
from tongban.people.access import OfficerRequest, officer_required, require_somewhere


@require_safe
@officer_required
def uncollected(request: OfficerRequest) -> HttpResponse:
    """Only for who hands results over."""
    require_somewhere(request, "deliver")
    now = timezone.now()
    show = request.GET.get("show", "")
    rows = results_shown(request.officer, show=show, on=local_day(now))
    shown = {
        "page": page(rows, keys=("matter__decided_at", "id"), after=request.GET.get("after")),
        "now": now,
        "show": show,
    }
    return render(request, "cases/uncollected.html", shown)
