"""What is typed on the desk and at the public look-up: only whether it is well-shaped."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.matters.queries import Filters
from tongban.matters.queries.progress import procedure_in_words
from tongban.matters.rules.procedures import procedure_kinds
from tongban.people.models import Officer

OUTCOMES = [("pass", _("通过")), ("object", _("不通过"))]


class FiltersForm(forms.Form):
    """What narrows the work list; anything misspelt in the address narrows nothing."""

    whose = forms.CharField(required=False)
    office = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    light = forms.CharField(required=False)
    state = forms.CharField(required=False)
    item = forms.CharField(required=False)
    kind = forms.CharField(required=False)
    text = forms.CharField(required=False, max_length=60)

    def as_filters(self) -> Filters:
        self.is_valid()
        return Filters(**{name: value for name, value in self.cleaned_data.items() if value})


class OpinionForm(forms.Form):
    outcome = forms.ChoiceField(label=_("办理结果"), choices=OUTCOMES, widget=forms.RadioSelect)
    opinion = forms.CharField(
        label=_("意见"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReturnForm(forms.Form):
    to_wave = forms.TypedChoiceField(label=_("退回到"), coerce=int)
    reason = forms.CharField(label=_("退回理由"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, waves: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_wave"].choices = waves  # type: ignore[attr-defined]


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(label=_("移交给"), queryset=Officer.objects.none())

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues  # type: ignore[attr-defined]


class ExtendForm(forms.Form):
    amount = forms.IntegerField(label=_("延长多少个工作日"), min_value=1, max_value=60)
    reason = forms.CharField(label=_("理由"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    basis = forms.CharField(label=_("依据"), max_length=200, help_text=_("法律名称和条款，会告知申请人。"))


def _procedures() -> list[tuple[str, str]]:
    return [(kind.name, procedure_in_words(kind.name)) for kind in procedure_kinds().values()]


class ProcedureForm(forms.Form):
    kind = forms.ChoiceField(label=_("种类"), choices=_procedures)
    expected_days = forms.IntegerField(label=_("预计多少个工作日"), min_value=1, max_value=250)
    reason = forms.CharField(label=_("理由"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    basis = forms.CharField(label=_("依据"), max_length=200, help_text=_("法律名称和条款，会告知申请人。"))


class UrgeForm(forms.Form):
    text = forms.CharField(label=_("催办内容"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


class LookUpForm(forms.Form):
    number = forms.CharField(label=_("受理编号"), max_length=30, help_text=_("在收件凭证上，由数字和短横线组成"))
    query_code = forms.CharField(
        label=_("查询码"), max_length=12, help_text=_("8 位字母和数字，不要告诉他人"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip
