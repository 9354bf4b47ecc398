"""Sheets of applications at the window: the sheet to fill in, what was brought, how far it is, what is given back."""

from io import BytesIO
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.cases.actions.sheets import begin_batch, bring_batch
from tongban.cases.forms.sheets import BatchForm
from tongban.cases.models import Batch
from tongban.cases.queries import sheets as queries
from tongban.cases.queries.window import items_to_receive
from tongban.cases.views.window import WindowRequest, at_window
from tongban.catalogue.models import Item
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.paging import page
from tongban.matters.actions.exports import record_export
from tongban.people.access import client_of, count_try
from tongban.ui.acts import carried_out
from tongban.ui.exports import FORMATS, attached
from tongban.ui.exports.formats import Table

ONE = "cases:sheet"
XLSX = FORMATS["xlsx"]
SHOWN = 50  # rows


@require_http_methods(["GET", "POST"])
@at_window
def sheets(request: WindowRequest) -> HttpResponse:
    """Bring a sheet, and see those brought before."""
    items = _items(request)
    form = BatchForm(items, request.POST, request.FILES) if request.method == "POST" else BatchForm(items)
    obstacles: list[Obstacle] = []
    if form.is_valid():
        count_try("upload", client_of(request))
        given = form.cleaned_data
        try:
            batch = bring_batch(
                item=given["item"],
                window=request.window,
                brought_by=given["brought_by"],
                upload=given["file"],
                by=request.officer,
                now=timezone.now(),
            )
            return redirect(ONE, pk=batch.pk)
        except Refused as refused:
            obstacles = refused.obstacles
    context: dict[str, Any] = {
        "window": request.window,
        "form": form,
        "obstacles": obstacles,
        "items": items,
        "page": page(queries.batches_of(request.officer), keys=("-id",), after=request.GET.get("after"), size=20),
    }
    status = 409 if obstacles else 422 if form.is_bound else 200
    return render(request, "cases/sheets/sheets.html", context, status=status)


@require_safe
@at_window
def template(request: WindowRequest, code: str) -> HttpResponse:
    """The empty sheet of an item."""
    item = _items(request).filter(code=code).first()
    if item is None or item.current is None:
        raise Http404
    out = BytesIO()
    queries.write_template(out, item.current)
    return _file(out, f"{item.catalog_item.name}.xlsx")


@require_safe
@at_window
def one(request: WindowRequest, pk: int) -> HttpResponse:
    """One sheet: what is wrong in it before, how far it is meanwhile, the numbers afterwards."""
    batch = _own(request, pk)
    state = request.GET.get("state", "")
    shown = page(queries.rows_of(batch, state=state), keys=("number", "id"), after=request.GET.get("after"), size=SHOWN)
    rows = [(row, queries.problems_of(row)) for row in shown]
    context = {"window": request.window, "batch": batch, "page": shown, "rows": rows, "state": state}
    return render(request, "cases/sheets/one.html", context)


@require_POST
@at_window
def begin(request: WindowRequest, pk: int) -> HttpResponse:
    """Receive what can be received."""
    batch = _own(request, pk)
    act = lambda: begin_batch(batch=batch, by=request.officer, now=timezone.now())  # noqa: E731
    return carried_out(request, act, _("已开始收件，可以离开这一页。"), to=reverse(ONE, args=[pk]))


@require_safe
@at_window
def marked(request: WindowRequest, pk: int) -> HttpResponse:
    """The rows that were not received, each with what has to be changed."""
    batch = _own(request, pk)
    _record(request, "batch rows", batch)
    out = BytesIO()
    queries.write_marked(out, batch)
    return _file(out, f"{batch.name.rpartition('.')[0] or batch.name}-{_('需要修改')}.xlsx")


@require_safe
@at_window
def results(request: WindowRequest, pk: int) -> HttpResponse:
    """The list of numbers, to be handed to who brought the sheet."""
    batch = _own(request, pk)
    _record(request, "batch results", batch)
    heads = [_("行"), _("姓名"), _("编号"), _("结果")]
    out = BytesIO()
    table = Table(title=batch.name, heads=heads, rows=queries.results_of(batch), widths=(8, 16, 28, 44))
    XLSX.write(out, table)
    return _file(out, f"{batch.name.rpartition('.')[0] or batch.name}-{_('收件结果')}.xlsx")


def _record(request: WindowRequest, what: str, batch: Batch) -> None:
    rows = batch.rows.count()
    record_export(what=what, rows=rows, narrowed_by=(), by=request.officer, now=timezone.now())


def _file(out: BytesIO, name: str) -> HttpResponse:
    return attached(HttpResponse(out.getvalue(), content_type=XLSX.media_type), name)


def _items(request: WindowRequest) -> "QuerySet[Item]":
    on = local_day(timezone.now())
    items = items_to_receive(request.window, request.officer, on=on)
    return items.select_related("catalog_item", "office", "current").order_by("catalog_item__name", "office__path")


def _own(request: WindowRequest, pk: int) -> Batch:
    batch = queries.batches_of(request.officer).filter(pk=pk).first()
    if batch is None:
        raise Http404
    return batch
