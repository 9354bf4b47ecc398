"""Pages of calendars: “why this day?” for everybody, the year and the loading of notices for staff."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongban.calendars import actions, queries
from tongban.calendars.forms import LimitForm, NoticeForm, YearForm
from tongban.calendars.rules import BeyondCalendar, Derivation, explain
from tongban.calendars.rules.days import NATIONAL
from tongban.calendars.rules.notices import working_days_in
from tongban.calendars.rules.years import months_of
from tongban.calendars.wording import WEEKDAYS, told
from tongban.kernel.events import Actor
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle

SHORT_WEEKDAYS = [(chinese[-1], english[:2]) for chinese, english in WEEKDAYS]
MAY_LOAD = "calendars.add_notice"


def staff_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let officers in service through; whoever has not signed in is asked to."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not getattr(request, "officer", None):  # put there for every page by people, whom calendars do not know
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@require_safe
def why(request: HttpRequest) -> HttpResponse:
    """Explain a limit day by day; the address holds the question, so that it can be passed on."""
    form = LimitForm(request.GET if "start" in request.GET else None, initial={"start": local_day(timezone.now())})
    context: dict[str, Any] = {"form": form, "has_details": form.is_bound and form.has_details()}
    if form.is_bound and form.is_valid():
        try:
            derivation = explain(**form.limit(queries.calendar_for(form.cleaned_data["region"])))
        except BeyondCalendar as refused:
            context["refusals"] = refused.obstacles
        else:
            context |= _explained(derivation)
    is_wrong = form.is_bound and "derivation" not in context
    return render(request, "calendars/why.html", context, status=422 if is_wrong else 200)


def _explained(derivation: Derivation) -> dict[str, Any]:
    open_since = None if derivation.due.is_known else derivation.pauses[-1].begun_on
    return {
        "derivation": derivation,
        "rows": told(derivation, get_language()),
        "open_pause": [Obstacle("pause_still_open", open_since.isoformat())] if open_since else [],
    }


@require_safe
@staff_only
def year(request: HttpRequest) -> HttpResponse:
    """Show the twelve months of a year in a region, and the notices they rest on."""
    shown, region = local_day(timezone.now()).year, NATIONAL
    form = YearForm({"year": request.GET.get("year", shown), "region": request.GET.get("region", "")})
    if form.is_valid():
        shown, region = form.cleaned_data["year"], form.cleaned_data["region"]
    calendar = queries.calendar_for(region)
    months = months_of(calendar, shown)
    context = {
        "form": form,
        "year": shown,
        "region": region,
        "calendar": calendar,
        "months": months,
        "weekdays": [words[get_language() == "en"] for words in SHORT_WEEKDAYS],
        "is_known": calendar.knows(months[0].first, months[-1].first),
        "working_days": working_days_in(calendar, shown),
        "notices": queries.notices_of(region),
        "regions": queries.regions_with_notices(),
        "may_load": request.user.has_perm(MAY_LOAD),
    }
    return render(request, "calendars/year.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def load(request: HttpRequest) -> HttpResponse:
    """Show what a notice would change; load it when that has been seen and confirmed."""
    if not request.user.has_perm(MAY_LOAD):
        raise PermissionDenied(Obstacle("notices_kept_for_managers"))
    form = NoticeForm(request.POST or None, request.FILES or None)
    if not (form.is_bound and form.is_valid()):
        return render(request, "calendars/load.html", {"form": form}, status=422 if form.is_bound else 200)

    notice = form.notice()
    try:
        if "confirm" in request.POST:
            return _loaded(request, notice)
        actions.refuse_unsound(**notice)
    except actions.CannotLoadNotice as refused:
        return render(request, "calendars/load.html", {"form": form, "refusals": refused.obstacles}, status=409)
    preview = queries.preview(region_code=notice["region_code"], year=notice["year"], days=notice["days"])
    return render(request, "calendars/load.html", {"form": form, "preview": preview, "notice": notice})


def _loaded(request: HttpRequest, notice: dict[str, Any]) -> HttpResponse:
    by = getattr(request.user, "officer", None) or Actor("account", str(request.user.pk))
    loaded = actions.load_notice(**notice, by=by, now=timezone.now())
    messages.success(
        request,
        _("已导入 %(year)d 年的通知（第 %(version)d 版），未办结的到期日会随之重新计算。")
        % {"year": loaded.year, "version": loaded.version},
    )
    return redirect(f"{reverse('calendars:year')}?year={loaded.year}&region={loaded.region_code}")
