"""Each request has a name, one line in the log, and its place in the figures.

A line tells the route, never the address: what is searched for and whose case is opened stays out of the log.
"""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from tongban.kernel.requests import given_or_new, within
from tongban.server import metrics

HEADER = "X-Request-ID"
QUIET = {"healthz", "readyz", "metrics"}  # asked for every few seconds by machines

log = logging.getLogger("tongban.access")


class NamedRequests:
    """Gives the request its id (``request.id``), answers with it, and tells how it went."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        with within(given_or_new(request.headers.get(HEADER, ""))) as name:
            request.id = name  # type: ignore[attr-defined]
            answer = self.get_response(request)
            answer[HEADER] = name
            _tell(request, answer, time.perf_counter() - started)
        return answer


def _tell(request: HttpRequest, answer: HttpResponse, seconds: float) -> None:
    route = route_of(request)
    metrics.observe(method=request.method or "", route=route, status=answer.status_code, seconds=seconds)
    if route in QUIET:
        return
    facts = {"method": request.method, "route": route, "status": answer.status_code, "actor": _actor_kind(request)}
    log.info("request", extra=facts | {"ms": round(seconds * 1000)})


def route_of(request: HttpRequest) -> str:
    """Return the pattern of the address, without what stands in its places."""
    match = getattr(request, "resolver_match", None)
    return match.route if match else "unknown"


def _actor_kind(request: HttpRequest) -> str:
    """Say what kind of visitor asked, if the request found that out: citizen, staff, system, or nobody we know."""
    account = getattr(request, "_cached_user", None)
    return getattr(account, "kind", "anonymous")
