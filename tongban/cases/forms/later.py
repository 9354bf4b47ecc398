"""What an officer types about a licence that was granted, about a check, and about what was published."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tongban.cases.models import Publication, RegulatorReport, Result
from tongban.cases.rules.later_acts import CORRECT, LaterAct
from tongban.matters.rules.citing import without_notes
from tongban.ui.fields import day_field


class LaterActForm(forms.Form):
    """One act on a licence: its ground with the article, the facts, and for a correction what is right."""

    ground = forms.ChoiceField(
        label=_("情形"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择情形。")},
    )
    reasons = forms.CharField(
        label=_("事实和理由"),
        help_text=_("一行一条，会印在文书上。"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("请写明理由。")},
    )

    def __init__(self, act: LaterAct, result: Result | None, data: Any = None, ground: str = ""):
        super().__init__(data, initial={"ground": ground or act.grounds[0].code})
        is_chinese = (get_language() or "zh").startswith("zh")
        self.fields["ground"].choices = [  # type: ignore[attr-defined]
            (each.code, f"{each.text if is_chinese else each.text_en}（{without_notes(each.basis)}）")
            for each in act.grounds
        ]
        self.corrects = act.kind == CORRECT and result is not None
        if self.corrects and result:
            self.fields["name"] = forms.CharField(label=_("证件名称"), max_length=200, initial=result.name)
            self.fields["valid_until"] = day_field(
                _("有效期至"), required=False, initial=result.valid_until, hint=_("没有届满日的不填。")
            )

    def changes(self, result: Result | None) -> dict[str, str]:
        """Return what is right instead, as far as it differs."""
        if not self.corrects or result is None:
            return {}
        given = {"name": self.cleaned_data["name"], "valid_until": self.cleaned_data.get("valid_until")}
        differing = {name: value for name, value in given.items() if value and value != getattr(result, name)}
        return {name: value if isinstance(value, str) else value.isoformat() for name, value in differing.items()}


class StatementForm(forms.Form):
    """What the party says to what was announced."""

    text = forms.CharField(
        label=_("陈述、申辩意见"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("请写下您的意见。")},
    )


class CheckForm(forms.Form):
    """What a check of a commitment found."""

    outcome = forms.ChoiceField(
        label=_("核查结论"),
        widget=forms.RadioSelect,
        choices=[
            ("met", _("符合承诺")),
            ("ordered", _("不符合承诺，责令限期改正")),
            ("false", _("虚假承诺，移送原决定机关撤销")),
        ],
        error_messages={"required": _("请选择核查结论。")},
    )
    findings = forms.CharField(
        label=_("核查情况"),
        help_text=_("两名以上人员到场，写明看到什么。"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("请写明核查情况。")},
    )
    order = forms.CharField(
        label=_("改正要求"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    order_due_on = day_field(_("改正期限"), required=False)


class CorrectedForm(forms.Form):
    """How it stands after the day of an order."""

    is_corrected = forms.TypedChoiceField(
        label=_("复查结论"),
        widget=forms.RadioSelect,
        choices=[("yes", _("已经改正")), ("no", _("没有改正，移送原决定机关撤销"))],
        coerce=lambda value: value == "yes",
        error_messages={"required": _("请选择复查结论。")},
    )
    findings = forms.CharField(
        label=_("复查情况"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("请写明核查情况。")},
    )


class ReportForm(forms.Form):
    """A check or a penalty, told by the office that regulates."""

    kind = forms.ChoiceField(
        label=_("类型"),
        widget=forms.RadioSelect,
        choices=[
            (RegulatorReport.Kind.CHECK, RegulatorReport.Kind.CHECK.label),
            (RegulatorReport.Kind.PENALTY, RegulatorReport.Kind.PENALTY.label),
        ],
        initial=RegulatorReport.Kind.CHECK,
    )
    on = day_field(_("日期"), error_messages={"required": _("请填写日期。")})
    found_a_fault = forms.BooleanField(label=_("发现问题"), required=False)
    text = forms.CharField(
        label=_("情况"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("请写明核查情况。")},
    )
    number = forms.CharField(label=_("处罚决定书文号"), required=False, max_length=60)


class PublicationForm(forms.Form):
    """What was published wrongly, as it is right."""

    content = forms.CharField(label=_("许可内容"), max_length=400)
    licence_name = forms.CharField(label=_("许可证书名称"), max_length=200, required=False)
    valid_until = day_field(_("有效期至"), required=False)
    reason = forms.CharField(label=_("更正原因"), max_length=300, error_messages={"required": _("请写明理由。")})

    def __init__(self, row: Publication, data: Any = None):
        shown = {name: getattr(row, name) for name in ("content", "licence_name", "valid_until")}
        super().__init__(data, initial=shown)
