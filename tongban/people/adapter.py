"""Our answers to what the account library asks: codes by message, lock-out, where to go after signing in."""

from datetime import datetime
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from tongban.kernel.rates import TooOften
from tongban.people import actions, queries
from tongban.people.access import count_try
from tongban.people.fields import PhoneField
from tongban.people.models import Account, SignIn
from tongban.people.queries.means import changes_of
from tongban.people.queries.sessions import CAME
from tongban.people.rules.devices import device_of
from tongban.ui.wording import say

CODE_DIGITS = 6


class AccountAdapter(DefaultAccountAdapter):
    """Citizens by phone and code, staff by username and password, nobody by mail."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("用户名或密码不对，请核对后再试。"),
        "phone_password_mismatch": _("用户名或密码不对，请核对后再试。"),
        "incorrect_code": _("验证码不对，请核对短信后再输入。"),
        "enter_current_password": _("现在的密码不对。"),
        "too_many_login_attempts": _("输错的次数太多了，请重新获取验证码。"),
    }

    def get_login_stages(self) -> list[str]:
        return ["allauth.account.stages.LoginByCodeStage", "tongban.people.factors.SecondFactorStage"]

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # an account opens by itself with the first code

    # Phones.

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        return PhoneField(**kwargs)

    def get_user_by_phone(self, phone: str) -> Account | None:
        return queries.account_with_phone(phone)

    def get_phone(self, user: Any) -> tuple[str, bool] | None:
        return (user.phone.clear(), user.phone_verified) if user.phone else None

    def set_phone(self, user: Any, phone: str, verified: bool) -> None:
        raise NotImplementedError("a phone number is the account: another number is another account")

    def set_phone_verified(self, user: Any, phone: str) -> None:
        actions.confirm_phone(account=user, now=timezone.now())

    def generate_phone_verification_code(self, *, user: Any, phone: str) -> str:

        return get_random_string(CODE_DIGITS, "0123456789")

    def send_verification_code_sms(self, user: Any, phone: str, code: str, **kwargs: Any) -> None:
        self._note(SignIn.Way.CODE_REQUEST, phone, user, succeeded=True)
        actions.send_code(account=user, phone=phone, code=code, now=timezone.now())

    # Lock-out.

    def refuse_if_locked(self, way: str, name: str) -> None:
        """Raise ValidationError if this name or this address has tried too often."""
        address = self.get_client_ip(self.request)
        locked = queries.obstacles_to_signing_in(way=way, name=name, address=address, now=timezone.now())
        if locked:
            raise ValidationError([say(obstacle) for obstacle in locked])

    def count_try(self, way: str, name: str) -> None:
        """Count one try of a name, for many may come at the same moment. Raises ValidationError if it is too many."""
        try:
            count_try(way, name)
        except TooOften as refused:
            raise ValidationError([say(obstacle) for obstacle in refused.obstacles]) from refused

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        self.refuse_if_locked(SignIn.Way.PASSWORD, credentials.get("username", ""))
        self.count_try(SignIn.Way.PASSWORD, credentials.get("username", ""))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        username = credentials.get("username", "")
        account = Account.objects.filter(username=username).first()
        self._note(SignIn.Way.PASSWORD, username, account, succeeded=False)

    def login(self, request: HttpRequest, user: Any) -> None:
        is_staff = user.kind == Account.Kind.STAFF
        before = user.last_login
        super().login(request, user)
        if is_staff:
            self._tell_changes(request, user, before)
        way = getattr(request, "signed_in_by", SignIn.Way.PASSWORD if is_staff else SignIn.Way.CODE)
        request.session[CAME] = [str(way), device_of(self.get_http_user_agent(request))]
        self._note(way, user.username if is_staff else user.phone.clear(), user, succeeded=True)

    def _tell_changes(self, request: HttpRequest, user: Any, before: datetime | None) -> None:
        """Tell an officer what somebody else changed of the ways in which they sign in, since they did so last."""
        officer = queries.officer_of(user)
        for each in reversed(changes_of(officer, since=before)) if officer else ():
            said = {"what": each.text, "who": each.who or _("系统管理员"), "why": each.note or "—"}
            messages.warning(
                request, _("%(who)s改过您的登录方式：%(what)s。理由：%(why)s。不是您要求的，请马上报告。") % said
            )

    def note_rejected_code(self, user: Account) -> None:
        self._note(SignIn.Way.CODE, user.phone.clear(), user, succeeded=False)

    def note_factor(self, user: Account, *, succeeded: bool) -> None:
        self._note(SignIn.Way.FACTOR, user.username, user, succeeded=succeeded)

    def _note(self, way: str, name: str, account: Account | None, *, succeeded: bool) -> None:
        actions.note_sign_in(
            way=way,
            name=name,
            address=self.get_client_ip(self.request),
            device=device_of(self.get_http_user_agent(self.request)),
            account=account,
            succeeded=succeeded,
            now=timezone.now(),
        )

    # Where to go.

    def get_login_redirect_url(self, request: Any) -> str:
        if request.user.kind == Account.Kind.STAFF:
            return "/desk/"
        return "/my/" if queries.party_of(request.user) else reverse("people:who_are_you")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        is_staff = getattr(request.user, "kind", "") == Account.Kind.STAFF
        return reverse("people:staff_sign_in") if is_staff else "/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("people:staff_profile")

    def set_password(self, user: Any, password: str) -> None:
        actions.change_password(account=user, password=password, now=timezone.now())
        user.refresh_from_db(fields=["password"])
