"""Workbooks on the desk: take the template or one's items away, bring a workbook, see what came of it."""

import tempfile
from typing import Any

from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.catalogue.actions.importing import ask_for_import, repeat_import
from tongban.catalogue.forms import narrowing_in
from tongban.catalogue.forms.sheets import SheetForm
from tongban.catalogue.models import SheetImport
from tongban.catalogue.queries.desk import items_seen
from tongban.catalogue.queries.exchange import json_chunks, records
from tongban.catalogue.queries.sheets.imports import found_in, imports_of
from tongban.catalogue.queries.sheets.template import write_items, write_template
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.matters.actions.exports import record_export
from tongban.people.access import OfficerRequest, limited, officer_required, require_somewhere
from tongban.ui.exports import FORMATS, attached

SHOWN = 10  # imports that the page lists
MOST_ITEMS = 2000  # in one workbook made for a page; who needs more narrows down, or asks the command line
XLSX = FORMATS["xlsx"].media_type


@require_http_methods(["GET", "POST"])
@officer_required
def sheets(request: OfficerRequest) -> HttpResponse:
    """What there is to take away and to bring; a workbook that is brought is worked on in the background."""
    require_somewhere(request, "manage_catalogue")
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    obstacles: list[Obstacle] = []
    if form.is_valid():
        try:
            asked = ask_for_import(
                upload=form.cleaned_data["file"],
                is_rehearsal=not form.cleaned_data["takes_in"],
                replaces_drafts=form.cleaned_data["replaces_drafts"],
                language=get_language() or "zh-hans",
                by=request.officer,
                now=timezone.now(),
            )
            return redirect("catalogue:sheet_import", asked.pk)
        except Refused as refused:
            obstacles = refused.obstacles
    status = 409 if obstacles else 422 if form.is_bound else 200
    context = {"form": form, "obstacles": obstacles, "imports": imports_of(request.officer)[:SHOWN], "most": MOST_ITEMS}
    return render(request, "catalogue/sheets/sheets.html", context, status=status)


@require_safe
@officer_required
def sheet_import(request: OfficerRequest, import_id: int) -> HttpResponse:
    """How far one's own workbook has come, and what was found in it; the page looks again until it has ended."""
    found = _own(request, import_id)
    context: dict[str, Any] = {"import": found, "is_under_way": found.is_under_way(timezone.now())}
    context["cells"], context["obstacles"] = found_in(found)
    return render(request, "catalogue/sheets/import.html", context)


@require_POST
@officer_required
def take_in(request: OfficerRequest, import_id: int) -> HttpResponse:
    """Take in what was checked and found sound."""
    checked = _own(request, import_id)
    require_somewhere(request, "manage_catalogue")
    if not checked.is_sound:
        return redirect("catalogue:sheet_import", checked.pk)
    try:
        asked = repeat_import(checked=checked, by=request.officer, now=timezone.now())
    except Refused as refused:
        context = {"import": checked, "obstacles": refused.obstacles}
        return render(request, "catalogue/sheets/import.html", context, status=409)
    return redirect("catalogue:sheet_import", asked.pk)


@require_safe
@officer_required
@limited("export")
def template(request: OfficerRequest) -> HttpResponseBase:
    """The empty workbook."""
    require_somewhere(request, "manage_catalogue")
    return _made(lambda out: write_template(out), _("事项表格模板"))


@require_POST
@officer_required
@limited("export")
def workbook(request: OfficerRequest) -> HttpResponseBase:
    """The items of the list as a workbook that can be brought again."""
    require_somewhere(request, "manage_catalogue")
    now, narrowed = timezone.now(), narrowing_in(request.GET)
    on = local_day(now)
    items = items_seen(request.officer, on, **narrowed).order_by("code")
    items = items.select_related("catalog_item", "office", "regulating_office")[:MOST_ITEMS]
    _record(request, "item workbook", len(items), narrowed)
    return _made(lambda out: write_items(out, items), f"{_('事项表格')} {on}")


@require_POST
@officer_required
@limited("export")
def exchange(request: OfficerRequest) -> HttpResponseBase:
    """The items in force of the list as JSON by exchange fields, sent as it is made."""
    require_somewhere(request, "manage_catalogue")
    now, narrowed = timezone.now(), narrowing_in(request.GET)
    on = local_day(now)
    items = items_seen(request.officer, on, **narrowed)
    _record(request, "item exchange", items.count(), narrowed)
    told = records(items, on)
    answer = StreamingHttpResponse(json_chunks(told), content_type="application/json; charset=utf-8")
    return attached(answer, f"{_('事项要素')} {on}.json")


def _own(request: OfficerRequest, import_id: int) -> SheetImport:
    return get_object_or_404(imports_of(request.officer), pk=import_id)


def _made(write: Any, name: str) -> HttpResponseBase:
    """Answer with a workbook: written beside, for only whole ones can be sent."""
    out = tempfile.TemporaryFile()  # noqa: SIM115 (the answer closes it)
    write(out)
    out.seek(0)
    return attached(FileResponse(out, content_type=XLSX), f"{name}.xlsx")


def _record(request: OfficerRequest, what: str, count: int, narrowed: dict[str, str]) -> None:
    kinds = tuple(sorted(name for name, value in narrowed.items() if value))
    record_export(what=what, rows=count, narrowed_by=kinds, by=request.officer, now=timezone.now())
