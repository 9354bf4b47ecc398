"""What a greeter notes of who came, and what a queue is made of."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.catalogue.models import Item
from tongban.windows.models import Visit, Window


class ArrivalForm(forms.Form):
    """Who came, if they say, and what for."""

    called = forms.CharField(
        label=_("称呼"),
        max_length=20,
        required=False,
        help_text=_("例如李女士；不愿意说就不填。"),
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    items = forms.MultipleChoiceField(label=_("来办什么"), required=False, widget=forms.CheckboxSelectMultiple)
    goes_first = forms.BooleanField(
        label=_("优先：老人、残疾人、孕妇、带幼儿"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def __init__(self, items: Iterable[Item], data: Any = None):
        super().__init__(data)
        choices = [(each.code, f"{each.catalog_item.name}（{each.office.short_name}）") for each in items]
        self.fields["items"].choices = choices  # type: ignore[attr-defined]


class PoolForm(forms.Form):
    """A queue: its name and the windows that serve it."""

    name = forms.CharField(
        label=_("队列名称"),
        max_length=60,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    windows = forms.MultipleChoiceField(
        label=_("窗口"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("请选择窗口。")}
    )

    def __init__(self, windows: Iterable[Window], data: Any = None):
        super().__init__(data)
        self.by_key = {str(each.pk): each for each in windows}
        choices = [(key, f"{each.number} {each.name}") for key, each in self.by_key.items()]
        self.fields["windows"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> list[Window]:
        return [self.by_key[key] for key in self.cleaned_data["windows"]]


class ParkForm(forms.Form):
    """Why a visit is set aside."""

    reason = forms.ChoiceField(choices=Visit.ParkedFor.choices)
