"""What a manager types of an agreement, and of what the partner says of an item: by hand, or from a file."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.catalogue.models import AgreedItem, Agreement, CatalogItem, Partner
from tongban.catalogue.queries.partners import read_partner_workbook
from tongban.catalogue.rules.partners import MOST_PAPERS, NotReadable, read_partner_file
from tongban.people.models import Office, Officer
from tongban.people.queries import accessible_offices
from tongban.ui.fields import day_field
from tongban.ui.wording import say

FORMATS = [("纸质", _("纸质")), ("电子", _("电子")), ("纸质或电子", _("纸质或电子"))]
TYPES = [("原件", _("原件")), ("复印件", _("复印件")), ("原件和复印件", _("原件和复印件"))]
NEEDS = [("必要", _("必要")), ("非必要", _("非必要")), ("容缺后补", _("容缺后补"))]
LARGEST = 2_000_000  # bytes of a file with the elements of one item


class AgreementForm(forms.Form):
    """Who with whom, how far it reaches, from when to when."""

    office = forms.ModelChoiceField(label=_("我方签约单位"), queryset=Office.objects.none())
    title = forms.CharField(label=_("协议名称"), max_length=120)
    reach = forms.ChoiceField(label=_("通办范围"), choices=Agreement.Reach.choices, widget=forms.RadioSelect)
    partner_code = forms.RegexField(
        label=_("对方行政区划代码"), regex=r"^\d{6}$", help_text=_("6 位，例如 421300。已有的合作地区填代码就行。")
    )
    partner_name = forms.CharField(label=_("对方地区名称"), max_length=60, required=False)
    partner_province = forms.CharField(label=_("对方所在省"), max_length=60, required=False)
    signed_on = day_field(_("签订日期"))
    since = day_field(_("从哪一天起生效"))
    until = day_field(_("最后一天"), required=False, hint=_("没有期限就不填。"))

    def __init__(self, *args: Any, officer: Officer, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offices: Any = self.fields["office"]
        mine = Office.objects.filter(accessible_offices(officer, "manage_catalogue", on=today, field="pk"))
        offices.queryset = mine.filter(level__lte="5").order_by("level", "region", "name")
        self.fields["signed_on"].initial = self.fields["since"].initial = today

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        known = Partner.objects.filter(code=given.get("partner_code", "")).first()
        if known is None and given.get("partner_code"):
            for name in ("partner_name", "partner_province"):
                if not given.get(name):
                    self.add_error(name, _("这个地区是第一次合作，请填写。"))
        given["partner"] = known or Partner(
            code=given.get("partner_code", ""),
            name=given.get("partner_name", ""),
            province=given.get("partner_province", ""),
        )
        return given

    def signed(self) -> dict[str, Any]:
        """Return what the action takes."""
        names = ("office", "partner", "reach", "title", "signed_on", "since", "until")
        return {name: self.cleaned_data[name] for name in names}


class PartnerSideForm(forms.Form):
    """What the partner says of an item, apart from its papers; a file says it all."""

    mode = forms.ChoiceField(label=_("通办方式"), choices=AgreedItem.Mode.choices, widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("对方的要素文件"),
        required=False,
        help_text=_("按交换字段名的 JSON，或者本系统的事项工作簿（xlsx），只放一个事项；选了文件，就以文件为准。"),
    )
    task_name = forms.CharField(label=_("对方的事项名称"), max_length=200, required=False)
    catalog_code = forms.CharField(label=_("对方的基本编码"), max_length=12, required=False)
    task_type = forms.ChoiceField(label=_("对方的事项类型"), choices=CatalogItem.Type.choices, required=False)
    by_law = forms.CharField(
        label=_("对方的设定依据"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("每行一条，写明法律名称和条款。"),
    )  # fmt: skip
    handle_flow = forms.CharField(
        label=_("对方的办理环节"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("每行一个。受理、决定、办结、送达不用写。"),
    )  # fmt: skip

    def clean_file(self) -> dict[str, Any] | None:
        file = self.cleaned_data["file"]
        if not file:
            return None
        if file.size > LARGEST:
            raise forms.ValidationError(_("文件太大了：一个事项的要素不超过 2 MB。"))
        try:
            if file.name.lower().endswith(".xlsx"):
                return read_partner_workbook(file)
            return read_partner_file(file.read())
        except NotReadable as unreadable:
            raise forms.ValidationError([say(each) for each in unreadable.obstacles]) from None


class PartnerPaperForm(forms.Form):
    """One paper that the partner asks for; a row without a name is no paper."""

    material_name = forms.CharField(label=_("材料名称"), max_length=200, required=False)
    material_type = forms.ChoiceField(label=_("材料类型"), choices=TYPES, required=False)
    material_format = forms.ChoiceField(label=_("材料形式"), choices=FORMATS, required=False)
    is_need = forms.ChoiceField(label=_("必要性"), choices=NEEDS, required=False)


PartnerPapers = forms.formset_factory(PartnerPaperForm, extra=3, max_num=MOST_PAPERS, absolute_max=MOST_PAPERS)


def values_typed(side: PartnerSideForm, papers: Any) -> dict[str, Any]:
    """Return what was typed, or what the file says, by exchange fields. Both forms are valid."""
    given = side.cleaned_data
    if given["file"]:
        return dict(given["file"])
    rows = [row for row in papers.cleaned_data if row.get("material_name")]
    lists = {
        name: [line.strip() for line in given[name].splitlines() if line.strip()] for name in ("by_law", "handle_flow")
    }
    plain = {name: given[name] for name in ("task_name", "catalog_code", "task_type")}
    return {**plain, **lists, "materials": rows}


def as_typed(values: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return what is known of a partner's side as the first contents of both forms."""
    lines = {name: "\n".join(values.get(name) or ()) for name in ("by_law", "handle_flow")}
    plain = {name: values.get(name, "") for name in ("task_name", "catalog_code", "task_type")}
    return {**plain, **lines}, [dict(row) for row in values.get("materials") or ()]
