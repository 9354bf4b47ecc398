"""Preferences, the living style page, and the pages for what went wrong."""

import sys
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from tongban.kernel.obstacles import Obstacle
from tongban.ui.api.problems import problem
from tongban.ui.outages import is_outage, unavailable
from tongban.ui.preferences import remember_type, wants_large_type

ErrorView = Callable[[HttpRequest], HttpResponse]


def _next_page(request: HttpRequest) -> str:
    """The page to go back to, if it is one of ours."""
    return _ours(request, request.POST.get("next", "")) or reverse("ui:preferences")


def _ours(request: HttpRequest, wanted: str) -> str:
    """Return an address if it is one of ours, else nothing."""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else ""


@require_POST
def choose_type(request: HttpRequest) -> HttpResponseRedirect:
    """Keep the size of type and go back to where the reader was."""
    answer = HttpResponseRedirect(_next_page(request))
    remember_type(answer, request.POST.get("type", ""))
    return answer


def preferences(request: HttpRequest) -> HttpResponse:
    """Language, size of type, and what we do for people who read, hear or move differently."""
    return render(request, "ui/preferences.html", {"is_large": wants_large_type(request)})


DESK = "ui/desk.html"
TOLD_TO_PROGRAMS = {400: "request_malformed", 403: "not_permitted", 404: "nothing_there"}


def frame_of(request: HttpRequest) -> str:
    """The base page for what went wrong at this address: staff stay at their desk, nobody else is shown one."""
    is_staff = bool(getattr(request, "officer", None))  # a request that is refused at the door was not asked who it is
    return DESK if request.path.startswith("/desk/") and is_staff else "ui/base.html"


def _error(request: HttpRequest, name: str, status: int, **told: object) -> HttpResponse:
    if request.path.startswith("/api/"):  # programs are told in their own way
        return problem(status, [Obstacle(TOLD_TO_PROGRAMS[status])])
    frame = frame_of(request)
    told |= {"frame": frame, "at_desk": frame == DESK}
    return render(request, f"ui/errors/{name}.html", told, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, "400", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No page for this reader; where the reason is an obstacle, it is told."""
    why = [each for each in getattr(exception, "args", ()) if isinstance(each, Obstacle)]
    return _error(request, "403", 403, obstacles=why)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open too long, or cookies are off."""
    return _error(request, "403_csrf", 403, back=_ours(request, request.headers.get("Referer", "")))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, "404", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page of last resort, which asks neither the database nor any panel; or, in an outage, the page of that."""
    error = sys.exc_info()[1]
    if is_outage(error):
        return unavailable(request, error)
    return render(None, "ui/errors/500.html", {"request_id": getattr(request, "id", "")}, status=500)
