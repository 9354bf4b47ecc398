"""The items with the most cases, and what they can do online."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongban.cases.models import ItemVolume
from tongban.cases.queries.volumes import FIRST, busiest, online_among
from tongban.catalogue.views.figures import filters, scope_in
from tongban.kernel.moments import local_day
from tongban.matters.views.exports import take_away
from tongban.people.access import OfficerRequest, limited, officer_required

WIDTHS = (8, 36, 34, 28, 12, 12, 12)


@require_safe
@officer_required
def ranking(request: OfficerRequest) -> HttpResponse:
    """The hundred busiest items of a scope, with the share that can be applied for online."""
    rows = busiest(scope_in(request))
    chart = [(f"{row.item.catalog_item.name}（{row.item.office.short_name}）", row.cases) for row in rows[:10]]
    shown = {"rows": rows, "online": online_among(rows), "chart": chart, "filters": filters(), "first": FIRST}
    return render(request, "cases/volumes.html", shown)


@require_POST
@officer_required
@limited("export")
def export_ranking(request: OfficerRequest) -> HttpResponse:
    """The same as a file."""
    heads = [_("名次"), _("事项"), _("实施编码"), _("部门"), _("近一年办件"), _("网上可办"), _("跑动")]
    rows = [_row(place, row) for place, row in enumerate(busiest(scope_in(request)), 1)]
    name = f"{_('办件量排名')} {local_day(timezone.now())}"
    return take_away(request, "volumes", name, heads, rows, widths=WIDTHS)


def _row(place: int, row: ItemVolume) -> tuple[object, ...]:
    facts = row.item.facts
    online = _("是") if facts.is_online else _("否")
    return place, row.item.catalog_item.name, row.item.code, row.item.office.name, row.cases, online, facts.trips
