"""A refusal that no view caught becomes a page (or a fragment) that names every reason: status 409."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongban.kernel.obstacles import Refused


class RefusalsInWords:
    """Answers ``Refused`` with 409; a view that keeps what was typed catches it before and shows the form again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        is_fragment = bool(getattr(request, "htmx", False)) and not getattr(request.htmx, "boosted", False)  # type: ignore[attr-defined]
        template = "ui/errors/409_fragment.html" if is_fragment else "ui/errors/409.html"
        return render(request, template, {"obstacles": exception.obstacles}, status=409)
