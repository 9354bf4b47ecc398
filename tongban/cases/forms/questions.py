"""Question and answer."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AskForm(forms.Form):
    """What the front desk wants to know."""

    text = forms.CharField(
        label=_("要问什么"),
        max_length=300,
        error_messages={"required": _("请写明要问什么。")},
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )


class AnswerForm(forms.Form):
    """What the office says."""

    answer = forms.CharField(
        label=_("答复"),
        max_length=500,
        error_messages={"required": _("请写明答复。")},
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 2}),
    )
