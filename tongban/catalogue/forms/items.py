"""What a manager types to suspend or to cancel an item."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.ui.fields import day_field

LONGEST_REASON = 400


def reason_field(label: Any, hint: Any = "") -> forms.CharField:
    rows = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=LONGEST_REASON, help_text=hint, widget=rows)


class SuspensionForm(forms.Form):
    """From which day to which, and why."""

    since = day_field(_("从哪一天起暂停"))
    until = day_field(_("暂停的最后一天"), required=False, hint=_("第二天自动恢复；还不知道就不填，以后手动恢复。"))
    reason = reason_field(_("暂停的原因"), hint=_("会显示在办事指南上，写给申请人看。"))

    def __init__(self, *args: Any, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = today


class RetirementForm(forms.Form):
    """Why, and until which day it still takes applications; without a day it ends at once."""

    last_day = day_field(_("最后受理的一天"), required=False, hint=_("到这一天为止照常接收申请；不填，现在就取消。"))
    reason = reason_field(_("取消的原因"), hint=_("例如设定依据已经废止，写明文件和条款。"))
