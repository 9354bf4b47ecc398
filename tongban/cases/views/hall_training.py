"""Training and rotation (培训、轮岗) for who supervises a hall: the record, entering more, taking it away as a file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tongban.cases.forms.training import TrainingForm
from tongban.cases.queries.batches import offices_near
from tongban.cases.queries.halls import hall_on
from tongban.cases.queries.training import exported, trainings_of
from tongban.cases.views.halls import hall_file, others_of, point_in, points_of
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.paging import page
from tongban.people.access import OfficerRequest, limited, officer_required
from tongban.windows.actions import record_training

WIDTHS = (12, 12, 8, 36, 12, 12, 8, 8, 8, 12, 12)


@require_http_methods(["GET", "POST"])
@officer_required
def trainings(request: OfficerRequest) -> HttpResponse:
    """What the people of a hall took part in; and the form to put more on record."""
    points, now = points_of(request), timezone.now()
    point = point_in(request, points)
    hall = hall_on(point, on=local_day(now))
    sent = request.POST if request.method == "POST" else None
    form = TrainingForm(hall.clerks, hall.windows, offices_near(point, hall.on), sent, today=hall.on)
    obstacles: list[Obstacle] = []
    if form.is_valid():
        try:
            made = record_training(**form.asked(), by=request.officer, now=now)
        except Refused as refused:
            obstacles = refused.obstacles
        else:
            messages.success(request, _("已登记 %(count)s 人。") % {"count": len(made)})
            return redirect(f"{reverse('cases:trainings')}?point={point.pk}")
    context = {
        "points": others_of(points),
        "point": point,
        "hall": hall,
        "page": page(trainings_of(hall.clerks), keys=("-since", "-id"), after=request.GET.get("after")),
        "form": form,
        "obstacles": obstacles,
        "today": hall.on,
    }
    status = 409 if obstacles else 422 if form.is_bound else 200
    return render(request, "cases/hall/trainings.html", context, status=status)


@require_POST
@officer_required
@limited("export")
def export(request: OfficerRequest) -> HttpResponse:
    """The record of a hall as a file."""
    heads = [
        _("姓名"), _("工号"), _("类别"), _("名称"), _("起"), _("止"), _("学时"), _("窗口"), _("合格"), _("有效期至"),
        _("登记人"),
    ]  # fmt: skip
    told = lambda hall: exported(hall.clerks)  # noqa: E731
    return hall_file(request, "trainings", _("培训与轮岗"), told, heads=heads, widths=WIDTHS)
