"""What is typed about targets of speed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.cases.rules.speed import LONGEST
from tongban.people.models import Office
from tongban.ui.fields import day_field


def _text(label: Any, **options: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "form-control"})
    return forms.CharField(label=label, max_length=200, widget=widget, **options)


class SpeedForm(forms.Form):
    """In how many working days, from when, by which source."""

    days = forms.IntegerField(
        label=_("几个工作日内办结"),
        min_value=1,
        max_value=LONGEST,
        help_text=_("从受理到决定，受理当天不算（民法典第二百零一条）。"),
        widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
    )
    since = day_field(_("自哪天起"), hint=_("现行的目标到前一天为止。"))
    source = _text(_("出处"), help_text=_("例如哪份文件、哪次会议。"))


class OfficeSpeedForm(SpeedForm):
    """The same for every promised item of an office."""

    office = forms.ModelChoiceField(
        Office.objects.none(),
        label=_("部门"),
        empty_label=_("请选择"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    field_order = ("office", "days", "since", "source")

    def __init__(self, offices: list[Office], data: Any = None, **options: Any):
        super().__init__(data, **options)
        self.fields["office"].queryset = Office.objects.filter(pk__in=[each.pk for each in offices])  # type: ignore[attr-defined]


class EndSpeedForm(forms.Form):
    """The last day of a target, and why it ends."""

    until = day_field(_("到哪天为止"))
    reason = _text(_("理由"))


class FindSpeedForm(forms.Form):
    """Which items: by a word, of an office, those without a target as well."""

    q = _text(_("事项"), required=False)
    office = forms.ModelChoiceField(
        Office.objects.none(),
        label=_("部门"),
        required=False,
        empty_label=_("全部"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    all_of = forms.BooleanField(
        label=_("没有目标的也列出"), required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )

    def __init__(self, offices: list[Office], data: Any = None):
        super().__init__(data)
        self.fields["office"].queryset = Office.objects.filter(pk__in=[each.pk for each in offices])  # type: ignore[attr-defined]
