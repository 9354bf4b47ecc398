"""The page of one item on the desk: a frame in which each topic puts its panels and its acts."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tongban.catalogue.models import Item
from tongban.catalogue.queries.item_page import item_page
from tongban.kernel.moments import local_day
from tongban.people.access import OfficerRequest, officer_required, require

WHOLE = ("catalog_item", "office__region", "regulating_office", "current", "adopted_from__reference_list")


@require_safe
@officer_required
def item(request: OfficerRequest, code: str) -> HttpResponse:
    """Show an item to whoever may see what its office does."""
    found = get_object_or_404(Item.objects.select_related(*WHOLE), code=code)
    require(request, "see", "manage_catalogue", "approve_catalogue", office=found.office)
    page = item_page(found, request.officer, local_day(timezone.now()))
    return render(request, "catalogue/desk_item.html", {"page": page, "item": page.item})
