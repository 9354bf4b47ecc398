"""What is typed at the shelf and on hand-over lists."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tongban.cases.actions.closing import ON_PAPER, PAD
from tongban.windows.models import ServicePoint

SIGNATURES = [(PAD, _("电子签名板")), (ON_PAPER, _("送达回证上签名"))]
SCANNED = {"class": "form-control", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class FindForm(forms.Form):
    """By what a result on the shelf is looked for: scanned or typed."""

    q = forms.CharField(
        label=_("编号、查询码或位置"), required=False, max_length=30, widget=forms.TextInput(attrs=SCANNED)
    )


class ShelveForm(forms.Form):
    """A result that is laid on the shelf."""

    number = forms.CharField(label=_("编号（可扫码）"), max_length=30, widget=forms.TextInput(attrs=SCANNED))
    place = forms.CharField(
        label=_("位置"),
        help_text=_("不填就用第一个空位。"),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs=SCANNED),
    )


class MoveForm(forms.Form):
    """Where results go on to."""

    to = forms.ModelChoiceField(
        ServicePoint.objects.none(),
        label=_("转到"),
        empty_label=_("请选择"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, points: "QuerySet[ServicePoint]", data: Any = None):
        super().__init__(data)
        self.fields["to"].queryset = points  # type: ignore[attr-defined]


class CollectForm(forms.Form):
    """How whoever fetches results signs for them."""

    signature = forms.ChoiceField(
        label=_("领取人签名"), choices=SIGNATURES, widget=forms.RadioSelect, initial=ON_PAPER, required=False
    )


class ScanForm(forms.Form):
    """The bar code of a bag."""

    bag = forms.CharField(label=_("扫描材料袋"), max_length=40, widget=forms.TextInput(attrs=SCANNED))


class SignForm(forms.Form):
    """Who signs for somebody outside."""

    signed_by = forms.CharField(
        label=_("对方签收人"), max_length=60, required=False, widget=forms.TextInput(attrs={"class": "form-control"})
    )


class VoidForm(forms.Form):
    """Why a receipt is made void."""

    reason = forms.CharField(
        label=_("作废原因"),
        max_length=200,
        error_messages={"required": _("请写明作废原因。")},
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
