"""Halls for who supervises them: service points and windows, what each window takes, and whom it serves."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongban.cases.forms.halls import ServesForm
from tongban.cases.queries.batches import offices_near
from tongban.cases.queries.competences import running_out, windows_by_office
from tongban.cases.queries.halls import HallDay, hall_on
from tongban.cases.queries.late import points_supervised
from tongban.catalogue.queries import items_in_force
from tongban.kernel.moments import local_day
from tongban.kernel.paging import page
from tongban.matters.views.exports import take_away
from tongban.people.access import OfficerRequest, kept_for, officer_required
from tongban.ui.acts import carried_out
from tongban.windows.actions import set_served
from tongban.windows.models import ServicePoint, Window, WindowItem
from tongban.windows.queries import at_window


def points_of(request: OfficerRequest) -> list[ServicePoint]:
    """Return the service points in this officer's charge. Raises PermissionDenied if there is none."""
    points = list(points_supervised(request.officer, on=local_day(timezone.now())).select_related("office__region"))
    if not points:
        raise kept_for("supervise")
    return points


def point_in(request: OfficerRequest, points: list[ServicePoint]) -> ServicePoint:
    """Return the service point that the address names, else the first."""
    return next((point for point in points if str(point.pk) == request.GET.get("point")), points[0])


def others_of(points: list[ServicePoint]) -> list[ServicePoint]:
    """Return the service points between which one can choose: none where there is one."""
    return points if len(points) > 1 else []


def hall_file(
    request: OfficerRequest,
    what: str,
    title: str,
    rows_of: Callable[[HallDay], Iterable[Sequence[Any]]],
    *,
    heads: Sequence[str],
    widths: Sequence[int],
) -> HttpResponse:
    """Return a list of the hall that the address names as a file."""
    point = point_in(request, points_of(request))
    hall = hall_on(point, on=local_day(timezone.now()))
    return take_away(request, what, f"{point.name} {title} {hall.on}", heads, rows_of(hall), widths=widths)


@require_safe
@officer_required
def windows(request: OfficerRequest) -> HttpResponse:
    """The windows of a service point: kind, whom they serve, who sits there, devices, what they take by office."""
    points, today = points_of(request), local_day(timezone.now())
    point = point_in(request, points)
    hall = hall_on(point, on=today)
    lines = [
        {
            "window": window,
            "serves": [str(each) for each in window.served.all()],
            "clerks": hall.seats.get(window.pk, ()),
            "devices": window.devices.all(),
            "taken": len(hall.taken.get(window.pk, ())),
        }
        for window in hall.windows
    ]
    context = {
        "points": others_of(points),
        "point": point,
        "hall": hall,
        "lines": lines,
        "matrix": windows_by_office(hall),
        "ending": len(running_out(hall.clerks, today=today)),
    }
    return render(request, "cases/hall/windows.html", context)


@require_safe
@officer_required
def window(request: OfficerRequest, pk: int) -> HttpResponse:
    """One window: what was bound to it and when, and the items that it takes today."""
    return _window(request, _own(request, pk))


@require_POST
@officer_required
def serves(request: OfficerRequest, pk: int) -> HttpResponse:
    """Say whom a sector or special window serves."""
    window, now = _own(request, pk), timezone.now()
    form = ServesForm(window, offices_near(window.service_point, local_day(now)), request.POST)
    if not form.is_valid():
        return _window(request, window, form=form)
    act = lambda: set_served(  # noqa: E731
        window=window, offices=form.chosen(), lines=form.cleaned_data["lines"], by=request.officer, now=now
    )
    return carried_out(request, act, _("服务范围已保存。"), to=reverse("cases:hall_window", args=[window.pk]))


def _own(request: OfficerRequest, pk: int) -> Window:
    windows = Window.objects.filter(service_point__in=points_of(request)).prefetch_related("served__office")
    return get_object_or_404(windows.select_related("service_point__office__region"), pk=pk)


def _window(request: OfficerRequest, window: Window, *, form: ServesForm | None = None) -> HttpResponse:
    today = local_day(timezone.now())
    bound = WindowItem.objects.filter(window=window).select_related("office", "batch")
    items = items_in_force(today).filter(at_window(window, today)).select_related("catalog_item", "office")
    if window.kind != Window.Kind.ANY and form is None:
        form = ServesForm(window, offices_near(window.service_point, today))
    context = {
        "window": window,
        "form": form,
        "offices": bound.exclude(office=None).order_by("-since", "pk"),
        "single": bound.on(today).filter(office=None).count(),
        "page": page(items, keys=("code",), after=request.GET.get("after")),
    }
    return render(request, "cases/hall/window.html", context, status=422 if form and form.is_bound else 200)
