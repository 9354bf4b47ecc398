"""What is typed when a draft is handed in, and when it is sent back."""

from django import forms
from django.utils.translation import gettext_lazy as _


class HandInForm(forms.Form):
    """From which day it is to hold, and until which; both may stay open."""

    effective_on = forms.DateField(
        label=_("生效日期"),
        required=False,
        help_text=_("不填，审定后当天生效。"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    retires_on = forms.DateField(
        label=_("计划取消日期"),
        required=False,
        help_text=_("最后一天；过后不再接收新申请。"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )


class SendBackForm(forms.Form):
    """Why it goes back."""

    note = forms.CharField(
        label=_("退回的原因"), required=False, max_length=400, widget=forms.Textarea({"rows": 3, "maxlength": 400})
    )
