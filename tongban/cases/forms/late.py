"""What came while the system was away: the slip that was given by hand, and outages and pads themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.cases.actions.late_entries import OnPaper
from tongban.windows.models import ServicePoint
from tongban.windows.rules import LARGEST_PAD

PREFIX = "late"
USUAL_PAD = 20


def _moment(label: Any, **options: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "class": "form-control"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, **options)


class SlipForm(forms.Form):
    """A part of the sheet, left empty for whatever came in the usual way."""

    number = forms.CharField(
        label=_("应急编号"),
        help_text=_("手写收件凭证上的编号，例如 H0003-17-2；不是补录就不用填。"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off", "spellcheck": "false"}),
    )
    received_at = _moment(_("实际收件时间"), required=False)
    accepted_at = _moment(_("实际受理时间"), required=False, help_text=_("当时已给纸质受理通知书的才填。"))

    def __init__(self, data: Any = None):
        super().__init__(data, prefix=PREFIX)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if any(given.values()):
            for name in ("number", "received_at"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("补录必须填写这一项。"))
        return given

    def on_paper(self) -> OnPaper | None:
        """Return what the slip says; None if there is none."""
        if not self.cleaned_data["number"]:
            return None
        return OnPaper(**{name: self.cleaned_data[name] for name in ("number", "received_at", "accepted_at")})


class AtServicePoint(forms.Form):
    """Something that concerns one of the officer's service points."""

    service_point = forms.ModelChoiceField(
        ServicePoint.objects.none(), label=_("服务点"), widget=forms.Select(attrs={"class": "form-select"})
    )

    def __init__(self, points: Any, data: Any = None):
        super().__init__(data, prefix=self.prefix)
        self.fields["service_point"].queryset = points  # type: ignore[attr-defined]


class OutageForm(AtServicePoint):
    """When a service point worked without the system."""

    began_at = _moment(_("停机时间"))
    ended_at = _moment(_("恢复时间"), required=False, help_text=_("还没有恢复的，先不填。"))
    cause = forms.CharField(label=_("原因"), max_length=200, widget=forms.TextInput(attrs={"class": "form-control"}))


class EndOutageForm(forms.Form):
    """When the system came back."""

    ended_at = _moment(_("恢复时间"))


class PadForm(AtServicePoint):
    """A pad of numbers to print."""

    prefix = "pad"
    size = forms.IntegerField(
        label=_("张数"),
        min_value=1,
        max_value=LARGEST_PAD,
        initial=USUAL_PAD,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )


class RefusalForm(forms.Form):
    """Why the times of a late entry are not believed."""

    remark = forms.CharField(label=_("理由"), max_length=200, widget=forms.TextInput(attrs={"class": "form-control"}))
