"""Over which days figures are asked."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


class PeriodForm(forms.Form):
    """From a day to a day, both included; the year so far unless told otherwise."""

    since = _day(_("从"))
    until = _day(_("到"))

    def period(self, today: date) -> tuple[date, date]:
        """Return the days asked for; what cannot be read, or ends before it begins, is as if nothing was asked."""
        given = self.cleaned_data if self.is_valid() else {}
        first, last = given.get("since") or today.replace(month=1, day=1), given.get("until") or today
        return (first, last) if first <= last else (today.replace(month=1, day=1), today)
