"""The report of one's own service point, for who sits at a window of it: items and cases of the month."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongban.cases.queries.reports import month_of
from tongban.cases.views.window import WindowRequest, at_window
from tongban.kernel.moments import local_day
from tongban.matters.views.exports import take_away
from tongban.people.access import limited

WIDTHS = (40, 20, 36, 12, 10, 10, 10)
MOST_SHOWN = 50  # lines of the page; those with cases stand first, and the file has all


@require_safe
@at_window
def report(request: WindowRequest) -> HttpResponse:
    """This month at one's own service point."""
    told = month_of(request.window.service_point, local_day(timezone.now()))
    lines = sorted(told.lines, key=lambda line: -line.received)[:MOST_SHOWN]
    shown = {"window": request.window, "report": told, "lines": lines}
    return render(request, "cases/hall/report.html", shown)


@require_POST
@limited("export")
@at_window
def export_report(request: WindowRequest) -> HttpResponse:
    """The same as a file."""
    point = request.window.service_point
    told = month_of(point, local_day(timezone.now()))
    heads = [_("事项"), _("部门"), _("实施编码"), _("来源"), _("收件"), _("办结"), _("在办")]
    sources = {True: _("承接"), False: _("自有")}
    rows = [
        (each.name, each.office, each.code, sources[each.is_adopted], each.received, each.decided, each.open)
        for each in told.lines
    ]
    name = f"{point.name} {told.month:%Y-%m}"
    return take_away(request, "report", name, heads, rows, widths=WIDTHS)
