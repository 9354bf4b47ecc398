"""Reference catalogues on the desk: made, filled, published; and adopted by the centres of towns and villages."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.catalogue import actions
from tongban.catalogue.forms.references import CentreForm, ReferenceListForm
from tongban.catalogue.models import CatalogItem, ReferenceEntry, ReferenceList
from tongban.catalogue.queries import references as queries
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.paging import page
from tongban.people.access import OfficerRequest, officer_required, require_somewhere
from tongban.ui.acts import carried_out

LONGEST = 60


@require_http_methods(["GET", "POST"])
@officer_required
def references(request: OfficerRequest) -> HttpResponse:
    """List the reference catalogues, and begin one for a place that we lead."""
    require_somewhere(request, "manage_catalogue", "approve_catalogue")
    now = timezone.now()
    led = queries.places_led(request.officer, local_day(now))
    form = ReferenceListForm(request.POST if request.method == "POST" else None, regions=led)
    obstacles: list[Obstacle] = []
    if form.is_valid():
        try:
            made = actions.make_reference_list(**form.cleaned_data, by=request.officer, now=now)
        except Refused as refused:
            obstacles = refused.obstacles
        else:
            return redirect("catalogue:reference", made.pk)
    listed = page(queries.reference_lists(), keys=("id",), after=request.GET.get("after"), size=25)
    context = {"page": listed, "form": form, "obstacles": obstacles, "may_make": led.exists()}
    return render(request, "catalogue/references.html", context, status=409 if obstacles else 200)


@require_safe
@officer_required
def reference(request: OfficerRequest, reference: int) -> HttpResponse:
    """Show a list: what stands in it, what centres have adopted, and of a centre of ours what not."""
    require_somewhere(request, "manage_catalogue", "approve_catalogue")
    found, today = _list(reference), local_day(timezone.now())
    centres = list(queries.own_centres(found, request.officer, today))
    chosen = request.GET.get("centre", "")
    centre = next((each for each in centres if str(each.pk) == chosen), centres[0] if len(centres) == 1 else None)
    listed, rows = queries.entry_lines(found, centre, after=request.GET.get("after"))
    text = request.GET.get("find", "").replace("\x00", "").strip()[:LONGEST]
    may_change = queries.leads(request.officer, found.region_id, "manage_catalogue", on=today)
    context = {
        "reference": found,
        "page": listed,
        "rows": rows,
        "centres": centres,
        "centre": centre,
        "adopted": queries.adopted_by(found, centre) if centre else None,
        "may_change": may_change,
        "may_publish": queries.leads(request.officer, found.region_id, "approve_catalogue", on=today),
        "find": text,
        "found": list(queries.to_be_added(found, text, today)) if text and may_change else [],
    }
    return render(request, "catalogue/reference.html", context)


@require_POST
@officer_required
def add(request: OfficerRequest, reference: int) -> HttpResponse:
    """Add what was ticked."""
    require_somewhere(request, "manage_catalogue")
    found, now = _list(reference), timezone.now()
    items = list(CatalogItem.objects.filter(code__in=request.POST.getlist("entry")[:100]))
    note = request.POST.get("note", "")[:200]
    return carried_out(
        request,
        lambda: actions.add_reference_entries(
            reference=found, catalog_items=items, note=note, by=request.officer, now=now
        ),
        _("已加入。改动以后要重新审定才公布。"),
        to=_address(found),
    )


@require_POST
@officer_required
def remove(request: OfficerRequest, reference_entry: int) -> HttpResponse:
    """Take an entry out."""
    require_somewhere(request, "manage_catalogue")
    found, now = _entry(reference_entry), timezone.now()
    to = _address(found.reference_list)
    return carried_out(
        request,
        lambda: actions.remove_reference_entry(entry=found, by=request.officer, now=now),
        _("已移出。改动以后要重新审定才公布。"),
        to=to,
    )


@require_POST
@officer_required
def publish(request: OfficerRequest, reference: int) -> HttpResponse:
    """Approve a list and make it public."""
    require_somewhere(request, "approve_catalogue")
    found, now = _list(reference), timezone.now()
    return carried_out(
        request,
        lambda: actions.publish_reference_list(reference=found, by=request.officer, now=now),
        _("已审定公布，镇村可以采用了。"),
        to=_address(found),
    )


@require_POST
@officer_required
def adopt(request: OfficerRequest, reference_entry: int) -> HttpResponse:
    """Adopt an entry for a centre of ours."""
    require_somewhere(request, "manage_catalogue")
    found, now = _entry(reference_entry), timezone.now()
    form = CentreForm(request.POST, centres=queries.centres_of(found.reference_list))
    to = _address(found.reference_list)
    if not form.is_valid():
        messages.error(request, _("请先选择要采用的服务中心。"))
        return redirect(to)
    centre = form.cleaned_data["centre"]
    return carried_out(
        request,
        lambda: actions.adopt_entry(entry=found, office=centre, by=request.officer, now=now),
        _("已采用，并建立了第一版草稿。"),
        to=f"{to}?centre={centre.pk}",
    )


def _list(pk: int) -> ReferenceList:
    return get_object_or_404(ReferenceList.objects.select_related("region"), pk=pk)


def _entry(pk: int) -> ReferenceEntry:
    return get_object_or_404(ReferenceEntry.objects.select_related("reference_list__region", "catalog_item"), pk=pk)


def _address(reference: ReferenceList) -> str:
    return reverse("catalogue:reference", args=[reference.pk])
