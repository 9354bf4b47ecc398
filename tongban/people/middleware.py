"""Who is here: lazy ``request.officer`` and ``request.party`` for templates, and the end of an idle session."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from tongban.people.access import officer_of, party_of, whom_of
from tongban.people.actions.oversteps import record_overstep
from tongban.people.queries.refusals import tried

SEEN_AT = "seen_at"
READING = ("GET", "HEAD", "OPTIONS")
NOTED_EVERY = 60  # seconds: a session row is not written on every click


class WhoIsHere:
    """Signs out whoever was away too long, then lets the request through."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        self.note_presence(request)
        request.officer = SimpleLazyObject(partial(officer_of, request))
        request.party = SimpleLazyObject(partial(party_of, request))
        request.whom = SimpleLazyObject(partial(whom_of, request))
        return self.get_response(request)

    def note_presence(self, request: Any) -> None:
        if not request.user.is_authenticated:
            return
        now = timezone.now().timestamp()
        idle = now - request.session.get(SEEN_AT, now)
        if idle > settings.SESSION_IDLE_MINUTES[request.user.kind] * 60:
            logout(request)
            messages.warning(request, _("您离开得有点久，为了安全已自动退出，请重新登录。"))
        elif idle >= NOTED_EVERY or SEEN_AT not in request.session:
            request.session[SEEN_AT] = int(now)


class KeepsOversteps:
    """Puts on record what an officer tried outside their powers, once it was refused: in a transaction of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in READING:
            return self.get_response(request)
        token = tried.set([])
        try:
            answer = self.get_response(request)
            is_refused = answer.status_code >= 400 or hasattr(request, "refused")
            for each in dict.fromkeys(tried.get() or ()) if is_refused else ():
                record_overstep(tried=each, about=request.path, now=timezone.now())
        finally:
            tried.reset(token)
        return answer
