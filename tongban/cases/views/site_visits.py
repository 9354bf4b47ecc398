"""Site visits at the desk: the plan, the week, the count; what is recorded on the phone is in ``site_records``."""

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.cases.actions import site_visits as actions
from tongban.cases.forms.site_visits import CancelForm, PlanForm, PostponeForm
from tongban.cases.models import Case, SiteVisit
from tongban.cases.queries import site_visits as queries
from tongban.cases.views.desk import case_for
from tongban.cases.views.site_records import kept_on_phone
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.paging import page
from tongban.matters.models import Step
from tongban.matters.queries import may_work_with
from tongban.matters.views.exports import take_away
from tongban.people.access import OfficerRequest, limited, officer_required
from tongban.ui.acts import carried_out
from tongban.ui.exports import MOST_ROWS

WIDTHS = (18, 24, 28, 24, 28, 40, 12)


@require_safe
@officer_required
def visits(request: OfficerRequest) -> HttpResponse:
    """My visits, the week, and how many trips were made in the half-year."""
    today = local_day(timezone.now())
    seen = queries.visits_seen(request.officer, on=today)
    period = queries.HalfYear.named(request.GET.get("period", ""), on=today)
    monday = _monday(request, today)
    mine = list(queries.own_visits(request.officer)[: queries.KEPT_ON_PHONE])
    for each in mine:
        each.where = each.place.clear()
    shown = {
        "mine": mine,
        "week": queries.visits_of_week(seen, monday),
        "monday": monday,
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "today": today,
        "period": period,
        "periods": queries.HalfYear.latest(on=max(today, local_day(period.first))),
        "made": queries.visits_made(seen, period),
        "calls": queries.calls_made(seen, period),
        "page": page(queries.made_in(seen, period), keys=("-planned_for", "-id"), after=request.GET.get("after")),
    }
    return kept_on_phone(render(request, "cases/visits/list.html", shown))


@require_POST
@officer_required
@limited("export")
def export(request: OfficerRequest) -> HttpResponse:
    """The trips behind the figure, as a file."""
    today = local_day(timezone.now())
    period = queries.HalfYear.named(request.POST.get("period", ""), on=today)
    made = queries.made_in(queries.visits_seen(request.officer, on=today), period)
    rows = map(_row, made.order_by("-planned_for", "-id")[:MOST_ROWS])
    heads = [_("时间"), _("部门"), _("人员"), _("办件"), _("事项"), _("结论"), _("状态")]
    name = f"{_('现场踏勘')} {period.code}"
    return take_away(request, "site_visits", name, heads, rows, widths=WIDTHS, narrowed=("period",))


def _row(visit: SiteVisit) -> tuple[object, ...]:
    cases = list(visit.cases.all())
    return (
        visit.planned_for,
        visit.office.name,
        "、".join(officer.name for officer in visit.officers.all()),
        "、".join(each.case.matter.number for each in cases),
        "、".join(sorted({each.case.matter.subject_title for each in cases})),
        "、".join(str(each.report.get_conclusion_display()) for each in cases if each.report),
        visit.get_state_display(),
    )


@require_http_methods(["GET", "POST"])
@officer_required
def plan(request: OfficerRequest, number: str) -> HttpResponse:
    """Plan a trip from the page of a case."""
    now = timezone.now()
    today = local_day(now)
    case = _case(request, number, today)
    steps = queries.steps_to_visit(case)
    able = queries.who_may_go(case, steps, on=today)
    form = PlanForm(steps, able, request.POST or None, initial={"officers": [request.officer.pk]})
    obstacles: list[Obstacle] = []
    if request.method == "POST" and form.is_valid():
        try:
            visit = _plan(request, case, form, now)
        except Refused as refused:
            obstacles = refused.obstacles
        else:
            messages.success(request, _("已安排踏勘，并告知申请人。"))
            return redirect("cases:site_visit", pk=visit.pk)
    status = 409 if obstacles else 422 if request.method == "POST" else 200
    shown = {"case": case, "matter": case.matter, "form": form, "obstacles": obstacles}
    return render(request, "cases/visits/plan.html", shown, status=status)


def _plan(request: OfficerRequest, case: Case, form: PlanForm, now: datetime) -> SiteVisit:
    given, step = form.cleaned_data, form.step_chosen()
    joined: list[tuple[Case, Step | None]] = [(case, step)]
    for number in form.other_numbers():
        try:
            other = _case(request, number, local_day(now))
        except (Http404, PermissionDenied):
            raise actions.CannotVisit([Obstacle("not_under_review", number)]) from None
        open_steps = queries.steps_to_visit(other)
        joined.append((other, open_steps[0] if open_steps else None))
    return actions.plan_site_visit(
        office=step.office if step else case.matter.office,
        cases=joined,
        officers=list(given["officers"]),
        planned_for=given["planned_for"],
        place=given["place"],
        by=request.officer,
        now=now,
    )


@require_safe
@officer_required
def visit(request: OfficerRequest, pk: int) -> HttpResponse:
    """One trip: its cases, who goes, and putting it off or calling it off."""
    shown = _visit(request, pk)
    goes = request.officer in shown.officers.all()
    shown.where = shown.place.clear() if goes else str(shown.place)
    context = {
        "visit": shown,
        "goes": goes,
        "postpone": PostponeForm(),
        "cancel": CancelForm(),
    }
    return render(request, "cases/visits/visit.html", context)


@require_POST
@officer_required
def postpone(request: OfficerRequest, pk: int) -> HttpResponse:
    found, form = _to_change(request, pk), PostponeForm(request.POST)

    def act() -> None:
        if not form.is_valid():
            raise actions.CannotVisit([Obstacle("reason_missing")])
        actions.postpone_site_visit(visit=found, **form.cleaned_data, by=request.officer, now=timezone.now())

    return carried_out(request, act, _("已改期，并告知申请人。"), to=f"/desk/visits/{found.pk}/")


@require_POST
@officer_required
def cancel(request: OfficerRequest, pk: int) -> HttpResponse:
    found, form = _to_change(request, pk), CancelForm(request.POST)

    def act() -> None:
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        actions.cancel_site_visit(visit=found, reason=reason, by=request.officer, now=timezone.now())

    return carried_out(request, act, _("已取消。"), to=f"/desk/visits/{found.pk}/")


def _monday(request: HttpRequest, today: date) -> date:
    try:
        day = date.fromisoformat(request.GET.get("week", ""))
    except ValueError:
        day = today
    day = min(max(day, today - timedelta(days=3660)), today + timedelta(days=3660))
    return day - timedelta(days=day.weekday())


def _case(request: OfficerRequest, number: str, on: date) -> Case:
    """Return a case that the officer has a part in; 404 where they may not see it."""
    case = case_for(request, number)
    if not may_work_with(request.officer, case.matter, on=on):
        raise PermissionDenied(Obstacle("no_part_in_the_case"))
    return case


def _visit(request: OfficerRequest, pk: int) -> SiteVisit:
    seen = queries.visits_seen(request.officer, on=local_day(timezone.now()))
    return get_object_or_404(queries.with_cases(seen), pk=pk)


def _to_change(request: OfficerRequest, pk: int) -> SiteVisit:
    """Return a visit that this officer planned or goes on."""
    found = _visit(request, pk)
    me: Any = request.officer.pk
    if found.planned_by_id != me and not found.officers.filter(pk=me).exists():
        raise PermissionDenied(Obstacle("not_on_the_visit"))
    return found
