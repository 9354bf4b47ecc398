"""What waits to be collected, by office and window, the longest first."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tongban.cases.queries.uncollected import waiting_results
from tongban.kernel.moments import local_day
from tongban.kernel.paging import page
from tongban.people.access import OfficerRequest, officer_required, require_somewhere


@require_safe
@officer_required
def uncollected(request: OfficerRequest) -> HttpResponse:
    """Only for who hands results over."""
    require_somewhere(request, "deliver")
    now = timezone.now()
    rows = waiting_results(request.officer, on=local_day(now))
    if request.GET.get("show") == "left":
        rows = rows.filter(uncollected__marked_at__isnull=False)
    shown = {
        "page": page(rows, keys=("matter__decided_at", "id"), after=request.GET.get("after")),
        "now": now,
        "show": request.GET.get("show", ""),
    }
    return render(request, "cases/uncollected.html", shown)
