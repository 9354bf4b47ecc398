"""The work list and the search of the desk."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tongban.kernel.moments import local_day
from tongban.kernel.paging import page
from tongban.matters.forms import FiltersForm
from tongban.matters.models import Light, Matter
from tongban.matters.queries import (
    at_hand,
    find,
    finding,
    light_counts,
    lists,
    reach_of,
    work_list,
)
from tongban.matters.rules.numbers import is_number, tidy_number
from tongban.people.access import officer_required


@require_GET
@officer_required
def show_work(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    officer, today = request.officer, local_day(now)  # type: ignore[attr-defined]
    filters = FiltersForm(request.GET).as_filters()
    reach = reach_of(officer, on=today)
    work = work_list(officer, filters=filters, now=now, on=today, reach=reach)
    context = {
        "page": page(work.only(*lists.COLUMNS), after=request.GET.get("after")),
        "lights": light_counts(reach, now=now),
        "light": filters.light,
        "filters": _filters(reach),
        "now": now,
        "officer": officer,
    }
    return render(request, "matters/work_list.html", context)


def _filters(reach: Q) -> list[dict[str, Any]]:
    """Return the bar of filters: name, label and what can be chosen."""
    found = at_hand(reach)
    return [
        {"name": "whose", "label": _("谁在办"), "options": [("mine", _("我认领的")), ("unclaimed", _("无人认领"))]},
        {"name": "light", "label": _("灯"), "options": Light.choices[:3]},
        {"name": "state", "label": _("状态"), "options": Matter.State.choices[:-1]},
        {"name": "item", "label": _("事项"), "options": found.items},
        {"name": "office", "label": _("部门"), "options": [(str(key), name) for key, name in found.offices]},
    ]


@require_GET
@officer_required
def search(request: HttpRequest) -> HttpResponse:
    """Find matters; a whole number leads straight to its page."""
    now = timezone.now()
    officer, today = request.officer, local_day(now)  # type: ignore[attr-defined]
    text = request.GET.get("q", "").strip()[:60]
    found = find(text, officer=officer, on=today)
    number = tidy_number(text)
    if is_number(number) and found.exists():
        return redirect("matters:matter", number=number)
    shown = page(found.only(*finding.COLUMNS).with_light(now), keys=("-id",), after=request.GET.get("after"))
    return render(request, "matters/search.html", {"page": shown, "text": text, "now": now})
