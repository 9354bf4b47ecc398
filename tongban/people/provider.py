"""Our answers to what the account library asks when somebody comes back from an identity provider (OpenID Connect).

The library does the protocol: code with PKCE, state, keys by JWKS. Here the ID token's signature is always checked,
its nonce is compared, and whom it vouches for is signed in. No row of the library is written: nothing personal
lies in its tables.
"""

import hmac
from datetime import datetime, timedelta
from typing import Any, NoReturn

from allauth.account.adapter import get_adapter as account_adapter
from allauth.account.utils import perform_login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.rates import allow, forget, is_running
from tongban.people import actions
from tongban.people.access import ASSURED, SECOND
from tongban.people.models import Account, SignIn
from tongban.people.rules import vouched
from tongban.people.rules.assurance import DOCUMENT, LEVELS, reaches
from tongban.ui.wording import say

CITIZENS, STAFF = "citizens", "staff"
SILENCE = "identity provider silent"  # all processes share what one of them saw
SILENT_FOR = timedelta(minutes=5)  # then the page offers it again, and the next one who tries finds out


class ComesBack(OpenIDConnectOAuth2Adapter):
    """Someone who comes back from the provider, with a token whose signature is checked against the provider's keys."""

    def _decode_id_token(self, app: SocialApp, id_token: str) -> Any:
        return jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=settings.IDENTITY_ADDRESS,
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Sign in whom the provider vouches for; everything else the library could do with them is left out."""

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[SocialApp]:
        return [app for app in _apps() if provider in (None, app.provider, app.provider_id)]

    def get_requests_session(self) -> Any:
        """Answer with a way to the provider alone, which is not led on elsewhere; it gives up after five seconds."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> NoReturn:
        claims = sociallogin.account.extra_data.get("id_token") or {}
        expected = (sociallogin.state.get("data") or {}).get("nonce", "")
        if not expected or not hmac.compare_digest(str(claims.get("nonce", "")), expected):
            raise ImmediateHttpResponse(refusal(request, [Obstacle("identity_answer_stale")]))
        try:
            account = _recognised(sociallogin.account.provider, claims)
        except Refused as refused:
            raise ImmediateHttpResponse(refusal(request, refused.obstacles)) from refused
        raise ImmediateHttpResponse(_let_in(request, account, claims, sociallogin.state.get("next")))

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_more: Any) -> NoReturn:
        raise ImmediateHttpResponse(refusal(request, [Obstacle("identity_not_answered")]))


def refusal(request: HttpRequest, obstacles: list[Obstacle], status: int = 403) -> HttpResponse:
    """Return the page that says why nobody was signed in, with the other ways in."""
    return render(request, "people/identity_refused.html", {"words": [say(each) for each in obstacles]}, status=status)


def note_silence(now: datetime) -> None:
    """Let the sign-in pages say for a while that the provider does not answer; they ask it nothing themselves."""
    allow(SILENCE, limit=1, per=SILENT_FOR, now=now)


def note_answer() -> None:
    """Let the sign-in pages offer the provider as ever: it has just answered."""
    forget(SILENCE)


def is_silent(now: datetime) -> bool:
    """Say whether the provider did not answer when it was last needed, lately."""
    return is_running(SILENCE, now=now)


def _apps() -> list[SocialApp]:
    if not settings.IDENTITY_ADDRESS:
        return []
    return [
        SocialApp(
            provider="openid_connect",
            provider_id=name,
            name=name,
            client_id=f"tongban-{name}",
            secret=settings.IDENTITY_SECRET,
            settings={
                "server_url": settings.IDENTITY_ADDRESS,
                "fetch_userinfo": False,
                "oauth_pkce_enabled": True,
                "token_auth_method": "client_secret_basic",
                "scope": ["openid", "profile"],
            },
        )
        for name in (CITIZENS, STAFF)
    ]


def _recognised(provider: str, claims: dict[str, Any]) -> Account:
    if provider == STAFF:
        return actions.recognise_officer(username=str(claims.get("preferred_username", "")), now=timezone.now())
    return actions.recognise_citizen(said=vouched.read(claims), now=timezone.now())


def _let_in(request: HttpRequest, account: Account, claims: dict[str, Any], back: str | None) -> HttpResponse:
    """Sign in, or raise the level of the session that was there; another person's session is never taken over."""
    level = claims["acr"] if claims.get("acr") in LEVELS else ""
    here: Any = request.user
    if here.is_authenticated and here.pk != account.pk:
        return refusal(request, [Obstacle("identity_of_somebody_else")])
    if here.is_authenticated:
        request.session.cycle_key()
        _note_level(request, account, level)
        return redirect(back or account_adapter(request).get_login_redirect_url(request))
    request.signed_in_by = SignIn.Way.IDENTITY  # type: ignore[attr-defined]
    request.came_surely = _counts_twice(account, level)  # type: ignore[attr-defined]
    answer: HttpResponse = perform_login(request, account, email_verification="none", redirect_url=back)
    _note_level(request, account, level)
    return answer


def _note_level(request: HttpRequest, account: Account, level: str) -> None:
    request.session[ASSURED] = level
    if _counts_twice(account, level):
        request.session[SECOND] = "identity"


def _counts_twice(account: Account, level: str) -> bool:
    """Say whether the provider's word stands for a second factor: of staff it saw a document or a face."""
    return account.kind == Account.Kind.STAFF and reaches(level, DOCUMENT)
