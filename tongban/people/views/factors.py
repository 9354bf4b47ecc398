"""Second factors of staff: the list, adding and removing, recovery codes, and being asked for one while signing in."""

import json
import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import get_adapter as get_factor_adapter
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.mfa.webauthn.internal import auth as passkeys
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tongban.people import actions
from tongban.people.access import SECOND, OfficerRequest, View, colleague_required, lacks_factor
from tongban.people.forms import DeviceForm
from tongban.people.rules.factors import FRESH
from tongban.ui.wording import say

SECRET = "new_device"  # noqa: S105 (the name of a place in the session, which lies sealed)


class SecondFactor(AuthenticateView):
    """Ask for the second factor after the first."""

    template_name = "people/second_factor.html"

    def form_valid(self, form: Any) -> HttpResponse:
        user = self.stage.login.user
        kind = form.authenticator.type if hasattr(form, "authenticator") else Authenticator.Type.WEBAUTHN
        get_adapter(self.request).note_factor(user, succeeded=True)
        answer: HttpResponse = super().form_valid(form)
        self.request.session[SECOND] = str(kind)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer what there is: a key, a code, or both."""
        held = set(Authenticator.objects.filter(user=self.stage.login.user).values_list("type", flat=True))
        context: dict[str, Any] = super().get_context_data(**kwargs)
        options = context.pop("js_data", {}).get("request_options")
        context["has_device"] = Authenticator.Type.TOTP in held
        if Authenticator.Type.WEBAUTHN in held:
            context["options"] = json.dumps(options)
        return context


second_factor = SecondFactor.as_view()


@never_cache
@require_safe
@colleague_required
def factors(request: OfficerRequest) -> HttpResponse:
    """Show an officer their second factors, and whether they must have one."""
    rows = list(Authenticator.objects.filter(user=request.user).order_by("created_at", "pk"))
    recovery = next((row for row in rows if row.type == Authenticator.Type.RECOVERY_CODES), None)
    context = {
        "devices": [row for row in rows if row.type == Authenticator.Type.TOTP],
        "passkeys": [row for row in rows if row.type == Authenticator.Type.WEBAUTHN],
        "codes_left": len(recovery.wrap().get_unused_codes()) if recovery else None,
        "is_demanded": lacks_factor(request.officer),
        "is_sure": SECOND in request.session,
        "is_demo": settings.DEMO,
    }
    return render(request, "people/factors.html", context)


def freshly_signed_in(view: View) -> View:
    """Let through who signed in a short while ago; others are asked to sign in again first."""

    def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
        records = get_authentication_records(request, request.user)
        if not any(time.time() - record["at"] < FRESH.total_seconds() for record in records):
            messages.warning(request, _("为了安全，请先退出并重新登录，再修改第二重验证。"))
            return redirect("people:factors")
        return view(request, *args, **kwargs)

    return guarded


@never_cache
@colleague_required
@freshly_signed_in
def add_device(request: OfficerRequest) -> HttpResponse:
    """Add a device that shows codes: its secret as a picture and as letters, proved by its first code."""
    secret = request.session.get(SECRET) if request.method == "POST" else None
    if secret is None:
        secret = request.session[SECRET] = generate_totp_secret()
    form = DeviceForm(request.POST or None)
    if form.is_valid():
        try:
            codes = actions.add_device(
                account=request.user, secret=secret, code=form.cleaned_data["code"], now=timezone.now()
            )
        except actions.CannotAddFactor as refused:
            for obstacle in refused.obstacles:
                form.add_error("code", say(obstacle))
        else:
            del request.session[SECRET]
            return _added(request, Authenticator.Type.TOTP, codes)
    letters = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    context = {"form": form, "letters": letters, "address": get_factor_adapter().build_totp_url(request.user, secret)}
    return render(request, "people/factor_device.html", context)


@never_cache
@colleague_required
@freshly_signed_in
def add_passkey(request: OfficerRequest) -> HttpResponse:
    """Add a passkey: of this machine, a phone, or a key that one plugs in."""
    form = AddWebAuthnForm(request.POST or None, user=request.user, initial={"name": _("我的通行密钥")})
    if form.is_valid():
        said = form.cleaned_data
        codes = actions.add_passkey(
            account=request.user, name=said["name"][:60], credential=said["credential"], now=timezone.now()
        )
        return _added(request, Authenticator.Type.WEBAUTHN, codes)
    options = json.dumps(passkeys.begin_registration(request.user, False))
    return render(request, "people/factor_passkey.html", {"form": form, "options": options})


@never_cache
@require_POST
@colleague_required
@freshly_signed_in
def recovery_codes(request: OfficerRequest) -> HttpResponse:
    """Make new recovery codes and show them, once."""
    codes = actions.make_recovery_codes(account=request.user, now=timezone.now())
    return render(request, "people/factor_codes.html", {"codes": codes})


@require_POST
@colleague_required
@freshly_signed_in
def remove(request: OfficerRequest, factor_id: int) -> HttpResponse:
    """Take one of my factors away."""
    try:
        actions.remove_factor(account=request.user, factor_id=factor_id, now=timezone.now())
    except Authenticator.DoesNotExist as unknown:
        raise Http404 from unknown
    messages.success(request, _("已解除。下次登录不再使用它。"))
    return redirect("people:factors")


def _added(request: HttpRequest, kind: str, codes: list[str]) -> HttpResponse:
    """Who has just shown a new factor has shown a second one; the session gets another key."""
    request.session.cycle_key()
    request.session[SECOND] = str(kind)
    if codes:
        return render(request, "people/factor_codes.html", {"codes": codes})
    messages.success(request, _("已绑定。下次登录时会用到它。"))
    return redirect("people:factors")
