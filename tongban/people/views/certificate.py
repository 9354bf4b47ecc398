"""Signing in by the certificate that the proxy has seen (数字证书、UKey)."""

import ipaddress
from typing import Any

from allauth.account.utils import perform_login
from cryptography import x509
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tongban.kernel.obstacles import Obstacle, Refused
from tongban.people.access import SECOND, limited
from tongban.people.actions.certificates import recognise_certificate
from tongban.people.models import SignIn
from tongban.people.provider import refusal
from tongban.people.rules.certificates import read

HEADER = "X-Client-Certificate"


@never_cache
@require_POST
@limited("identity")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in the officer for whom the certificate of this connection stands."""
    try:
        account = recognise_certificate(certificate=_shown(request), now=timezone.now())
    except Refused as refused:
        return refusal(request, refused.obstacles)
    here: Any = request.user
    if here.is_authenticated and here.pk != account.pk:
        return refusal(request, [Obstacle("identity_of_somebody_else")])
    asking: Any = request
    asking.signed_in_by, asking.came_surely = SignIn.Way.CERTIFICATE, True
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    answer: HttpResponse = perform_login(
        request, account, email_verification="none", redirect_url=wanted if is_ours else None
    )
    request.session[SECOND] = str(SignIn.Way.CERTIFICATE)
    return answer


def _shown(request: HttpRequest) -> x509.Certificate | None:
    """Return the certificate that a proxy of ours passed on. What anybody else puts into the header is not read."""
    try:
        sender = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return None
    networks = [ipaddress.ip_network(each, strict=False) for each in settings.CERTIFICATE_PROXIES]
    return read(request.headers.get(HEADER, "")) if any(sender in each for each in networks) else None
