"""What every answer carries; and a refusal that no view caught becomes a page or a fragment that names every reason."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongban.kernel.obstacles import Refused
from tongban.kernel.rates import TooOften
from tongban.ui.views import DESK, bad_request, frame_of

# What no page of ours uses; a device at a window is reached through its own adapter.
CLOSED = ", ".join(
    f"{what}=()" for what in ("camera", "microphone", "geolocation", "payment", "usb", "serial", "browsing-topics")
)


class GuardedAnswers:
    """Closes what browsers leave open: features, use by other sites, and copies of what somebody signed in has seen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        answer.setdefault("Permissions-Policy", CLOSED)
        answer.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        account = getattr(request, "_cached_user", None)  # known only if the request asked who it is
        if account is not None and account.is_authenticated:
            answer.setdefault("Cache-Control", "private, no-store")
        return answer


class RefusalsInWords:
    """Answers ``Refused`` with 409 and what was done too often with 429 and when to come back.

    A view that keeps what was typed catches it before and shows the form again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_odd = "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", "")  # a NUL is in no address
        return bad_request(request) if is_odd else self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        htmx = getattr(request, "htmx", None)
        is_fragment = htmx is not None and bool(htmx) and not htmx.boosted
        status = 429 if isinstance(exception, TooOften) else 409
        name = "409_fragment" if is_fragment else str(status)
        frame = frame_of(request)
        values = {"obstacles": exception.obstacles, "frame": frame, "at_desk": frame == DESK}
        answer = render(request, f"ui/errors/{name}.html", values, status=status)
        if isinstance(exception, TooOften):
            answer["Retry-After"] = str(exception.seconds)
        return answer
