"""What an officer types to tell everybody of a region something."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tongban.catalogue.forms.delegations import OfficeField
from tongban.people.models import Office
from tongban.portal.models import Notice
from tongban.ui.fields import day_field


class NoticeForm(forms.Form):
    """In whose name, what, until when."""

    office = OfficeField(label=_("发布单位"), queryset=Office.objects.none())
    kind = forms.ChoiceField(label=_("类别"), choices=Notice.Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("标题"), max_length=120)
    text = forms.CharField(
        label=_("正文"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("向社会公开，请不要写个人信息。空一行分段。"),
    )
    last_day = day_field(_("最后一天"), required=False, hint=_("过了这一天不再显示在首页；没有期限就不填。"))

    def __init__(self, *args: Any, offices: QuerySet[Office], own: int, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["office"]
        choice.queryset, choice.initial = offices, own
        self.fields["kind"].initial = Notice.Kind.GENERAL
        self.fields["last_day"].widget.attrs["min"] = today.isoformat()
