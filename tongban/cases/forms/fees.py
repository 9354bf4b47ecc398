"""Charging what an item lists: how many of each, at what price."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.kernel.money import Money, NotAnAmount


class ChargeForm(forms.Form):
    """Quantity and price for every charge of the item; a quantity of none leaves it out."""

    def __init__(self, charges: Sequence[Mapping[str, Any]], data: Any = None):
        super().__init__(data, prefix="fee")
        self.charges = list(charges)
        for place, charge in enumerate(self.charges):
            quantity = {"class": "form-control", "inputmode": "numeric", "min": "0", "max": "9999"}
            self.fields[f"quantity_{place}"] = forms.IntegerField(
                label=_("%(name)s：数量") % {"name": charge["name"]},
                help_text=charge.get("standard", ""),
                min_value=0,
                max_value=9999,
                required=False,
                initial=1 if len(self.charges) == 1 else 0,
                widget=forms.NumberInput(attrs=quantity),
            )
            known = charge.get("amount")
            self.fields[f"price_{place}"] = forms.CharField(
                label=_("单价（元）"),
                max_length=20,
                required=False,
                initial=str(Money(known)) if known else "",
                widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "decimal"}),
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for place in range(len(self.charges)):
            try:
                given[f"price_{place}"] = Money.parse(given.get(f"price_{place}") or "0").fen
            except NotAnAmount:
                self.add_error(f"price_{place}", _("请填写金额，例如 80 或 80.50。"))
        return given

    def chosen(self) -> dict[str, tuple[int, int]]:
        """Return quantity and price in fen of what is charged, by name."""
        found = self.cleaned_data
        return {
            charge["name"]: (found[f"quantity_{place}"], found[f"price_{place}"])
            for place, charge in enumerate(self.charges)
            if found.get(f"quantity_{place}")
        }


class ReasonForm(forms.Form):
    """Why a notice is cancelled or money goes back."""

    reason = forms.CharField(
        label=_("原因"), max_length=200, widget=forms.TextInput(attrs={"class": "form-control", "required": True})
    )


class ProofForm(forms.Form):
    """The number of a proof that was seen."""

    proof = forms.CharField(
        label=_("凭证编号"), max_length=80, widget=forms.TextInput(attrs={"class": "form-control", "required": True})
    )
