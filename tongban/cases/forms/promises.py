"""What is typed where something is taken on a promise: how it was signed, how a paper came, why there is more time."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.cases.models import PaperGap, SignedPromise

AT_A_WINDOW = [
    (SignedPromise.Way.PAPER.value, SignedPromise.Way.PAPER.label),
    (SignedPromise.Way.PAD.value, SignedPromise.Way.PAD.label),
]


class SignedForm(forms.Form):
    """The promise was printed, read and signed."""

    way = forms.ChoiceField(
        label=_("怎么签的"), choices=AT_A_WINDOW, widget=forms.RadioSelect, initial=SignedPromise.Way.PAPER.value
    )
    is_signed = forms.BooleanField(
        label=_("申请人已阅读并签署承诺书"),
        error_messages={"required": _("请先打印承诺书，由申请人阅读并签署。")},
    )


class GapPromiseForm(SignedForm):
    """The same, with the days within which the papers come."""

    days = forms.IntegerField(
        label=_("几个工作日内补齐"),
        min_value=1,
        widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
    )
    field_order = ("days", "way", "is_signed")

    def __init__(self, most: int, data: Any = None):
        super().__init__(data, initial={"days": most})
        self.fields["days"].help_text = _("从受理的第二天起算，最多 %(most)s 个工作日。") % {"most": most}


class PreReviewForm(SignedForm):
    """What the office thinks so far; the signature, unless it was given already."""

    opinion = forms.CharField(
        label=_("预审意见"),
        help_text=_("写明现有材料是否符合要求、还要准备什么；会印在预审意见书上。"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any = None, *, is_signed: bool):
        super().__init__(data)
        if is_signed:
            del self.fields["way"], self.fields["is_signed"]


class ArrivalForm(forms.Form):
    """A paper that lacked came by hand or by post; the day on which it came counts."""

    way = forms.ChoiceField(
        label=_("怎么来的"),
        choices=[(way.value, way.label) for way in (PaperGap.Way.HAND, PaperGap.Way.POST)],
    )
    arrived_on = forms.DateField(
        label=_("到达日期"), widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")
    )
    copy_kept = forms.BooleanField(label=_("留复印件"), required=False, initial=True)
    original_seen = forms.BooleanField(label=_("原件已核验"), required=False)

    def __init__(self, *, today: date, prefix: str, data: Any = None):
        super().__init__(data, prefix=prefix, initial={"arrived_on": today})


class MoreTimeForm(forms.Form):
    """Force majeure kept the applicant from it: how many days more, and why."""

    days = forms.IntegerField(
        label=_("延长几个工作日"),
        min_value=1,
        max_value=60,
        widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
    )
    reason = forms.CharField(
        label=_("什么不可抗力"), max_length=200, widget=forms.TextInput(attrs={"class": "form-control"})
    )


class RepairForm(forms.Form):
    """On what ground a broken promise counts as made up for."""

    reason = forms.CharField(
        label=_("修复理由"), max_length=300, widget=forms.TextInput(attrs={"class": "form-control"})
    )
