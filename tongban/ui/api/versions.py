"""ETag and If-Match: nobody overwrites what they have not seen."""

from django.http import HttpRequest, HttpResponse

from tongban.kernel.obstacles import Obstacle
from tongban.ui.api.problems import Turned

# For ``openapi_extra`` of an operation that changes what was read before.
IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "schema": {"type": "string"},
    "description": "The `ETag` of what was read; if it is another by now, nothing is changed and the answer is 412",
    "example": '"1777255200000000"',
}


def seen_version(request: HttpRequest) -> str:
    """Return the version that the caller has seen. Raises ``Turned`` 428 without one."""
    text = request.headers.get("If-Match", "").strip()
    if not text:
        raise Turned(428, Obstacle("if_match_missing"))
    return text.removeprefix("W/").strip('"')


def put_version(answer: HttpResponse, version: str) -> None:
    answer["ETag"] = f'"{version}"'
