"""The list of competence (能力清单) for who supervises a hall: matrix, gaps, what runs out, confirming, one clerk."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.cases.forms.halls import CompetenceForm
from tongban.cases.queries import competences as queries
from tongban.cases.queries.batches import offices_near
from tongban.cases.queries.halls import HallDay, hall_on
from tongban.cases.views.halls import hall_file, others_of, point_in, points_of
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.people.access import OfficerRequest, limited, officer_required
from tongban.people.models import Officer
from tongban.ui.acts import carried_out
from tongban.windows.actions import confirm_competence, end_competence
from tongban.windows.models import Competence, Seat, ServicePoint

GAPS_SHOWN = 50
WIDTHS = (12, 12, 40, 36, 10, 12, 12, 36, 12)


@require_http_methods(["GET", "POST"])
@officer_required
def competences(request: OfficerRequest) -> HttpResponse:
    """Who in the hall may take what, what nobody can take, what runs out; and the form to confirm more."""
    points, now = points_of(request), timezone.now()
    point = point_in(request, points)
    hall = hall_on(point, on=local_day(now))
    offices = [*offices_near(point, hall.on)]
    if point.office.parent and point.office.parent not in offices:
        offices.insert(0, point.office.parent)
    form = CompetenceForm(hall.clerks, offices, request.POST if request.method == "POST" else None, today=hall.on)
    obstacles: list[Obstacle] = []
    if form.is_valid():
        try:
            given = confirm_competence(**form.asked(), by=request.officer, now=now)
        except Refused as refused:
            obstacles = refused.obstacles
        else:
            messages.success(request, _("已确认 %(count)s 条能力。") % {"count": len(given)})
            return redirect(f"{reverse('cases:competences')}?point={point.pk}")
    return _page(request, points, point, hall, form, obstacles)


@require_safe
@officer_required
def clerk(request: OfficerRequest, pk: int) -> HttpResponse:
    """What one clerk may take, since when and on which ground."""
    officer, today = _own(request, pk), local_day(timezone.now())
    context = {"officer": officer, "held": queries.competences_of(officer, today=today), "today": today}
    return render(request, "cases/hall/clerk.html", context)


@require_POST
@officer_required
def end(request: OfficerRequest, pk: int) -> HttpResponse:
    """End a competence with yesterday: from today on the clerk takes none of it."""
    held = get_object_or_404(Competence.objects.select_related("officer"), pk=pk)
    officer, now = _own(request, held.officer_id), timezone.now()
    until = local_day(now) - timedelta(days=1)
    act = lambda: end_competence(competence=held, until=until, by=request.officer, now=now)  # noqa: E731
    return carried_out(request, act, _("这项能力已经结束。"), to=reverse("cases:clerk_competences", args=[officer.pk]))


@require_POST
@officer_required
@limited("export")
def export(request: OfficerRequest) -> HttpResponse:
    """The list of competence of a hall as a file."""
    heads = [_("姓名"), _("工号"), _("能办什么"), _("编码"), _("等级"), _("起"), _("止"), _("依据"), _("确认人")]
    return hall_file(request, "competences", _("能力清单"), queries.exported, heads=heads, widths=WIDTHS)


def _own(request: OfficerRequest, pk: int) -> Officer:
    """Return somebody who sits, or sat, in one of the halls in this officer's charge."""
    seats = Seat.objects.filter(window__service_point__in=points_of(request))
    return get_object_or_404(Officer.objects.select_related("office"), pk=pk, pk__in=seats.values("officer"))


def _page(
    request: OfficerRequest,
    points: list[ServicePoint],
    point: ServicePoint,
    hall: HallDay,
    form: CompetenceForm,
    obstacles: list[Obstacle],
) -> HttpResponse:
    context: dict[str, Any] = {
        "points": others_of(points),
        "point": point,
        "hall": hall,
        "matrix": queries.clerks_by_office(hall),
        "gaps": hall.gaps[:GAPS_SHOWN],
        "ending": queries.running_out(hall.clerks, today=hall.on),
        "form": form,
        "obstacles": obstacles,
    }
    return render(
        request, "cases/hall/competences.html", context, status=409 if obstacles else 422 if form.is_bound else 200
    )
