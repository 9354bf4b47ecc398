"""The list of decisions that left the rules of discretion, for supervision, and as a file."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongban.cases.models import DiscretionLeft
from tongban.cases.queries.discretion import discretion_left
from tongban.kernel.moments import local_day
from tongban.kernel.paging import page
from tongban.matters.queries.progress import outcome_in_words
from tongban.matters.views.exports import take_away
from tongban.people.access import OfficerRequest, kept_for, limited, officer_required
from tongban.people.queries import may_somewhere
from tongban.ui.exports import MOST_ROWS

WIDTHS = (18, 24, 28, 24, 12, 24, 30, 40, 12)


@require_safe
@officer_required
def left(request: OfficerRequest) -> HttpResponse:
    rows = page(_rows(request), keys=("-at", "-id"), after=request.GET.get("after"))
    for each in rows:
        each.outcome_text = outcome_in_words(each.decision.outcome)
    return render(request, "cases/discretion.html", {"page": rows})


@require_POST
@officer_required
@limited("export")
def export(request: OfficerRequest) -> HttpResponse:
    told = map(_row, _rows(request).order_by("-at", "-id")[:MOST_ROWS])
    heads = [
        _("时间"),
        _("部门"),
        _("受理编号"),
        _("事项"),
        _("决定"),
        _("裁量基准"),
        _("依据"),
        _("理由"),
        _("决定人"),
    ]
    name = f"{_('超出裁量基准的决定')} {local_day(timezone.now())}"
    return take_away(request, "discretion", name, heads, told, widths=WIDTHS)


def _rows(request: OfficerRequest) -> QuerySet[DiscretionLeft]:
    """Return what this officer supervises. Raises PermissionDenied for who supervises nothing."""
    on = local_day(timezone.now())
    if not may_somewhere(request.officer, "supervise", on=on):
        raise kept_for("supervise")
    return discretion_left(request.officer, on=on)


def _row(each: DiscretionLeft) -> tuple[object, ...]:
    matter = each.decision.case.matter
    outcome = outcome_in_words(each.decision.outcome)
    by = each.decision.by.name if each.decision.by else ""
    about = (each.at, each.office.name, matter.number, matter.subject_title)
    return *about, outcome, each.rule, each.basis, each.reason, by
