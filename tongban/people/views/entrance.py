"""Coming in from an app outside: its server asks for a ticket, the browser inside the app comes in with it."""

import re
from pathlib import Path
from typing import Any

from allauth.account.utils import perform_login
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from tongban.kernel.obstacles import Obstacle, Refused
from tongban.people.access import ASSURED, limited
from tongban.people.actions.entrances import give_entrance, use_entrance
from tongban.people.models import SignIn
from tongban.people.provider import refusal
from tongban.people.rules.entrance import LONGEST_TOKEN, TICKET_LASTS
from tongban.ui.wording import say

APP = re.compile(r"[a-z0-9-]{1,40}")


@csrf_exempt  # a system signs what it sends; it has no cookie of ours
@never_cache
@require_POST
@limited("entrance")
def ask(request: HttpRequest, app: str) -> HttpResponse:
    """Take an app's signed token and answer with the address that its browser opens, within a minute, once."""
    key = _key_of(app)
    if key is None:
        raise Http404
    token = request.read(LONGEST_TOKEN + 1).decode("ascii", "replace").strip()
    audience = settings.PUBLIC_ADDRESS.rstrip("/")
    try:
        ticket = give_entrance(app=app, token=token, key=key, audience=audience, now=timezone.now())
    except Refused as refused:
        told = [{"code": each.code, "message": str(say(each))} for each in refused.obstacles]
        return JsonResponse({"obstacles": told}, status=403)
    address = f"{audience}{reverse('people:enter')}?ticket={ticket}"
    return JsonResponse({"address": address, "seconds": int(TICKET_LASTS.total_seconds())}, status=201)


@never_cache
@require_safe
@limited("identity")
def enter(request: HttpRequest) -> HttpResponse:
    """Come in with a ticket; it is spent even if the page is opened twice."""
    try:
        account, level = use_entrance(ticket=request.GET.get("ticket", ""), now=timezone.now())
    except Refused as refused:
        return refusal(request, refused.obstacles)
    asking: Any = request
    if asking.user.is_authenticated and asking.user.pk != account.pk:
        return refusal(request, [Obstacle("identity_of_somebody_else")])
    wanted = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    back = wanted if is_ours else None
    if asking.user.is_authenticated:
        request.session.cycle_key()
        request.session[ASSURED] = level
        return redirect(back or "/my/")
    asking.signed_in_by = SignIn.Way.ENTRANCE
    answer: HttpResponse = perform_login(request, account, email_verification="none", redirect_url=back)
    request.session[ASSURED] = level
    return answer


def _key_of(app: str) -> str | None:
    """Return the public key that lies for an app in the folder that the house named."""
    if not settings.APPS_FOLDER or not APP.fullmatch(app):
        return None
    path = Path(settings.APPS_FOLDER) / f"{app}.pem"
    return path.read_text(encoding="ascii") if path.is_file() else None
