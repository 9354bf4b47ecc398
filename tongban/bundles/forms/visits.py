"""What is typed about a joint site visit: what it looks at and who goes, an answer, another time."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.bundles.queries.joint_visits import Offered
from tongban.cases.forms.site_visits import OfficersField, moment_field
from tongban.people.models import Officer

TWO = _("本部门两名以上（行政许可法第三十四条）。")


class ProposeForm(forms.Form):
    """When, where, which reviews; and who goes for the office of whoever proposes, where it reviews one."""

    planned_for = moment_field(_("时间"))
    place = forms.CharField(label=_("地点"), max_length=200, help_text=_("会告知申请人。"))
    steps = forms.TypedMultipleChoiceField(
        label=_("一起看哪些"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("正在审查、还没有安排踏勘的已勾选；至少两家部门。"),
        error_messages={"required": _("请至少勾选两家部门的环节。")},
    )
    officers = OfficersField(Officer.objects.none(), label=_("本部门谁去"), help_text=TWO, required=False)

    def __init__(self, reviews: Sequence[Offered], officers: Any, data: Any = None, **options: Any):
        offered = [each for each in reviews if not each.why_not]
        chosen = [each.step.pk for each in offered if each.is_chosen]
        super().__init__(data, initial={"steps": chosen, **options.pop("initial", {})}, **options)
        self.fields["steps"].choices = [  # type: ignore[attr-defined]
            (each.step.pk, f"{each.step.office.short_name}：{each.step.matter.subject_title} · {each.step.name}")
            for each in offered
        ]
        if officers is None:
            del self.fields["officers"]
        else:
            self.fields["officers"].queryset = officers  # type: ignore[attr-defined]


class JoinForm(forms.Form):
    officers = OfficersField(Officer.objects.none(), label=_("本部门谁去"), help_text=TWO)

    def __init__(self, officers: Any, data: Any = None, **options: Any):
        super().__init__(data, **options)
        self.fields["officers"].queryset = officers  # type: ignore[attr-defined]


class DeclineForm(forms.Form):
    reason = forms.CharField(label=_("不一起去的原因"), max_length=200)
