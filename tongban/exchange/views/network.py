"""The register of the network: how far it reaches on four levels, and each place."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongban.exchange.actions.network import set_site
from tongban.exchange.forms import SiteForm
from tongban.exchange.models import NetworkSite
from tongban.exchange.queries import systems as queries
from tongban.exchange.views.partners import PERMISSION
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.paging import page
from tongban.people.access import OfficerRequest, kept_for, officer_required, require_somewhere

SHOWN = 30


@require_safe
@officer_required
def register(request: OfficerRequest) -> HttpResponse:
    """The reach of the network by level, and its places."""
    require_somewhere(request, "see", "administer")
    asked, reach = request.GET, queries.network_reach()
    found = queries.sites(level=asked.get("level", ""), reached=asked.get("reached", ""), text=asked.get("q", "")[:60])
    context = {
        "reach": reach,
        "page": page(found, keys=("-id",), after=asked.get("after"), size=SHOWN),
        "filters": [
            {"name": "level", "label": _("层级"), "options": [(each.level, each.name) for each in reach]},
            {"name": "reached", "label": _("接通"), "options": [("yes", _("已接通")), ("no", _("未接通"))]},
        ],
        "may_change": request.user.has_perm(PERMISSION),
    }
    return render(request, "exchange/network/register.html", context)


@require_http_methods(["GET", "POST"])
@officer_required
def enter(request: OfficerRequest) -> HttpResponse:
    """Enter a place."""
    return _form(request, None)


@require_http_methods(["GET", "POST"])
@officer_required
def change(request: OfficerRequest, pk: int) -> HttpResponse:
    """Say how a place stands now."""
    _allow(request)
    return _form(request, get_object_or_404(NetworkSite.objects.select_related("region", "office"), pk=pk))


def _form(request: OfficerRequest, site: NetworkSite | None) -> HttpResponse:
    _allow(request)
    form = SiteForm(request.POST or None, site=site, initial={} if site else {"checked_on": local_day(timezone.now())})
    obstacles: list[Obstacle] = []
    if request.method == "POST" and form.is_valid():
        try:
            set_site(site=site, **form.cleaned_data, by=request.officer, now=timezone.now())
        except Refused as refused:
            obstacles = list(refused.obstacles)
        else:
            return redirect("exchange:network")
    is_wrong = bool(obstacles) or (request.method == "POST" and not form.is_valid())
    context = {"form": form, "site": site, "obstacles": obstacles}
    return render(request, "exchange/network/site.html", context, status=422 if is_wrong else 200)


def _allow(request: OfficerRequest) -> None:
    if not request.user.has_perm(PERMISSION):
        raise kept_for("administer")
