"""What people type to sign in, to say who they are, and to let somebody act for them."""

from datetime import date
from typing import Any

from allauth.account.forms import ChangePasswordForm, ConfirmLoginCodeForm, LoginForm, RequestLoginCodeForm
from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.people.fields import PhoneField
from tongban.people.rules.identifiers import check_identity, normal
from tongban.ui.wording import say

IDENTITY_KINDS = [
    ("citizen-id", _("居民身份证")),
    ("residence-permit", _("港澳台居民居住证")),
    ("mainland-travel-permit", _("港澳居民来往内地、台湾居民来往大陆通行证")),
    ("passport", _("护照")),
    ("foreign-residence-permit", _("外国人永久居留身份证")),
]


class PhoneForm(RequestLoginCodeForm):
    """The first page of signing in: a phone number."""

    phone = PhoneField()


class CodeForm(ConfirmLoginCodeForm):
    """The second page: the code from the message."""

    code = forms.CharField(
        label=_("验证码"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}),
    )


class StaffSignInForm(LoginForm):
    """Username and password."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        login = forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"})
        self.fields["login"] = forms.CharField(label=_("用户名"), max_length=60, widget=login)
        password = forms.PasswordInput(attrs={"autocomplete": "current-password"})
        self.fields["password"] = forms.CharField(label=_("密码"), strip=False, widget=password)
        self.order_fields(["login", "password"])


class PasswordForm(ChangePasswordForm):
    """The present password, and a new one twice."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        labels = {"oldpassword": _("现在的密码"), "password1": _("新密码"), "password2": _("再输入一次新密码")}
        for name, label in labels.items():
            self.fields[name].label = label
            self.fields[name].widget.attrs.pop("placeholder", None)
        self.fields["oldpassword"].help_text = ""
        rule = _("至少 10 位，包含大写字母、小写字母、数字、符号中的三种，不要用常见的密码。")
        self.fields["password1"].help_text = rule


class IdentityForm(forms.Form):
    """A person's name and identity document; the number is checked, and nothing but the number."""

    name = forms.CharField(label=_("姓名"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    identity_kind = forms.ChoiceField(label=_("证件类型"), choices=IDENTITY_KINDS, initial="citizen-id")
    identity = forms.CharField(
        label=_("证件号码"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_identity(self) -> str:
        identity = normal(self.cleaned_data["identity"])
        obstacles = check_identity(self.cleaned_data.get("identity_kind", ""), identity, today=self.today)
        if obstacles:
            raise forms.ValidationError([say(obstacle) for obstacle in obstacles])
        return identity


class AgentForm(IdentityForm):
    """Who may act for me, in what, and until when."""

    scope = forms.CharField(label=_("可以代办什么"), max_length=200)
    until = forms.DateField(
        label=_("授权到哪一天为止"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until and until < self.today:
            raise forms.ValidationError(_("这一天已经过去了，请选今天或以后的日期。"))
        return until
