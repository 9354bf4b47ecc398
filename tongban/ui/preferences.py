"""What a reader prefers, kept in a cookie of the browser: large type. (The language has Django's own cookie.)"""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

COOKIE = "tongban-type"
YEAR = 365 * 24 * 3600


def wants_large_type(request: HttpRequest) -> bool:
    return request.COOKIES.get(COOKIE) == "large"


def remember_type(response: HttpResponseBase, size: str) -> None:
    """Keep the chosen size: ``large``, or anything else for the normal one."""
    if size == "large":
        response.set_cookie(COOKIE, "large", max_age=YEAR, samesite="Lax", httponly=True, secure=not settings.DEMO)
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
