"""What people type to sign in, to say who they are, to let somebody act for them, and to admit another system."""

from datetime import date, datetime, time, timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm, ConfirmLoginCodeForm, LoginForm, RequestLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tongban.kernel.moments import BEIJING
from tongban.people import actions
from tongban.people.fields import PhoneField
from tongban.people.models import Absence, Office, Officer, Party, SignIn
from tongban.people.queries import party_with_identity
from tongban.people.rules.identifiers import check_identity, normal
from tongban.people.rules.scopes import FIRM, NOBODY, OFFICE, SCOPES
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


def _code_field(label: Any) -> forms.CharField:
    attrs = {"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}
    return forms.CharField(label=label, max_length=20, widget=forms.TextInput(attrs=attrs))


class FactorCodeForm(AuthenticateForm):
    """A code of a device, or a recovery code, while signing in."""

    code = _code_field(_("动态口令或备用码"))

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        adapter = get_adapter()
        adapter.refuse_if_locked(SignIn.Way.FACTOR, self.user.username)
        adapter.count_try(SignIn.Way.FACTOR, self.user.username)
        found = actions.use_code(account=self.user, code=code, now=timezone.now())
        if found is None:
            adapter.note_factor(self.user, succeeded=False)
            raise forms.ValidationError(_("验证码不对，请核对手机上当前的 6 位数字，或改用没有用过的备用码。"))
        found.user = self.user
        self.authenticator = found
        return code


class DeviceForm(forms.Form):
    """The first code of a new device."""

    code = _code_field(_("手机上显示的 6 位数字"))


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


def end_of(day: date) -> datetime:
    """Return the last second of a day: what is valid until a day is valid on it."""
    return datetime.combine(day, time(23, 59, 59), BEIJING)


class SystemForm(forms.Form):
    """Another system: what it is called, whom it acts for, what its key opens and until when."""

    ROLES = (("reviewer", _("审查：办理环节")), ("clerk", _("受理：受理和送达")), ("approver", _("审批：作出决定")))
    LONGEST = timedelta(days=366)  # of a key; then it is replaced

    name = forms.CharField(label=_("系统名称"), max_length=40, help_text=_("会写进办件的全程留痕。"))
    acts_for = forms.ChoiceField(
        label=_("代表谁"),
        choices=[
            (OFFICE, _("机构：部门自己的业务系统")),
            (FIRM, _("单位：企业自己的系统，替本单位申请")),
            (NOBODY, _("都不代表：只查公开内容")),
        ],
        widget=forms.RadioSelect,
        initial=OFFICE,
    )
    office = forms.ModelChoiceField(
        label=_("哪个机构"),
        help_text=_("代表机构时必选。"),
        queryset=Office.objects.none(),
        empty_label=_("请选择"),
        required=False,
    )
    role = forms.ChoiceField(label=_("以什么角色"), choices=ROLES, widget=forms.RadioSelect)
    uscc = forms.CharField(label=_("单位的统一社会信用代码"), max_length=18, required=False)
    scopes = forms.MultipleChoiceField(
        label=_("权限范围"),
        choices=[],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选择一项权限范围。")},
    )
    until = forms.DateField(
        label=_("有效期到哪一天"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data: Any = None, *, today: date, english: bool = False):
        super().__init__(data, initial={"until": today + self.LONGEST - timedelta(days=1), "role": "reviewer"})
        self.today = today
        self.fields["office"].queryset = Office.objects.order_by("path")  # type: ignore[attr-defined]
        self.fields["scopes"].choices = [  # type: ignore[attr-defined]
            (scope.code, scope.english if english else scope.term) for scope in SCOPES.values()
        ]

    def clean_until(self) -> datetime:
        until: date = self.cleaned_data["until"]
        if not self.today <= until < self.today + self.LONGEST:
            raise forms.ValidationError(_("请选一年以内的日期：密钥要定期更换。"))
        return end_of(until)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        acts_for = given.get("acts_for")
        if acts_for == OFFICE and not given.get("office"):
            self.add_error("office", _("请选择机构。"))
        if acts_for == FIRM and self.firm() is None:
            self.add_error("uscc", _("没有找到这个单位。它要先在窗口办过事，或登记过信息。"))
        return given

    def firm(self) -> Party | None:
        return party_with_identity("uscc", normal(self.cleaned_data.get("uscc", "")))

    def admitted(self) -> dict[str, Any]:
        """Return what is to be admitted, by the names of the verb."""
        given = self.cleaned_data
        return {
            "name": given["name"],
            "office": given["office"] if given["acts_for"] == OFFICE else None,
            "role": given["role"],
            "firm": self.firm() if given["acts_for"] == FIRM else None,
            "scopes": given["scopes"],
            "expires_at": given["until"],
        }


class AbsenceForm(forms.Form):
    """Who is away, from when to when, and what for."""

    officer = forms.ModelChoiceField(Officer.objects.none(), label=_("谁不在岗"))
    since = forms.DateField(label=_("从哪天"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    until = forms.DateField(label=_("到哪天（含）"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    cause = forms.ChoiceField(label=_("原因"), choices=Absence.Cause.choices)

    def __init__(self, officers: QuerySet[Officer], own: Officer, data: Any = None, *, today: date):
        super().__init__(data, initial={"officer": own.pk, "since": today, "until": today})
        self.fields["officer"].queryset = officers  # type: ignore[attr-defined]
        self.fields["officer"].label_from_instance = named  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why the ways in which a colleague signs in are changed."""

    reason = forms.CharField(
        label=_("理由"), max_length=200, help_text=_("写明怎样核实了本人，例如“本人持工作证到场”。")
    )


class CertificateForm(ReasonForm):
    """A colleague's certificate, and why it is bound."""

    file = forms.FileField(
        label=_("证书文件"),
        help_text=_("PEM 或 DER 格式，不含私钥。"),
        error_messages={"required": _("请选择证书文件。")},
    )
    field_order = ("file", "reason")


def named(officer: Officer) -> str:
    """Return an officer as a list of choices tells them apart."""
    return f"{officer.name}（{officer.office.short_name} {officer.staff_number}）"
