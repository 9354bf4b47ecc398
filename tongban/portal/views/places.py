"""The storefronts of places, and the function areas: the same items, by where one lives and what one wants."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tongban.kernel.moments import local_day
from tongban.kernel.paging import page
from tongban.people.models import Region
from tongban.portal.queries.notices import notice_shown, notices_of
from tongban.portal.queries.places import counties_with_towns, home_place, place_of, storefront, themes_of
from tongban.portal.rules.areas import AREAS


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Every place that has a storefront of its own, from the city down to the towns."""
    on = local_day(timezone.now())
    context = {"home": home_place(on), "counties": counties_with_towns(on)}
    return render(request, "portal/places.html", context)


@require_safe
def place(request: HttpRequest, code: str) -> HttpResponse:
    """The front page of a place."""
    context = {"front": storefront(_place(code), on=local_day(timezone.now()))}
    return render(request, "portal/place.html", context)


@require_safe
def area(request: HttpRequest, code: str) -> HttpResponse:
    """A function area, of a place or of the whole city."""
    if code not in AREAS:
        raise Http404
    on, asked = local_day(timezone.now()), request.GET.get("region", "")
    region = _place(asked) if asked else home_place(on)
    themes = themes_of(AREAS[code], region.pk, on=on) if region else []
    context = {"area": AREAS[code], "areas": AREAS.values(), "region": region, "asked": asked, "themes": themes}
    return render(request, "portal/area.html", context)


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """What is told in a place, the newest first."""
    on, asked = local_day(timezone.now()), request.GET.get("region", "")
    region = _place(asked) if asked else home_place(on)
    found = page(notices_of(region.pk if region else "", on=on), keys=("-id",), after=request.GET.get("after"))
    return render(request, "portal/notices.html", {"page": found, "region": region})


@require_safe
def notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """One notice; one that is over says so."""
    found = notice_shown(notice_id)
    if found is None:
        raise Http404
    context = {"notice": found, "is_over": found.is_over(local_day(timezone.now()))}
    return render(request, "portal/notice.html", context)


def _place(code: str) -> Region:
    found = place_of(code, on=local_day(timezone.now()))
    if found is None:
        raise Http404
    return found
