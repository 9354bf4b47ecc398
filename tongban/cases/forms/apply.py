"""What an applicant types around the item's own form: for whom, in which situation, how to get the result."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tongban.cases.forms.application import labelled, sized
from tongban.cases.rules.promises import COMMITMENT, GAPS
from tongban.catalogue.rules.questions import question_errors, questions_in, read_answers
from tongban.people.models import Party
from tongban.ui.wording import say

WAYS = (("window", _("到窗口领取")), ("download", _("网上下载")), ("courier", _("邮寄送达")))


class QuestionsForm(forms.Form):
    """The scenario questions of an item."""

    use_required_attribute = False

    def __init__(
        self,
        questions: Sequence[Mapping[str, Any]],
        *,
        language: str,
        data: QueryDict | None = None,
        initial: Mapping[str, Any] | None = None,
    ):
        super().__init__(data)
        self.questions = questions
        raw = {key: data.get(key, "") for key in data} if data is not None else {}
        self.answers = read_answers(questions, raw) if data is not None else dict(initial or {})
        for question in questions_in(questions, self.answers, language):
            label = labelled(question.label, question.unit)
            shared: dict[str, Any] = {"label": label, "help_text": question.why, "initial": question.answer}
            if question.kind == "number":
                widget = forms.TextInput(attrs={"inputmode": "decimal"})
                self.fields[question.key] = sized(forms.CharField(widget=widget, **shared), "short")
            else:
                self.fields[question.key] = forms.ChoiceField(
                    choices=question.choices, widget=forms.RadioSelect, **shared
                )

    def _clean_fields(self) -> None:
        self.cleaned_data = dict(self.answers)

    def _clean_form(self) -> None:
        for obstacle in question_errors(self.questions, self.answers):
            self.add_error(obstacle.about, say(obstacle))


class ForWhomForm(forms.Form):
    """Oneself, or somebody who has authorised one."""

    party = forms.ChoiceField(label=_("为谁办理"), widget=forms.RadioSelect)

    def __init__(self, parties: Sequence[Party], data: QueryDict | None = None):
        super().__init__(data)
        own, *others = parties
        choices = [(str(own.pk), _("我自己（%(name)s）") % {"name": own.shown_name})]
        choices += [(str(party.pk), party.shown_name) for party in others]
        self.fields["party"].choices = choices  # type: ignore[attr-defined]
        self.fields["party"].initial = str(own.pk)
        self.parties = {str(party.pk): party for party in parties}

    def chosen(self) -> Party:
        return self.parties[self.cleaned_data["party"]]


class HandInForm(forms.Form):
    """The last page: how the result comes, and the word that everything is true."""

    deliver_way = forms.ChoiceField(label=_("怎么领取结果"), choices=WAYS, widget=forms.RadioSelect, initial="window")
    is_true = forms.BooleanField(
        label=_("我已核对以上内容，并承诺所填内容和所交材料真实、合法、有效。"),
        error_messages={"required": _("请先核对并勾选承诺。")},
    )


def way_field() -> forms.ChoiceField:
    """Return the choice between a commitment and the ordinary way; nothing is chosen for anybody."""
    return forms.ChoiceField(
        label=_("按哪种方式办"),
        choices=[
            (COMMITMENT, _("告知承诺：您承诺符合条件，我们当场发证，之后上门核查")),
            ("ordinary", _("一般程序：先检查，后决定")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择按哪种方式办。")},
    )


class PromisingForm(HandInForm):
    """The same, with what may be promised: that what lacks will come, or that every condition is met."""

    def __init__(self, *args: Any, lacks: bool, commits: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if commits:
            self.fields["way"] = way_field()
        if lacks:
            self.fields["follows"] = forms.BooleanField(
                label=_("我已阅读上面的承诺，先提交申请，按期补交材料。"),
                error_messages={"required": _("请上传材料，或者勾选承诺后补。")},
            )
        self.order_fields(["way", "follows", "deliver_way", "is_true"])

    def promises(self) -> set[str]:
        """Return the kinds of promise that are signed with the hand-in."""
        given = self.cleaned_data
        kinds = {COMMITMENT} if given.get("way") == COMMITMENT else set()
        return kinds | ({GAPS} if given.get("follows") else set())


class WithdrawForm(forms.Form):
    """Taking an application back."""

    reason = forms.CharField(
        label=_("撤回原因"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
