"""Signing in through the province's identity provider: the way there, and the way back."""

import secrets

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from requests import RequestException

from tongban.kernel.obstacles import Obstacle
from tongban.people.access import limited
from tongban.people.provider import ComesBack, note_answer, note_silence, refusal
from tongban.people.rules.assurance import LEVELS, PHONE


@never_cache
@require_safe
@limited("identity")
def begin(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Send somebody to the provider; if it does not answer, say so and show the other ways in."""
    wanted = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    level = request.GET.get("level", PHONE)
    asked = {
        "nonce": secrets.token_urlsafe(24),
        "acr_values": level if level in LEVELS else PHONE,
        "ui_locales": translation.get_language() or "",
    }
    try:
        provider = get_adapter(request).get_provider(request, provider_id)
        answer: HttpResponse = provider.redirect(
            request,
            process="login",
            next_url=wanted if is_ours else None,
            data={"nonce": asked["nonce"]},
            auth_params=asked,
        )
    except SocialApp.DoesNotExist as unknown:
        raise Http404 from unknown
    except (RequestException, OAuth2Error, KeyError):
        return _down(request)
    note_answer()
    return answer


@never_cache
@require_safe
@limited("identity")
def come_back(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Take the provider's answer."""
    try:
        answer: HttpResponseBase = OAuth2CallbackView.adapter_view(ComesBack(request, provider_id))(request)
    except SocialApp.DoesNotExist as unknown:
        raise Http404 from unknown
    except (RequestException, KeyError):  # the provider went away in between, or does not speak the protocol
        return _down(request)
    return answer


def _down(request: HttpRequest) -> HttpResponse:
    note_silence(timezone.now())
    return refusal(request, [Obstacle("identity_provider_down")], status=503)
