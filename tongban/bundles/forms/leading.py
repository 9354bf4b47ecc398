"""What the lead office types."""

from django import forms
from django.utils.translation import gettext_lazy as _


class UrgeMemberForm(forms.Form):
    text = forms.CharField(label=_("催办内容"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


class EndForm(forms.Form):
    reason = forms.CharField(label=_("原因"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
