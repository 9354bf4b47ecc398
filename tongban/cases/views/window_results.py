"""At the window: the licences of whom the visit is for, and what is asked for about one of them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongban.cases.models import Case
from tongban.cases.queries.results import counts_as, renewing, results_in
from tongban.cases.rules.results import ABOUT_A_RESULT
from tongban.cases.views.window import WindowRequest, in_visit, visit_so_far
from tongban.cases.views.window_items import item_on_a_sheet
from tongban.kernel.moments import local_day
from tongban.kernel.paging import page


@require_safe
@in_visit
def results(request: WindowRequest) -> HttpResponse:
    """The licences in force of whom the visit is for, each with what may be asked for about it."""
    now = timezone.now()
    rows = page(results_in(request.visit, on=local_day(now)), keys=("-id",), after=request.GET.get("after"))
    shown = {"page": rows, "lines": [(result, renewing(result, now=now)) for result in rows]}
    return render(request, "cases/window/results.html", {**visit_so_far(request), **shown})


@require_http_methods(["GET", "POST"])
@in_visit
def from_result(request: WindowRequest, pk: int, purpose: str) -> HttpResponse:
    """The sheet of the licence's item, filled in with what was said for it."""
    now = timezone.now()
    result = results_in(request.visit, on=local_day(now)).filter(pk=pk).first()
    if result is None or purpose not in ABOUT_A_RESULT:
        raise Http404
    if request.method == "GET" and counts_as(result, purpose, now=now) == Case.Purpose.NEW:
        messages.warning(request, _("已经过了申请延续的期限，这次按新办处理，原来填过的内容已带入。"))
    request.about, request.purpose = result, purpose
    return item_on_a_sheet(request, result.item.code)
