"""Form fields for identifiers: they store the normal form and say in words what is wrong."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tongban.people.rules.identifiers import check_mobile, normal_phone
from tongban.ui.wording import say


class PhoneField(forms.CharField):
    """A mobile number that can receive a code."""

    def __init__(self, **kwargs: Any):
        widget = forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel-national"})
        super().__init__(**{"label": _("手机号码"), "widget": widget, "max_length": 20, **kwargs})

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if text and (obstacles := check_mobile(text)):
            raise ValidationError([say(obstacle) for obstacle in obstacles])
        return normal_phone(text)
