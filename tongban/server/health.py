"""What machines ask: is the process alive, can it work, and how is it doing?

``/healthz`` touches nothing, so that a database that is away restarts no process. ``/readyz`` takes a node out of
service while it cannot work. ``/metrics`` is for the operator alone: from this machine, or with the token.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, JsonResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.server import figures
from tongban.server.checks import running

HERE = {"127.0.0.1", "::1"}
FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP")


@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200, or 503 with the reasons by their codes; ``?of=pages`` asks no more than a balancer has to know."""
    pages_alone = request.GET.get("of") == "pages"
    found = running.what_stops_pages() if pages_alone else running.what_stops_work(timezone.now())
    reasons = [finding.code for finding in found]
    return JsonResponse({"ready": not reasons, "reasons": reasons}, status=503 if reasons else 200)


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    if not _is_the_operator(request):
        return HttpResponseForbidden("metrics: from this machine, or with TONGBAN_METRICS_TOKEN\n", "text/plain")
    return HttpResponse(figures.exposition(timezone.now()), content_type=figures.CONTENT_TYPE)


def _is_the_operator(request: HttpRequest) -> bool:
    """Say whether the token was shown; where none is set, whether somebody on this machine asks, through no proxy."""
    if settings.METRICS_TOKEN:
        shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return constant_time_compare(shown, settings.METRICS_TOKEN)
    is_direct = not settings.ALLAUTH_TRUSTED_PROXY_COUNT and not any(name in request.headers for name in FORWARDED)
    return is_direct and request.META.get("REMOTE_ADDR") in HERE
