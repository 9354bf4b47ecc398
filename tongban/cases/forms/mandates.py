"""What is typed of a mandate: whose powers, which kind, to whom, over which items, by which document."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tongban.catalogue.models import Item
from tongban.people.models import Mandate, Office, Officer
from tongban.people.models.mandates import POWER_NAMES
from tongban.people.rules.mandates import FIVE, OF_THE_OFFICE, POWERS_OF_KIND, SINGLE

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class WhoseForm(forms.Form):
    """First: which kind of mandate, of which office."""

    kind = forms.ChoiceField(label=_("授权类别"), choices=Mandate.Kind.choices, widget=forms.RadioSelect)
    office = forms.ModelChoiceField(Office.objects.none(), label=_("授权单位"))

    def __init__(self, offices: QuerySet[Office], data: Any = None):
        super().__init__(data, initial={"kind": Mandate.Kind.CHIEF_REPRESENTATIVE})
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]


class MandateForm(forms.Form):
    """Then: to whom, which powers, which items, and by which document."""

    staff_number = forms.CharField(label=_("被授权人工号"), max_length=20)
    powers = forms.MultipleChoiceField(label=_("权限"), widget=forms.CheckboxSelectMultiple)
    item_codes = forms.MultipleChoiceField(label=_("授权事项"), required=False, widget=forms.CheckboxSelectMultiple)
    document = forms.CharField(label=_("授权文号"), max_length=80)
    signer = forms.CharField(label=_("签发人"), max_length=40)
    since = forms.DateField(label=_("从哪天起"), widget=DAY)
    until = forms.DateField(label=_("到哪天止（含）"), widget=DAY, required=False)

    def __init__(self, kind: str, items: QuerySet[Item], data: Any = None, *, today: date):
        possible = POWERS_OF_KIND[kind]
        super().__init__(data, initial={"since": today, "powers": FIVE if kind in OF_THE_OFFICE else possible})
        powers, codes = self.fields["powers"], self.fields["item_codes"]
        powers.choices = [(power, POWER_NAMES[power]) for power in possible]  # type: ignore[attr-defined]
        codes.choices = [(item.code, item.catalog_item.name) for item in items]  # type: ignore[attr-defined]
        if kind in OF_THE_OFFICE:
            codes.help_text = _("不选：本单位全部事项")

    def clean_staff_number(self) -> str:
        number = self.cleaned_data["staff_number"].strip()
        self.officer = Officer.objects.filter(staff_number=number, account__kind="staff").first()
        if self.officer is None:
            raise forms.ValidationError(_now("没有这个工号"))
        return str(number)

    def asked(self) -> dict[str, Any]:
        """Return what the action asks for."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "staff_number"}
        return given | {"officer": self.officer}


class EndForm(forms.Form):
    """The last day of a mandate, and why it ends."""

    last_day = forms.DateField(label=_("最后一天"), widget=DAY, help_text=_("填昨天：立即终止"))
    reason = forms.CharField(label=_("原因"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


def items_of(office: Office, kind: str) -> QuerySet[Item]:
    """Return the items of an office that a mandate of a kind may name."""
    items = Item.objects.filter(office=office, current__isnull=False).select_related("catalog_item", "current")
    if kind == SINGLE:
        items = items.filter(current__is_instant=True, current__is_single_officer=True)
    return items.order_by("catalog_item__name", "pk")
