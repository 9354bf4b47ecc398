"""Switches of bundles per region (试点): which are open where, since when and why, and setting one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongban.bundles.actions.switching import switch_everywhere
from tongban.bundles.forms.switching import SwitchForm
from tongban.bundles.models import Bundle, Switch
from tongban.bundles.queries import switching as queries
from tongban.bundles.queries.designing import POWERS
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.people.access import OfficerRequest, officer_required, require_everywhere, require_somewhere
from tongban.people.queries import may_everywhere

LIST = "bundles:switches"


@require_safe
@officer_required
def switches(request: OfficerRequest) -> HttpResponse:
    """Every published bundle, whether it is open in its region, and the latest switches."""
    require_somewhere(request, *POWERS)
    today, regions = local_day(timezone.now()), queries.regions_with_bundles()
    region = {each.pk: each for each in regions}.get(request.GET.get("region", ""))
    page, rows = queries.standings(today, region=region, after=request.GET.get("after"))
    places = [(each.pk, each.name) for each in regions]
    context = {
        "page": page,
        "rows": rows,
        "filters": [{"name": "region", "label": _("地区"), "options": places}],
        "latest": queries.switches_of()[: queries.LATEST],
        "may_switch": may_everywhere(request.officer, "manage_catalogue", on=today),
    }
    return render(request, "bundles/desk/switches.html", context)


@require_http_methods(["GET", "POST"])
@officer_required
def switch(request: OfficerRequest) -> HttpResponse:
    """Set a switch: what it makes of each bundle is shown first, and done once that was confirmed."""
    require_everywhere(request, "manage_catalogue")
    now = timezone.now()
    data = request.POST if request.method == "POST" else None
    initial = {"since": local_day(now), **request.GET.dict()}
    regions = queries.regions_with_bundles()
    form = SwitchForm(data, initial=initial, bundles=queries.bundle_names(), regions=regions)
    if not form.is_valid():
        return _page(request, form, status=422 if form.is_bound else 200)
    given = dict(form.cleaned_data)
    given["is_on"] = form.turns_on
    del given["turn"]
    if request.POST.get("confirm") != form.seen:
        thought = Switch(region=given["region"], is_on=given["is_on"], since=given["since"], at=now)
        bundles = queries.bundles_under(given["region"], given["code"])
        if given["code"]:
            thought.bundle = bundles[0] if bundles else Bundle()
        return _page(request, form, rows=queries.foreseen(thought, bundles))
    try:
        switch_everywhere(**given, by=request.officer, now=now)
    except Refused as refused:
        return _page(request, form, obstacles=refused.obstacles, status=409)
    messages.success(request, _("开关已设好。"))
    return redirect(LIST)


def _page(
    request: OfficerRequest,
    form: SwitchForm,
    *,
    rows: list[queries.Standing] | None = None,
    obstacles: list[Obstacle] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "rows": rows, "is_looked_at": rows is not None, "obstacles": obstacles}
    return render(request, "bundles/desk/switch.html", context, status=status)
