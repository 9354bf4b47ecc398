"""Lists of the catalogue taken away as a file, by whoever sees them on the desk, and on record."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongban.catalogue.forms import narrowing_in
from tongban.catalogue.queries import exports
from tongban.catalogue.queries.desk import items_seen
from tongban.kernel.moments import local_day
from tongban.matters.views.exports import take_away
from tongban.people.access import OfficerRequest, limited, officer_required


@require_POST
@officer_required
@limited("export")
def export_items(request: OfficerRequest) -> HttpResponse:
    """The list of items as it is narrowed down on the desk."""
    on, narrowed = local_day(timezone.now()), narrowing_in(request.GET)
    rows = exports.item_rows(items_seen(request.officer, on, **narrowed))
    name, heads = f"{_('事项清单')} {on}", exports.item_heads()
    return take_away(request, "items", name, heads, rows, widths=exports.ITEM_WIDTHS, narrowed=_used(narrowed))


@require_POST
@officer_required
@limited("export")
def export_findings(request: OfficerRequest) -> HttpResponse:
    """What the lint finds in the items of that list, errors and warnings."""
    on, narrowed = local_day(timezone.now()), narrowing_in(request.GET)
    rows = exports.finding_rows(request.officer, on, **narrowed)
    name, heads = f"{_('检查结果')} {on}", exports.finding_heads()
    return take_away(request, "findings", name, heads, rows, widths=exports.FINDING_WIDTHS, narrowed=_used(narrowed))


def _used(narrowed: dict[str, str]) -> list[str]:
    return sorted(name for name, value in narrowed.items() if value)
