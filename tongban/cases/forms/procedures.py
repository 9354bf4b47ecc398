"""What is typed about special procedures and hearings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.cases.forms.site_visits import OfficersField, moment_field
from tongban.cases.models import Hearing, Procedure
from tongban.cases.rules.procedures import own_procedures
from tongban.matters.queries.progress import procedure_in_words
from tongban.matters.rules.procedures import kind_named, procedure_kinds
from tongban.people.models import Officer

ASKED = {
    "held_on": _("举行日期"),
    "experts": _("专家名单"),
    "institution": _("受托机构"),
    "where": _("公示地点和网址"),
    "inspectors": _("检验、检测人员"),
}


class BeginProcedureForm(forms.Form):
    """Which procedure, for how long, why; those that the item lists come first."""

    kind = forms.ChoiceField(label=_("种类"))
    expected_days = forms.IntegerField(label=_("预计多少个工作日"), min_value=1, max_value=250)
    reason = forms.CharField(label=_("理由"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    basis = forms.CharField(
        label=_("依据"), max_length=200, required=False, help_text=_("事项已列明的可以不填；会告知申请人。")
    )
    inspectors = OfficersField(
        Officer.objects.none(), label=_("指派人员"), required=False, help_text=_("检验、检测、检疫须指派两名以上。")
    )

    def __init__(self, elements: Any, officers: Any, data: Any = None):
        super().__init__(data)
        own = own_procedures(elements)
        listed = [(name, _("%(name)s（事项已列明）") % {"name": procedure_in_words(name)}) for name in own]
        others = [
            (kind.name, procedure_in_words(kind.name)) for kind in procedure_kinds().values() if kind.name not in own
        ]
        self.fields["kind"].choices = [*listed, *others]  # type: ignore[attr-defined]
        self.fields["inspectors"].queryset = officers  # type: ignore[attr-defined]


class EndProcedureForm(forms.Form):
    """How it ended: a conclusion, the result, an opinion, and what its kind asks for."""

    outcome = forms.ChoiceField(label=_("结论"), choices=Procedure.Outcome.choices, widget=forms.RadioSelect)
    result = forms.CharField(label=_("结果"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    opinion = forms.CharField(
        label=_("意见"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, kind: str, data: Any = None, **options: Any):
        super().__init__(data, **options)
        known = kind_named(kind)
        self.asked = tuple(name for name in (known.asks if known else ()) if name != "inspectors")
        for name in self.asked:
            self.fields[name] = forms.CharField(label=ASKED[name], max_length=300)

    def ended(self) -> dict[str, Any]:
        """Return what ``end_procedure`` takes of the form."""
        given = self.cleaned_data
        details = {name: given[name] for name in self.asked}
        return {**{name: given[name] for name in ("outcome", "result", "opinion")}, "details": details}


class HearingRightForm(forms.Form):
    matter_of = forms.CharField(label=_("可以要求听证的事项"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class WhoForm(forms.Form):
    """For whom something of a hearing is taken in: the applicant, or somebody else who was told."""

    person = forms.TypedChoiceField(label=_("谁"), coerce=int, empty_value=None, required=False)

    def __init__(self, hearing: Hearing | None, data: Any = None):
        super().__init__(data)
        told = hearing.interested.order_by("pk") if hearing else []
        names = [(each.pk, _("利害关系人 %(name)s") % {"name": each.name}) for each in told]
        self.fields["person"].choices = [("", _("申请人")), *names]  # type: ignore[attr-defined]


class InterestedPersonForm(forms.Form):
    """Somebody beside the applicant who is told, too: who, and where the notice goes."""

    name = forms.CharField(label=_("利害关系人姓名或者名称"), max_length=100)
    contact = forms.CharField(label=_("送达地址或者电话"), max_length=200)
    phone = forms.CharField(
        label=_("手机号"), max_length=20, required=False, help_text=_("填了就发短信；不知道的不填。")
    )
    identity = forms.CharField(
        label=_("身份证号码或者统一社会信用代码"),
        max_length=30,
        required=False,
        help_text=_("填了，本人登录后就能看到告知书；不知道的不填，凭编码办理。"),
    )


class GivingUpForm(WhoForm):
    """That somebody gave the right up in writing."""

    is_confirmed = forms.BooleanField(label=_("已收到本人签字的书面声明，并已扫描入卷"), required=False)


class HearingRequestForm(WhoForm):
    expected_days = forms.IntegerField(label=_("预计多少个工作日"), min_value=1, max_value=20, initial=20)


class HearingNoticeForm(forms.Form):
    """When and where it is held, and who chairs it."""

    set_for = moment_field(_("听证时间"))
    place = forms.CharField(label=_("地点"), max_length=200)
    chair = forms.ModelChoiceField(
        Officer.objects.none(), label=_("主持人"), help_text=_("审查这件申请的人员不能主持。")
    )

    def __init__(self, officers: Any, data: Any = None):
        super().__init__(data)
        self.fields["chair"].queryset = officers  # type: ignore[attr-defined]


class HearingRecordForm(forms.Form):
    outcome = forms.ChoiceField(label=_("结论"), choices=Procedure.Outcome.choices, widget=forms.RadioSelect)
    record = forms.CharField(label=_("听证笔录"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
