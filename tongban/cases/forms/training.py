"""What a hall manager fills in about training and rotation."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.people.models import Office, Officer
from tongban.ui.fields import day_field
from tongban.windows.models import Training, Window

SELECT = {"class": "form-select"}


class TrainingForm(forms.Form):
    """Who took part in what, until when it holds, and what they may take on its ground."""

    officers = forms.MultipleChoiceField(
        label=_("人员"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("请选择人员。")}
    )
    kind = forms.ChoiceField(
        label=_("类别"), choices=Training.Kind.choices, initial=Training.Kind.COURSE, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=_("名称"), max_length=80, widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"})
    )
    since = day_field(_("从哪一天起"))
    until = day_field(_("到哪一天为止"))
    hours = forms.IntegerField(
        label=_("学时"),
        required=False,
        min_value=0,
        max_value=999,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    window = forms.ChoiceField(
        label=_("轮岗的窗口"), required=False, help_text=_("只有轮岗才填。"), widget=forms.Select(attrs=SELECT)
    )
    passed = forms.BooleanField(label=_("考核合格"), required=False, initial=True)
    valid_until = day_field(_("有效期至"), required=False, hint=_("到期后，凭它确认的能力同时到期，不再分派这些事项。"))
    office = forms.ChoiceField(
        label=_("合格后可以办理的部门事项"),
        required=False,
        help_text=_("不选就只登记，不改能力清单。"),
        widget=forms.Select(attrs=SELECT),
    )

    def __init__(
        self,
        officers: Iterable[Officer],
        windows: Iterable[Window],
        offices: Iterable[Office],
        data: Any = None,
        *,
        today: date,
    ):
        super().__init__(data, initial={"since": today, "until": today, "passed": True})
        self.known_officers = {str(each.pk): each for each in officers}
        self.known_windows = {str(each.pk): each for each in windows}
        self.known_offices = {str(each.pk): each for each in offices}
        none = ("", _("不选"))
        choices: dict[str, list[Any]] = {
            "officers": [(pk, each.name) for pk, each in self.known_officers.items()],
            "window": [none, *((pk, f"{each.number} {each.name}") for pk, each in self.known_windows.items())],
            "office": [none, *((pk, each.name) for pk, each in self.known_offices.items())],
        }
        for name, listed in choices.items():
            self.fields[name].choices = listed  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """Return what the action takes."""
        given = self.cleaned_data
        return {
            "officers": [self.known_officers[pk] for pk in given["officers"]],
            "window": self.known_windows.get(given["window"]),
            "offices": [self.known_offices[given["office"]]] if given["office"] else [],
            "hours": given["hours"] or 0,
            **{name: given[name] for name in ("kind", "title", "since", "until", "passed", "valid_until")},
        }
