"""The cases accepted while papers lacked, with the figure of the year: for who works on them and who looks on."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongban.cases.models import Case
from tongban.cases.queries.tolerant import share_tolerant, tolerant_for
from tongban.cases.queries.without_papers import Period
from tongban.catalogue.indicators import Scope
from tongban.kernel.moments import local_day
from tongban.kernel.paging import page
from tongban.matters.views.exports import take_away
from tongban.people.access import OfficerRequest, limited, officer_required, require_somewhere
from tongban.ui.exports import MOST_ROWS

WIDTHS = (26, 28, 18, 14, 34, 16, 16)
MAY = ("accept", "decide", "supervise")


@require_safe
@officer_required
def tolerant(request: OfficerRequest) -> HttpResponse:
    require_somewhere(request, *MAY)
    today = local_day(timezone.now())
    found = tolerant_for(request.officer, state=request.GET.get("state", ""), on=today)
    options = [("open", _("待补")), ("lapsed", _("没有补齐"))]
    context = {
        "page": page(found, keys=("-id",), after=request.GET.get("after")),
        "ratio": share_tolerant(Period.year_to(today), Scope()),
        "filters": [{"name": "state", "label": _("状态"), "options": options}],
    }
    return render(request, "cases/promises/tolerant.html", context)


@require_POST
@officer_required
@limited("export")
def export_tolerant(request: OfficerRequest) -> HttpResponse:
    """The same as a file."""
    require_somewhere(request, *MAY)
    today = local_day(timezone.now())
    found = tolerant_for(request.officer, state=request.GET.get("state", ""), on=today)
    heads = [_("编号"), _("事项"), _("部门"), _("状态"), _("暂缺的材料"), _("最晚"), _("受理日期")]
    name, rows = f"{_('容缺受理办件')} {today}", map(_row, found.order_by("-id")[:MOST_ROWS])
    return take_away(request, "tolerant", name, heads, rows, widths=WIDTHS)


def _row(case: Case) -> tuple[object, ...]:
    matter, gaps = case.matter, list(case.gaps.all())
    return (
        matter.number,
        matter.subject_title,
        matter.office.short_name,
        matter.state_name,
        "、".join(gap.spec.name for gap in gaps),
        max((gap.due_on for gap in gaps), default=""),
        local_day(matter.accepted_at) if matter.accepted_at else "",
    )
