"""Over which days figures are asked."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.ui.fields import day_field


class PeriodForm(forms.Form):
    """From a day to a day, both included; the year so far unless told otherwise."""

    since = day_field(_("从"), required=False)
    until = day_field(_("到"), required=False)

    def period(self, today: date) -> tuple[date, date]:
        """Return the days asked for; what cannot be read, or ends before it begins, is as if nothing was asked."""
        given = self.cleaned_data if self.is_valid() else {}
        first, last = given.get("since") or today.replace(month=1, day=1), given.get("until") or today
        return (first, last) if first <= last else (today.replace(month=1, day=1), today)
