"""The personal space: everything of one's own in one place, and that of whom one acts for."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.kernel.moments import local_day
from tongban.people.access import PartyRequest, party_required, whom_of
from tongban.portal.queries.space import Whose, messages_to, readings_of, space_of, spaces_of


@never_cache
@require_safe
@party_required
def space(request: PartyRequest) -> HttpResponse:
    """What is under way, held and given, and who acts for one: of oneself, or of a party that one acts for."""
    now = timezone.now()
    on = local_day(now)
    all_spaces, whose = _whose(request)
    shown = space_of(whose, person=request.party, account=request.user, on=on)
    return render(request, "portal/space.html", {"space": shown, "whose": whose, "spaces": all_spaces, "now": now})


@never_cache
@require_safe
@party_required
def told(request: PartyRequest) -> HttpResponse:
    """Every message about one's matters, as it was sent."""
    city = settings.CITY_NAMES["zh-hans"]  # in whose language they are sent
    found, rows = messages_to(request.party, on=local_day(timezone.now()), city=city, after=request.GET.get("after"))
    return render(request, "portal/messages.html", {"page": found, "rows": rows})


@never_cache
@require_safe
@party_required
def readings(request: PartyRequest) -> HttpResponse:
    """Who looked at one's personal data, when and what for (个人信息保护法 art. 44, 45)."""
    all_spaces, whose = _whose(request)
    if not whose.in_its_place:
        raise Http404
    found, rows = readings_of(whose, person=request.party, on=local_day(timezone.now()), after=request.GET.get("after"))
    return render(request, "portal/readings.html", {"page": found, "rows": rows, "whose": whose, "spaces": all_spaces})


def _whose(request: PartyRequest) -> tuple[list[Whose], Whose]:
    """Return every space that the reader may enter, and the one asked for; their own if none is. Raises Http404."""
    found = spaces_of(request.party, on=local_day(timezone.now()))
    asked = request.GET.get("for", "")
    if not asked:
        whom = whom_of(request)
        return found, next((each for each in found if each.party == whom), found[0])
    for whose in found:
        if str(whose.party.pk) == asked:
            return found, whose
    raise Http404
