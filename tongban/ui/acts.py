"""Carrying out an act that a page asked for: what came of it is told on the page that follows."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from tongban.kernel.obstacles import Refused
from tongban.ui.wording import say


def carried_out(request: HttpRequest, act: Callable[[], object], done: str, *, to: str) -> HttpResponse:
    """Do it and lead on, to a path or a name of one, with ``done`` or with every reason why it was refused."""
    try:
        act()
    except Refused as refused:
        tell_reasons(request, refused)
    else:
        messages.success(request, done)
    return redirect(to)


def tell_reasons(request: HttpRequest, refused: Refused) -> None:
    """Have the page that follows say why something was refused."""
    request.refused = refused.obstacles  # type: ignore[attr-defined]  # as no status tells it
    for obstacle in refused.obstacles:
        messages.error(request, say(obstacle))
