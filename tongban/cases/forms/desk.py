"""What an officer types about a case."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from tongban.cases import rules
from tongban.cases.actions import AGREE, OBJECT
from tongban.cases.forms.shelf import CollectForm
from tongban.people.models import Office

# Printed on the notice, which is in Chinese whatever the officer reads the desk in.
NOT_GIVEN = "还没有提交，请补交。"
PHRASES = (
    gettext_noop("内容与申请表不一致"),
    gettext_noop("缺少签字或盖章"),
    gettext_noop("看不清，请重新拍照"),
    gettext_noop("已过有效期"),
)


class OpinionForm(forms.Form):
    """One office's opinion on its step."""

    outcome = forms.ChoiceField(
        label=_("意见"), choices=[(AGREE, _("同意")), (OBJECT, _("不同意"))], widget=forms.RadioSelect, initial=AGREE
    )
    opinion = forms.CharField(
        label=_("说明"),
        help_text=_("会印在审批表上。不同意的，必须写明理由和依据。"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DecisionForm(forms.Form):
    """Grant or refuse."""

    outcome = forms.ChoiceField(
        label=_("决定"),
        choices=[
            (rules.GRANTED, _("准予：出具准予决定书，通知申请人领取结果")),
            (rules.REFUSED, _("不予许可：出具不予许可决定书，写明理由和救济途径")),
        ],
        widget=forms.RadioSelect,
        initial=rules.GRANTED,
        error_messages={"required": _("请选择准予还是不予许可。")},
    )
    reasons = forms.CharField(
        label=_("理由"),
        help_text=_("不予许可的，必须说明理由，一行一条；复议和诉讼的途径会自动写入决定书。"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    discretion_reason = forms.CharField(
        label=_("超出裁量基准的理由"),
        help_text=_("决定不在裁量基准允许范围内时必须写明，会登记备查。"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class GapsForm(forms.Form):
    """Everything that is missing or wrong, in one notice: a box and a line for each paper, and one for the form."""

    def __init__(self, asked: Sequence[rules.Asked], missing: set[str], data: Any = None, *, is_later: bool = False):
        super().__init__(data)
        if is_later:
            self.fields["knowingly"] = forms.BooleanField(
                label=_("我知道这些内容本应一次告知，仍要告知并接受记录"), required=False
            )
        self.about = {rules.FORM: str(_("申请表")), **{paper.code: paper.name for paper in asked}}
        for code, name in self.about.items():
            is_missing = code in missing
            self.fields[f"is_{code}"] = forms.BooleanField(label=name, required=False, initial=is_missing)
            self.fields[f"what_{code}"] = forms.CharField(
                label=_("有什么问题，怎么改"),
                error_messages={"required": _("请写明“%(name)s”有什么问题、怎么改。") % {"name": name}},
                max_length=300,
                initial=NOT_GIVEN if is_missing else "",
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        """Ask for words only where something is ticked."""
        for code in self.about:
            if not self.cleaned_data.get(f"is_{code}"):
                self.errors.pop(f"what_{code}", None)
            elif what := self.cleaned_data.get(f"what_{code}"):
                self.cleaned_data[f"what_{code}"] = " ".join(what.split())  # one line of the notice
        return self.cleaned_data

    def lines(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"is_{code}"], self[f"what_{code}"]) for code in self.about]

    def gaps(self) -> list[rules.Gap]:
        """Return what was ticked."""
        return [
            rules.Gap(code, name, self.cleaned_data[f"what_{code}"])
            for code, name in self.about.items()
            if self.cleaned_data[f"is_{code}"]
        ]


class TurnAwayForm(forms.Form):
    """Not needed, or refused acceptance: on which ground, and who is the right office."""

    NOT_NEEDED = rules.NOT_NEEDED

    ground = forms.ChoiceField(
        label=_("哪一种情况"),
        choices=[
            (rules.NOT_NEEDED, _("不受理：依法不需要取得许可")),
            (rules.OUTSIDE_POWER, _("不予受理：不属于本机关职权")),
            (rules.FALSE_PAPERS, _("不予受理：隐瞒情况或提供虚假材料")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择是哪一种情况。")},
    )
    right_office = forms.ModelChoiceField(
        label=_("应向哪个机关申请"),
        help_text=_("不属于本机关职权的，必须写明。"),
        queryset=Office.objects.none(),
        empty_label=_("请选择"),
        required=False,
    )
    reasons = forms.CharField(
        label=_("理由"),
        help_text=_("一行一条，会印在告知书上。"),
        error_messages={"required": _("请写明理由。")},
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, offices: Any, data: Any = None):
        super().__init__(data)
        self.fields["right_office"].queryset = offices  # type: ignore[attr-defined]


class HandOverForm(CollectForm):
    """Handing the result over at a window: by query code, or by the identity card that was read."""

    code = forms.CharField(
        label=_("查询码"),
        help_text=_("请领取人出示收件凭证上的查询码。"),
        max_length=12,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    identity = forms.CharField(
        label=_("身份证号"),
        help_text=_("没有查询码时，核对申请人或经办人的身份证。"),
        max_length=18,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
