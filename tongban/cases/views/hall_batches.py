"""Batches (进驻批次) for who supervises a hall: drafted, looked over, entered, taken back, out to Excel and in."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tongban.cases.forms.halls import BatchForm, BatchSheetForm, LinesForm
from tongban.cases.queries import batches as queries
from tongban.cases.views.halls import others_of, point_in, points_of
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.paging import page
from tongban.matters.views.exports import take_away
from tongban.people.access import OfficerRequest, limited, officer_required
from tongban.people.models import Office
from tongban.ui.acts import carried_out
from tongban.windows.actions import change_batch, draft_batch, enter_batch, set_lines, take_back_batch
from tongban.windows.models import Batch, ServicePoint
from tongban.windows.queries.batches import batches_of

WIDTHS = (8, 8, 36, 24, 40)


@require_http_methods(["GET", "POST"])
@officer_required
def batches(request: OfficerRequest) -> HttpResponse:
    """The batches of a service point, the latest first, and the form to begin another."""
    points = points_of(request)
    point = point_in(request, points)
    form = BatchForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        batch = draft_batch(service_point=point, **form.cleaned_data, by=request.officer, now=timezone.now())
        return redirect("cases:batch", batch.pk)
    known = batches_of(ServicePoint.objects.filter(pk=point.pk))
    context = {
        "points": others_of(points),
        "point": point,
        "form": form,
        "page": page(known, keys=("-since", "-id"), after=request.GET.get("after")),
    }
    return render(request, "cases/hall/batches.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@officer_required
def batch(request: OfficerRequest, pk: int) -> HttpResponse:
    """One batch with all it would do; its heads can be changed until it is entered."""
    found = _own(request, pk)
    if request.method == "GET":
        return _page(request, found)
    form = BatchForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form)
    act = lambda: change_batch(batch=found, **form.cleaned_data, by=request.officer, now=timezone.now())  # noqa: E731
    return carried_out(request, act, _("批次已保存。"), to=_address(found))


@require_POST
@officer_required
def add_lines(request: OfficerRequest, pk: int) -> HttpResponse:
    """Add everything of an office, or some of its items, to several windows at once."""
    found = _own(request, pk)
    office = _office(request, found)
    form = _lines_form(found, office, request.POST)
    if office is None or not form.is_valid():
        return _page(request, found, lines=form)
    given = form.cleaned_data
    chosen: list[Any] = [None] if given["whole"] else [form.by_code[code] for code in given["items"]]
    lines = [
        queries.line_of(int(window), item, office.pk, leaves=bool(given["leaves"]))
        for window in given["windows"]
        for item in chosen
    ]
    act = lambda: set_lines(batch=found, add=lines, by=request.officer, now=timezone.now())  # noqa: E731
    return carried_out(request, act, _("已加入批次。"), to=f"{_address(found)}?office={office.pk}")


@require_POST
@officer_required
def remove_lines(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take lines out of a batch."""
    found = _own(request, pk)
    keys = [int(key) for key in request.POST.getlist("line") if key.isdecimal()]
    act = lambda: set_lines(batch=found, remove=keys, by=request.officer, now=timezone.now())  # noqa: E731
    return carried_out(request, act, _("已从批次中去掉。"), to=_address(found))


@require_POST
@officer_required
def enter(request: OfficerRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    try:
        enter_batch(batch=found, by=request.officer, now=timezone.now())
    except Refused as refused:
        return _page(request, found, obstacles=refused.obstacles)
    messages.success(request, _("批次已登记，到日自动生效。"))
    return redirect(_address(found))


@require_POST
@officer_required
def take_back(request: OfficerRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    act = lambda: take_back_batch(batch=found, by=request.officer, now=timezone.now())  # noqa: E731
    return carried_out(request, act, _("批次已撤回。"), to=_address(found))


@require_POST
@officer_required
def bring(request: OfficerRequest, pk: int) -> HttpResponse:
    """Add the lines of a workbook; one row that cannot be read, and nothing is added."""
    found, form = _own(request, pk), BatchSheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, sheet=form)
    try:
        lines, obstacles = queries.read_lines(form.cleaned_data["file"], found.service_point, found.since)
        if not obstacles:
            set_lines(batch=found, add=lines, by=request.officer, now=timezone.now())
    except Refused as refused:
        obstacles = refused.obstacles
    if obstacles:
        return _page(request, found, obstacles=obstacles)
    messages.success(request, _("已读入 %(count)s 行。") % {"count": len(lines)})
    return redirect(_address(found))


@require_POST
@officer_required
@limited("export")
def export(request: OfficerRequest, pk: int) -> HttpResponse:
    """The batch as a file; as a workbook it can be brought again."""
    found = _own(request, pk)
    heads = [_("窗口"), _("变动"), _("实施编码"), _("部门统一社会信用代码"), _("名称")]
    name = f"{found.service_point.name} {found} {found.since}"
    return take_away(request, "batch", name, heads, queries.rows_of(found), widths=WIDTHS)


def _own(request: OfficerRequest, pk: int) -> Batch:
    points = ServicePoint.objects.filter(pk__in=[point.pk for point in points_of(request)])
    return get_object_or_404(batches_of(points).select_related("service_point__office__region"), pk=pk)


def _address(batch: Batch) -> str:
    return reverse("cases:batch", args=[batch.pk])


def _office(request: OfficerRequest, batch: Batch) -> Office | None:
    """Return the office that the address names, of those near the service point."""
    offices = queries.offices_near(batch.service_point, batch.since)
    return next((office for office in offices if str(office.pk) == request.GET.get("office")), None)


def _lines_form(batch: Batch, office: Office | None, data: Any = None) -> LinesForm:
    items = queries.items_of(office, batch.since) if office else []
    return LinesForm(queries.windows_of_point(batch.service_point), items, data)


def _page(
    request: OfficerRequest,
    batch: Batch,
    *,
    form: BatchForm | None = None,
    lines: LinesForm | None = None,
    sheet: BatchSheetForm | None = None,
    obstacles: list[Obstacle] | None = None,
) -> HttpResponse:
    shown = queries.preview(batch)
    context: dict[str, Any] = {
        "batch": batch,
        "shown": shown,
        "coming": sum(each.effect == "comes" for each in shown),
        "leaving": sum(each.effect == "leaves" for each in shown),
        "same": sum(each.effect in ("there_already", "not_there") for each in shown),
        "hindered": sum(bool(each.obstacles) for each in shown),
        "may_be_taken_back": batch.state == Batch.State.ENTERED and batch.since > local_day(timezone.now()),
        "obstacles": obstacles,
        "asked": form or lines or sheet,
    }
    if batch.is_draft:
        office = _office(request, batch)
        heads = {"title": batch.title, "document": batch.document, "since": batch.since}
        context |= {
            "form": form or BatchForm(initial=heads),
            "offices": queries.offices_near(batch.service_point, batch.since),
            "office": office,
            "lines": lines or _lines_form(batch, office),
            "sheet": sheet or BatchSheetForm(),
        }
    status = 409 if obstacles else 422 if form or lines or sheet else 200
    return render(request, "cases/hall/batch.html", context, status=status)
