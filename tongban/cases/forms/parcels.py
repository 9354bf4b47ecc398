"""Where a parcel goes: what we know of the applicant stays on the server, and is used where nothing is typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tongban.people.fields import PhoneField
from tongban.people.models import Party


class ParcelForm(forms.Form):
    """Receiver, telephone and address."""

    receiver = forms.CharField(label=_("收件人"), max_length=60, required=False)
    phone = PhoneField(label=_("收件人手机"), required=False)
    address = forms.CharField(label=_("收件地址"), max_length=200, required=False)

    def __init__(self, party: Party, data: Any = None):
        super().__init__(data)
        self.known = {"receiver": party.name, "phone": party.phone, "address": party.address}
        for name, value in self.known.items():
            if value:
                self.fields[name].help_text = gettext("不填就用：%(value)s") % {"value": value}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for name, value in self.known.items():
            if not given.get(name) and not value and name not in self.errors:
                self.add_error(name, _("请填写这一项。"))
        return given

    def label(self) -> dict[str, str]:
        """Return what stands on the parcel, in clear."""
        return {name: self.cleaned_data.get(name) or value.text() for name, value in self.known.items()}
