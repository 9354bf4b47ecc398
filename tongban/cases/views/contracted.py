"""The work of contracted staff (服务外包) over some days, for who supervises them; and as a file."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongban.cases.queries.contracted import LONGEST, Load
from tongban.cases.queries.contracted import workload as workload_of
from tongban.kernel.moments import local_day
from tongban.matters.views.exports import take_away
from tongban.people.access import OfficerRequest, limited, officer_required, require_somewhere

WIDTHS = (14, 14, 30, 10, 10, 10, 12)
USUAL = 30  # days


@require_safe
@officer_required
def workload(request: OfficerRequest) -> HttpResponse:
    """Visits, receipts and acceptances of each, from a day to a day."""
    require_somewhere(request, "supervise")
    since, until = _days(request)
    rows = workload_of(request.officer, since=since, until=until, on=local_day(timezone.now()))
    return render(request, "cases/mandates/contracted.html", {"rows": rows, "since": since, "until": until})


@require_POST
@officer_required
@limited("export")
def export(request: OfficerRequest) -> HttpResponse:
    """The same as a file."""
    require_somewhere(request, "supervise")
    since, until = _days(request)
    rows = workload_of(request.officer, since=since, until=until, on=local_day(timezone.now()))
    heads = [_("姓名"), _("工号"), _("单位"), _("接待"), _("收件"), _("受理"), _("委托书")]
    name = f"{_('外包人员工作量')} {since} {until}"
    return take_away(request, "contracted", name, heads, map(_row, rows), widths=WIDTHS)


def _row(row: Load) -> tuple[object, ...]:
    who = row.officer
    return who.name, who.staff_number, who.office.name, row.visits, row.received, row.accepted, row.commissions


def _days(request: HttpRequest) -> tuple[date, date]:
    """Return the days asked for, the last thirty without; never more than a year."""
    until = _day(request, "until") or local_day(timezone.now())
    since = _day(request, "since") or until - timedelta(days=USUAL - 1)
    return max(min(since, until), until - timedelta(days=LONGEST - 1)), until


def _day(request: HttpRequest, name: str) -> date | None:
    try:
        return parse_date(request.GET.get(name, ""))
    except ValueError:
        return None
