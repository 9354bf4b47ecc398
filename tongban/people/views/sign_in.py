"""Signing in: citizens by phone and code, staff by username and password."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import ConfirmLoginCodeView, LoginView, PasswordChangeView, RequestLoginCodeView
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.kernel.vault import masked
from tongban.people import actions
from tongban.people.access import count_try, officer_required
from tongban.people.models import SignIn
from tongban.people.provider import is_silent
from tongban.people.queries.certificates import certificates_are_taken


def identity_provider() -> bool:
    """Say whether there is an identity provider to sign in by."""
    return bool(settings.IDENTITY_ADDRESS)


def identity_is_silent() -> bool:
    """Say whether the provider did not answer when it was last needed."""
    return identity_provider() and is_silent(timezone.now())


WAYS = {
    "identity_provider": identity_provider,
    "identity_is_silent": identity_is_silent,
    "certificates": certificates_are_taken,
}


class SignInByPhone(RequestLoginCodeView):
    """Ask for a phone number and send a code to it."""

    template_name = "account/request_login_code.html"

    extra_context = WAYS

    def form_valid(self, form: Any) -> HttpResponse:
        phone, adapter = form.cleaned_data["phone"], get_adapter(self.request)
        try:
            adapter.refuse_if_locked(SignIn.Way.CODE_REQUEST, phone)
            adapter.refuse_if_locked(SignIn.Way.CODE, phone)
            adapter.count_try(SignIn.Way.CODE_REQUEST, phone)
        except ValidationError as locked:
            form.add_error("phone", locked)
            return self.form_invalid(form)
        form._user = actions.open_account(phone=phone, now=timezone.now())
        return super().form_valid(form)


class TypeCode(ConfirmLoginCodeView):
    """Take the code from the message."""

    template_name = "account/confirm_login_code.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = super().dispatch(request, *args, **kwargs)
        if getattr(self, "_process", True) is None:
            messages.warning(request, _("验证码已过期，请重新获取。"))
        return answer

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Count the try before the code is looked at: the session's own count is lost to tries at the same moment."""
        way = SignIn.Way.CODE_REQUEST if self._action == "resend" else SignIn.Way.CODE
        count_try(way, self._process.state["phone"])
        answer: HttpResponseBase = super().post(request, *args, **kwargs)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "phone": masked(context["phone"], "phone")}


class StaffSignIn(LoginView):
    """Take a username and a password."""

    template_name = "account/login.html"
    extra_context = WAYS


class ChangePassword(PasswordChangeView):
    """Give oneself a new password."""

    template_name = "account/password_change.html"


sign_in = SignInByPhone.as_view()
type_code = TypeCode.as_view()
staff_sign_in = StaffSignIn.as_view()
change_password = officer_required(ChangePassword.as_view())
