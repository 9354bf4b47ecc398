"""The answer while the database is away or a disk is full: plain words, and what was typed kept to be sent again.

It asks neither the database nor any panel. What was posted comes back with its own proof of origin
(``csrfmiddlewaretoken``), never with a fresh one: sending it again proves no more than it did the first time.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from tongban.kernel.outages import is_database_away, is_disk_full

RETRY_AFTER = 10  # seconds
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 (the name of a field)


def is_outage(error: BaseException | None) -> bool:
    """Return whether the machines failed, not the program and not the visitor."""
    return is_database_away(error) or is_disk_full(error)


def unavailable(request: HttpRequest, error: BaseException | None) -> HttpResponse:
    """Say that we are back soon: as a page, as a line for a script that asked, or as data for a program."""
    if request.path.startswith("/api/"):
        problem = {"type": "about:blank", "title": "Service Unavailable", "status": 503, "code": "unavailable"}
        answer: HttpResponse = JsonResponse(problem, status=503, content_type="application/problem+json")
    elif request.headers.get("HX-Request") == "true":
        answer = HttpResponse(status=503)  # the page stays as it is, with all that was typed, and says so itself
    else:
        answer = render(None, "ui/errors/503.html", _shown(request, error), status=503)
    answer["Retry-After"] = str(RETRY_AFTER)
    answer["Cache-Control"] = "no-store"
    return answer


def _shown(request: HttpRequest, error: BaseException | None) -> dict[str, Any]:
    kept, files = _posted(request)
    return {
        "address": request.get_full_path(),
        "home": "/desk/" if request.path.startswith("/desk/") else "/",
        "is_post": request.method == "POST",
        "is_disk_full": not is_database_away(error),
        "kept": kept,
        "typed": sum(1 for name, value in kept if name != TOKEN and value.strip()),
        "files": files,
        "request_id": getattr(request, "id", ""),
    }


def _posted(request: HttpRequest) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the fields that were posted, and the fields and names of files, whose bytes are to be chosen again.

    A password is never written into a page: such a form is filled in again. So is one that could not be read at all.
    """
    try:
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
        files = [(name, file.name or "") for name, uploads in request.FILES.lists() for file in uploads]
    except OSError:  # the disk was full while it came in
        return [], []
    if any("password" in name for name, _ in fields):
        return [], []
    return fields, files
