"""What offices did and the rules do not allow, for who supervises them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongban.cases.models import Violation
from tongban.cases.queries.violations import violations_for
from tongban.kernel.moments import local_day
from tongban.kernel.paging import page
from tongban.matters.views.exports import take_away
from tongban.people.access import OfficerRequest, limited, officer_required, require_somewhere
from tongban.ui.exports import MOST_ROWS

WIDTHS = (26, 28, 18, 14, 24, 44, 30, 18)


@require_safe
@officer_required
def violations(request: OfficerRequest) -> HttpResponse:
    """The violations at the offices one supervises, the latest first."""
    require_somewhere(request, "supervise")
    found = violations_for(request.officer, on=local_day(timezone.now()))
    context = {"page": page(found, keys=("-id",), after=request.GET.get("after"))}
    return render(request, "cases/promises/violations.html", context)


@require_POST
@officer_required
@limited("export")
def export_violations(request: OfficerRequest) -> HttpResponse:
    """The same as a file."""
    require_somewhere(request, "supervise")
    today = local_day(timezone.now())
    found = violations_for(request.officer, on=today).order_by("-id")[:MOST_ROWS]
    heads = [_("编号"), _("事项"), _("部门"), _("经办"), _("种类"), _("内容"), _("依据"), _("时间")]
    name = f"{_('违规记录')} {today}"
    return take_away(request, "violations", name, heads, map(_row, found), widths=WIDTHS)


def _row(violation: Violation) -> tuple[object, ...]:
    matter = violation.case.matter
    return (
        matter.number,
        matter.subject_title,
        matter.office.short_name,
        violation.officer.name if violation.officer else "",
        violation.get_kind_display(),
        violation.about,
        violation.basis,
        local_day(violation.at),
    )
