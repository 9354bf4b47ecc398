"""For whom one is here (为谁办事), and showing more surely who one is for an act that asks for it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.kernel.moments import local_day
from tongban.people.access import WHOM, PartyRequest, party_required, step_up, whom_of
from tongban.people.models import Party
from tongban.people.queries import authorisations_held, parties_for
from tongban.people.rules.assurance import LEVELS
from tongban.people.rules.levels import ACT_FOR_ORGANISATION


@never_cache
@require_http_methods(["GET", "POST"])
@party_required
def whom(request: PartyRequest) -> HttpResponse:
    """Choose for whom one is here from now on: oneself, a member of the family, a firm."""
    today = local_day(timezone.now())
    parties = {str(party.pk): party for party in parties_for(request.party, on=today)}
    chosen = parties.get(request.POST.get("party", "")) if request.method == "POST" else None
    if chosen is None:
        grounds = {row.party_id: row for row in authorisations_held(request.party, on=today)}
        rows = [(party, grounds.get(party.pk)) for party in parties.values()]
        context = {"rows": rows, "now_for": whom_of(request), "next": _back(request)}
        return render(request, "people/whom.html", context, status=422 if request.method == "POST" else 200)
    if chosen.kind == Party.Kind.ORGANISATION and (asked := step_up(request, ACT_FOR_ORGANISATION)):
        return asked
    if chosen == request.party:
        request.session.pop(WHOM, None)
        messages.success(request, _("现在为您自己办事。"))
    else:
        request.session[WHOM] = str(chosen.pk)
        messages.success(request, _("现在为%(name)s办事。") % {"name": chosen.shown_name})
    return redirect(_back(request))


@never_cache
@require_safe
@party_required
def surer(request: PartyRequest) -> HttpResponse:
    """Say that an act asks to show more surely who one is, and lead there and back."""
    level = request.GET.get("level", "")
    level = level if level in LEVELS else LEVELS[-1]
    back = _back(request)
    way = f"{reverse('openid_connect_login', args=['citizens'])}?{urlencode({'level': level, 'next': back})}"
    return render(request, "people/surer.html", {"level": level, "way": way, "back": back})


def _back(request: HttpRequest) -> str:
    """The page to go on to, if it is one of ours."""
    wanted: Any = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return str(wanted) if is_ours else "/my/"
