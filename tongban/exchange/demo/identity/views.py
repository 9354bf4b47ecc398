"""The page on which one chooses whom to be, and what the provider answers while it is told to be down."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from allauth.idp.oidc import views as library
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from tongban.exchange.demo.identity.demo import stored_user
from tongban.exchange.demo.identity.persons import CITIZENS, LEVEL_NAMES, STAFF, levels_from, persons
from tongban.exchange.demo.identity.running import folder

BACKEND = "django.contrib.auth.backends.ModelBackend"


class MayBeDown:
    """Answers nothing but 503 while a file says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (folder() / "down").exists():
            return HttpResponse("down", status=503)
        return self.get_response(request)


def choose(request: HttpRequest) -> HttpResponse:
    """Let somebody choose a person and a level, then go on to where the platform sent them."""
    back = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        return HttpResponseBadRequest()
    asked = {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}
    realm = STAFF if asked.get("client_id") == f"tongban-{STAFF}" else CITIZENS
    listed = [person for person in persons().values() if person.realm == realm]
    levels = levels_from(asked.get("acr_values", ""))
    if request.method == "POST":
        slug, level = request.POST.get("person", ""), request.POST.get("level", "")
        if slug not in {person.slug for person in listed} or level not in levels:
            return HttpResponseBadRequest()
        user = stored_user(f"{slug}.{level}")
        login(request, user, BACKEND)
        return redirect(back)

    english = asked.get("ui_locales", "").startswith("en")
    translation.activate("en" if english else "zh-hans")
    shown = [(level, LEVEL_NAMES[level][english]) for level in levels]
    return render(request, "identity/choose.html", {"persons": listed, "levels": shown, "english": english})


@require_safe
def authorise(request: HttpRequest) -> Any:
    """Send whoever has chosen back to the platform, and forget them: the next one chooses anew."""
    answer = library.authorization(request)
    if request.user.is_authenticated:
        logout(request)
    return answer
