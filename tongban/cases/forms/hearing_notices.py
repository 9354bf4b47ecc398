"""What is typed about a notice of the right to a hearing."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NoticeCodeForm(forms.Form):
    code = forms.CharField(
        label=_("告知书编码"), max_length=30, help_text=_("在听证告知书上，12 位字母和数字，不要告诉他人"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip
