"""What is typed about a site visit: its plan, and on the phone what was found."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.cases.models import VisitedCase, VisitReport
from tongban.cases.rules.site_visits import Check
from tongban.matters.models import Step
from tongban.people.models import Officer

ANSWERS = [("yes", _("符合")), ("no", _("不符合")), ("", _("未涉及"))]
MET = {"yes": True, "no": False, "": None}
LOCAL = "%Y-%m-%dT%H:%M"


def moment_field(label: Any, **options: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "class": "form-control"}, format=LOCAL)
    return forms.DateTimeField(label=label, widget=widget, **options)


class OfficersField(forms.ModelMultipleChoiceField):
    """Officers to be ticked, each with their office."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}（{obj.office.short_name}）"


class PlanForm(forms.Form):
    """When, where, for which step, who goes, and which other cases are looked at on the same trip."""

    planned_for = moment_field(_("时间"))
    place = forms.CharField(label=_("地点"), max_length=200, help_text=_("会告知申请人。"))
    step = forms.ChoiceField(label=_("哪个环节"), required=False)
    officers = OfficersField(
        Officer.objects.none(), label=_("谁去"), help_text=_("两名以上（行政许可法第三十四条），可以跨部门联合。")
    )
    others = forms.CharField(
        label=_("同一趟还看哪些办件"), max_length=300, required=False, help_text=_("受理编号，用逗号隔开；没有就不填。")
    )

    def __init__(self, steps: Sequence[Step], officers: Any, data: Any = None, **options: Any):
        super().__init__(data, **options)
        self._steps = {str(step.pk): step for step in steps}
        choices = [(key, f"{step.name}（{step.office.short_name}）") for key, step in self._steps.items()]
        self.fields["step"].choices = [*choices, ("", _("不属于某一环节"))]  # type: ignore[attr-defined]
        self.fields["officers"].queryset = officers  # type: ignore[attr-defined]

    def step_chosen(self) -> Step | None:
        return self._steps.get(self.cleaned_data["step"])

    def other_numbers(self) -> list[str]:
        return [part for part in self.cleaned_data["others"].replace("，", ",").replace(" ", ",").split(",") if part]


class PostponeForm(forms.Form):
    planned_for = moment_field(_("改到什么时间"))
    reason = forms.CharField(label=_("理由"), max_length=200)


class CancelForm(forms.Form):
    reason = forms.CharField(label=_("理由"), max_length=200)


class RecordForm(forms.Form):
    """What was found on the spot: point by point, in words, with a conclusion; the files come beside it."""

    key = forms.RegexField(r"^[0-9A-Za-z-]{8,64}$", widget=forms.HiddenInput)
    recorded_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    findings = forms.CharField(
        label=_("现场情况"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("请写明现场情况。")},
    )  # fmt: skip
    conclusion = forms.ChoiceField(
        label=_("结论"), choices=VisitReport.Conclusion.choices, widget=forms.RadioSelect,
        error_messages={"required": _("请选择是否符合要求。")},
    )  # fmt: skip
    place = forms.CharField(label=_("核查地点"), max_length=200, required=False)
    present = OfficersField(
        Officer.objects.none(), label=_("到场人员"), error_messages={"required": _("请勾选到场的两名以上人员。")}
    )
    gives_opinion = forms.BooleanField(label=_("同时作为本环节的意见提交"), required=False)

    def __init__(self, visited: VisitedCase, officers: Any, data: Any = None, **options: Any):
        super().__init__(data, **options)
        self._points = list(visited.points)
        self.fields["present"].queryset = officers  # type: ignore[attr-defined]
        for place, point in enumerate(self._points):
            self.fields[f"met_{place}"] = forms.ChoiceField(
                label=point, choices=ANSWERS, required=False, widget=forms.RadioSelect
            )
            self.fields[f"note_{place}"] = forms.CharField(label=_("说明"), max_length=200, required=False)
        if visited.step_id is None:
            del self.fields["gives_opinion"]

    def points(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"met_{place}"], self[f"note_{place}"]) for place in range(len(self._points))]

    def checks(self) -> list[Check]:
        given = self.cleaned_data
        return [
            Check(point, MET[given.get(f"met_{place}", "")], given.get(f"note_{place}", ""))
            for place, point in enumerate(self._points)
        ]

    def report(self, now: datetime) -> dict[str, Any]:
        """Return what ``record_site_visit`` takes of the form."""
        given = self.cleaned_data
        return {
            "key": given["key"],
            "checks": self.checks(),
            "findings": given["findings"],
            "conclusion": given["conclusion"],
            "place": given["place"],
            "present": list(given["present"]),
            "gives_opinion": given.get("gives_opinion", False),
            "recorded_at": given["recorded_at"] or now,
        }
