"""A draft as an applicant will read it: by the templates of the guide, marked, and for staff alone."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tongban.catalogue.forms import answers_in
from tongban.catalogue.models import Item
from tongban.catalogue.queries import guide
from tongban.catalogue.queries.workbench import draft_of
from tongban.catalogue.views.public import guide_context
from tongban.kernel.moments import local_day
from tongban.people.access import OfficerRequest, officer_required, require

OFFICES = ("office__region", "regulating_office", "catalog_item")


@require_safe
@officer_required
def preview(request: OfficerRequest, code: str) -> HttpResponse:
    """The guide of what is being worked on, for who manages, approves or sees the office's business."""
    item = get_object_or_404(Item.objects.select_related(*OFFICES), code=code)
    require(request, "manage_catalogue", "approve_catalogue", office=item.office)
    version = draft_of(item)
    if version is None:
        raise Http404(gettext("没有草稿。"))
    read = guide(version, answers_in(version.questions, request.GET), on=local_day(timezone.now()))
    context = {**guide_context(request, read), "is_in_force": False, "is_draft": True}
    if request.headers.get("HX-Request"):
        return render(request, "catalogue/parts/situation.html", context)
    return render(request, "catalogue/preview.html", context)
