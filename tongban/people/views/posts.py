"""Posts and who is away (双岗制), and what was tried beyond one's powers: pages of the desk."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.people import actions
from tongban.people.access import OfficerRequest, officer_required, require, require_somewhere
from tongban.people.actions.absences import KEEPING
from tongban.people.forms import AbsenceForm
from tongban.people.models import Absence
from tongban.people.queries import posts as queries
from tongban.ui.acts import carried_out


@require_safe
@officer_required
def posts(request: OfficerRequest) -> HttpResponse:
    """Who holds A and B of each post, who is away today, and where nobody stands in."""
    require_somewhere(request, "see")
    today = local_day(timezone.now())
    text = request.GET.get("q", "").replace("\x00", "").strip()[:60]
    page = queries.posts_seen(request.officer, on=today, text=text, after=request.GET.get("after"))
    alarms = queries.alarms(request.officer, on=today)
    return render(request, "people/posts.html", {"page": page, "alarms": alarms, "filters": []})


@require_http_methods(["GET", "POST"])
@officer_required
def absences(request: OfficerRequest) -> HttpResponse:
    """Who is away or will be; and the form: for oneself, or for the officers of the offices one heads."""
    now = timezone.now()
    today = local_day(now)
    colleagues = queries.officers_kept(request.officer, on=today)
    form = AbsenceForm(colleagues, request.officer, request.POST if request.method == "POST" else None, today=today)
    obstacles: list[Obstacle] = []
    if form.is_valid():
        try:
            absence = actions.record_absence(**form.cleaned_data, by=request.officer, now=now)
        except Refused as refused:
            obstacles = refused.obstacles
        else:
            messages.success(request, _("已登记%(name)s不在岗。") % {"name": absence.officer.name})
            return redirect("people:absences")
    page = queries.absences_seen(request.officer, on=today, after=request.GET.get("after"))
    context = {"page": page, "form": form, "obstacles": obstacles, "today": today}
    return render(request, "people/absences.html", context, status=422 if form.is_bound else 200)


@require_POST
@officer_required
def end_absence(request: OfficerRequest, absence_id: int) -> HttpResponse:
    """Call an absence off, or end it with yesterday."""
    absence = get_object_or_404(Absence.objects.select_related("officer__office"), pk=absence_id)
    if absence.officer_id != request.officer.pk:
        require(request, *KEEPING, office=absence.officer.office)
    act = partial(actions.end_absence, absence=absence, by=request.officer, now=timezone.now())
    return carried_out(request, act, _("已恢复在岗。"), to="people:absences")


@require_safe
@officer_required
def oversteps(request: OfficerRequest) -> HttpResponse:
    """What officers of the offices one supervises tried beyond their powers; of one officer, if asked."""
    require_somewhere(request, "supervise")
    today = local_day(timezone.now())
    number = request.GET.get("officer", "")[:20]
    page = queries.oversteps_seen(request.officer, on=today, staff_number=number, after=request.GET.get("after"))
    return render(request, "people/oversteps.html", {"page": page, "number": number})
