"""Figures of the pages: how many requests, how long they took. Counted by each process, added up when asked for.

``tongban serve`` names the folder that its processes share; a process alone (a test, another server) keeps its own.
"""

from prometheus_client import REGISTRY, Counter, Histogram

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}

requests = Counter(
    "tongban_requests", "Requests answered, by route and status.", ["method", "route", "status"], registry=REGISTRY
)
duration = Histogram(
    "tongban_request_seconds", "Time to the answer, by route.", ["route"], buckets=BUCKETS, registry=REGISTRY
)


def observe(*, method: str, route: str, status: int, seconds: float) -> None:
    """Count one answered request."""
    requests.labels(method if method in METHODS else "other", route, str(status)).inc()
    duration.labels(route).observe(seconds)
