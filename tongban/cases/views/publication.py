"""What was made public: the list for everybody; for officers its delivery to the credit site, files, corrections."""

import json
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.cases.actions.publication import correct_publication
from tongban.cases.feeds.credit import licences, row_of, table_of
from tongban.cases.forms.later import PublicationForm
from tongban.cases.models import Publication
from tongban.cases.queries.publication import late_ones, narrowed, offices_that_publish, published, published_by
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Refused
from tongban.kernel.paging import page
from tongban.matters.actions.exports import record_export
from tongban.people.access import OfficerRequest, limited, officer_required, require, require_somewhere
from tongban.people.queries import may
from tongban.ui.exports import MOST_ROWS, attached, table_file

LONGEST_KEY = 19  # digits


@require_safe
def published_list(request: Any) -> HttpResponse:
    """Grants and what became of them, the latest first, for anyone."""
    rows = _narrowed(published(), request.GET)
    shown = {
        "page": page(rows, keys=("-id",), after=request.GET.get("after")),
        "filters": _filters(offices_that_publish()),
    }
    return render(request, "cases/published/list.html", shown)


@require_safe
@officer_required
def publications(request: OfficerRequest) -> HttpResponse:
    """What one's offices have published, and what the credit site has not got in time."""
    require_somewhere(request, "see")
    now = timezone.now()
    mine = published_by(request.officer, on=local_day(now))
    rows = _narrowed(mine.with_light(now), request.GET)
    if request.GET.get("show") == "overdue":
        rows = late_ones(rows, now)
    found = page(rows, keys=("-id",), after=request.GET.get("after"))
    on = local_day(now)
    shown = {
        "page": found,
        "correctable": {
            row.pk for row in found.rows if row.case and may(request.officer, "decide", **row.case.matter.scope, on=on)
        },
        "filters": _filters(offices_that_publish()),
        "overdue": late_ones(mine, now)[:100].count(),
        "show": request.GET.get("show", ""),
    }
    return render(request, "cases/published/desk.html", shown)


@require_POST
@officer_required
@limited("export")
def export(request: OfficerRequest) -> HttpResponse:
    """The 双公示 file in the exchange's columns: Excel, CSV, Word or JSON."""
    require_somewhere(request, "see")
    now, kind = timezone.now(), request.POST.get("format", "")
    rows = list(_narrowed(published_by(request.officer, on=local_day(now)), request.GET).order_by("-pk")[:MOST_ROWS])
    narrowed = tuple(name for name in ("office", "kind") if request.GET.get(name))
    record_export(what="publications", rows=len(rows), narrowed_by=narrowed, by=request.officer, now=now)
    name = f"{licences.title} {local_day(now)}"
    if kind == "json":
        told = {"dataset": licences.name, "rows": [row_of(row) for row in rows]}
        content = json.dumps(told, ensure_ascii=False, indent=1)
        return attached(HttpResponse(content, content_type="application/json"), f"{name}.json")
    return table_file(kind, name, licences.heads, table_of(rows))


@require_http_methods(["GET", "POST"])
@officer_required
def correct(request: OfficerRequest, pk: int) -> HttpResponse:
    """Publish anew what was published wrongly."""
    require_somewhere(request, "see")
    now = timezone.now()
    row = get_object_or_404(published_by(request.officer, on=local_day(now)), pk=pk)
    require(request, "decide", **row.case.matter.scope)
    form = PublicationForm(row, request.POST if request.method == "POST" else None)
    obstacles, status = [], 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            values = {name: value for name, value in form.cleaned_data.items() if name != "reason"}
            try:
                reason = form.cleaned_data["reason"]
                correct_publication(publication=row, values=values, reason=reason, by=request.officer, now=now)
            except Refused as refused:
                obstacles, status = refused.obstacles, 409
            else:
                messages.success(request, _("已更正并重新公示，更正后的内容会再报送信用网站。"))
                return redirect("cases:publications")
    return render(
        request, "cases/published/correct.html", {"row": row, "form": form, "obstacles": obstacles}, status=status
    )


def _narrowed(rows: QuerySet[Publication], given: Any) -> QuerySet[Publication]:
    office = given.get("office", "")
    key = int(office) if office.isdecimal() and len(office) < LONGEST_KEY else None
    return narrowed(rows, office=key, kind=given.get("kind", ""), text=given.get("q", ""))


def _filters(offices: list[tuple[int, str]]) -> list[dict[str, Any]]:
    return [
        {"name": "office", "label": _("许可机关"), "options": offices},
        {"name": "kind", "label": _("类型"), "options": Publication.Kind.choices},
    ]
