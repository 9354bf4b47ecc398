"""Cases decided without a paper handed in: the figure, its two terms, and the cases behind each."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongban.cases.models import Case
from tongban.cases.queries.without_papers import PART, REST, WHOLE, Period, cases_behind, share_without_papers
from tongban.catalogue.indicators import Scope
from tongban.catalogue.views.figures import filters, scope_in
from tongban.kernel.moments import local_day
from tongban.kernel.paging import page
from tongban.matters.queries.access import seen_by
from tongban.matters.views.exports import take_away
from tongban.people.access import OfficerRequest, limited, officer_required
from tongban.ui.exports import MOST_ROWS

TERMS = (PART, REST, WHOLE)
WIDTHS = (26, 40, 34, 16)


class PeriodForm(forms.Form):
    """From one day to another; this month where nothing is said."""

    since = forms.DateField(required=False)
    until = forms.DateField(required=False)

    def period(self, usual: Period) -> Period:
        given = self.cleaned_data if self.is_valid() else {}
        since, until = given.get("since") or usual.since, given.get("until") or usual.until
        return Period(min(since, until), max(since, until))


@require_safe
@officer_required
def without_papers(request: OfficerRequest) -> HttpResponse:
    """The figure over a period and a scope; the cases are those that the officer may see."""
    period, scope, term = _asked(request)
    seen = cases_behind(term, period, scope).filter(matter__in=seen_by(request.officer, on=local_day(timezone.now())))
    terms = [(PART, _("没有交材料的")), (REST, _("交了材料的")), (WHOLE, _("全部"))]
    context = {
        "ratio": share_without_papers(period, scope),
        "page": page(seen, keys=("-id",), after=request.GET.get("after"), size=30),
        "period": period,
        "term": term,
        "terms": terms,
        "filters": [{"name": "term", "label": _("看哪些办件"), "options": terms}, *filters()],
    }
    return render(request, "cases/without_papers.html", context)


@require_POST
@officer_required
@limited("export")
def export_without_papers(request: OfficerRequest) -> HttpResponse:
    """The cases of the page as a file, the latest first."""
    period, scope, term = _asked(request)
    seen = cases_behind(term, period, scope).filter(matter__in=seen_by(request.officer, on=local_day(timezone.now())))
    heads = [_("编号"), _("事项"), _("部门"), _("决定日期")]
    name = f"{_('零材料办结')} {period.since}—{period.until}"
    rows = map(_row, seen.order_by("-pk")[:MOST_ROWS])
    return take_away(request, "without_papers", name, heads, rows, widths=WIDTHS)


def _asked(request: OfficerRequest) -> tuple[Period, Scope, str]:
    period = PeriodForm(request.GET).period(Period.month_to(local_day(timezone.now())))
    term = request.GET.get("term", PART)
    return period, scope_in(request), term if term in TERMS else PART


def _row(case: Case) -> tuple[object, ...]:
    matter = case.matter
    assert matter.decided_at  # only decided ones are counted
    return matter.number, matter.subject_title, matter.office.name, local_day(matter.decided_at)
