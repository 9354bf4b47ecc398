"""Putting a refused row right, and entering a place in the register of the network."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.exchange.models import NetworkSite
from tongban.exchange.models.systems import LEVELS
from tongban.exchange.rules.sets import COMMON, DataSet, Field
from tongban.people.models import Office, Region
from tongban.ui.fields import day_field

OURS = {field.name for field in COMMON} - {"project_no"}  # identifiers are never typed


class RowForm(forms.Form):
    """The fields of a row that are wrong, or all of them; a personal value is typed anew, never shown."""

    def __init__(self, chosen: DataSet, row: Mapping[str, str], wrong: Sequence[str], data: Any = None):
        super().__init__(data)
        asked = [field for field in chosen.fields if field.name in wrong] or list(chosen.fields)
        for field in asked:
            if field.name not in OURS:
                self.fields[field.name] = _input(field, "" if field.is_personal else row.get(field.name, ""))


def _input(field: Field, value: str) -> forms.Field:
    shared: dict[str, Any] = {
        "label": f"{field.title} {field.name}",
        "required": field.is_required and not field.is_personal,
        "initial": value,
    }
    if field.codes:
        choices = [(code, code) for code in sorted(field.codes)]
        return forms.ChoiceField(choices=[("", "—"), *choices], widget=forms.Select(), **shared)
    widget = forms.Textarea(attrs={"rows": 3}) if field.length > 400 else forms.TextInput()
    hint = {"moment": "YYYY-MM-DD HH:MM:SS", "day": "YYYY-MM-DD", "money": "0.00"}.get(field.kind, "")
    return forms.CharField(max_length=field.length, widget=widget, help_text=hint, **shared)


class PauseForm(forms.Form):
    reason = forms.CharField(label=_("暂停原因"), max_length=200)


class SiteForm(forms.Form):
    """One place of the register."""

    region = forms.ModelChoiceField(label=_("所在地区"), queryset=Region.objects.none())
    name = forms.CharField(label=_("接入点"), max_length=120)
    office = forms.ModelChoiceField(label=_("使用单位"), queryset=Office.objects.none(), required=False)
    is_reached = forms.BooleanField(label=_("已经接通"), required=False)
    reached_on = day_field(_("接通日期"), required=False)
    carrier = forms.CharField(label=_("承建单位"), max_length=60, required=False)
    bandwidth_mbps = forms.IntegerField(label=_("带宽（兆）"), min_value=1, max_value=1_000_000, required=False)
    checked_on = day_field(_("核查日期"))
    note = forms.CharField(label=_("备注"), max_length=200, required=False)

    def __init__(self, data: Any = None, *, site: NetworkSite | None = None, **options: Any):
        shown = {name: getattr(site, name) for name in self.base_fields} if site else {}
        super().__init__(data, initial={**shown, **options.pop("initial", {})}, **options)
        regions = Region.objects.filter(valid_to=None, level__in=[level.value for level in LEVELS]).order_by("code")
        self.fields["region"].queryset = regions  # type: ignore[attr-defined]
        self.fields["office"].queryset = Office.objects.order_by("name", "pk")  # type: ignore[attr-defined]
        self.fields["region"].label_from_instance = lambda region: f"{region.name} {region.code}"  # type: ignore[attr-defined]
        self.fields["office"].label_from_instance = lambda office: office.name  # type: ignore[attr-defined]
