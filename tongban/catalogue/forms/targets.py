"""What a figure is to reach, and how items stood before a reform."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TargetForm(forms.Form):
    """A target in per cent, from a day on, with its source."""

    percent = forms.DecimalField(
        label=_("目标（%）"), min_value=0, max_value=100, decimal_places=2, max_digits=5, localize=False
    )
    since = forms.DateField(label=_("自哪天起"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    source = forms.CharField(label=_("出处"), max_length=200, help_text=_("例如哪份文件、哪次会议。"))

    def __init__(self, data: object = None):
        super().__init__(data)  # type: ignore[arg-type]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"


class BaselineForm(forms.Form):
    """Keep how items stand today, for those that have no baseline yet."""

    source = forms.CharField(label=_("基线的出处"), max_length=200, help_text=_("例如改革方案的名称和文号。"))

    def __init__(self, data: object = None):
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["source"].widget.attrs["class"] = "form-control"
