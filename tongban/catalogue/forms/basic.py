"""What a manager types about entries of the basic catalogue: narrowing, claiming, adding, ending."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tongban.catalogue.forms.items import reason_field
from tongban.catalogue.models import CatalogItem
from tongban.catalogue.queries.basic import Narrowed
from tongban.people.models import Office
from tongban.ui.fields import day_field

LONGEST = 60
CLAIMS = ("claimed", "unclaimed", "ended")


def narrowed_in(data: QueryDict) -> Narrowed:
    """Read the filters of the catalogue page; what is no choice of ours is left out."""

    def one_of(name: str, choices: Any) -> str:
        value = data.get(name, "")
        return value if value in choices else ""

    return Narrowed(
        text=data.get("q", "").replace("\x00", "").strip()[:LONGEST],
        item_type=one_of("type", [*CatalogItem.Type.values, "applied_for"]),
        origin=one_of("origin", CatalogItem.Origin.values),
        claim=one_of("claim", CLAIMS),
    )


class OfficeField(forms.ModelChoiceField):
    """An office, named with its place."""

    def label_from_instance(self, office: Office) -> str:  # type: ignore[override]
        return f"{office.region.name} · {office.name}"


class ClaimForm(forms.Form):
    """For which office, and who regulates where the powers were moved to a bureau."""

    office = OfficeField(label=_("认领到哪个部门"), queryset=Office.objects.none(), empty_label=_("请选择"))
    regulating_office = OfficeField(
        label=_("监管部门"),
        queryset=Office.objects.none(),
        required=False,
        empty_label=_("没有另外的监管部门"),
        help_text=_("权力划转到行政审批局的，写明由谁监管。"),
    )

    def __init__(self, *args: Any, offices: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for field in ("office", "regulating_office"):
            if field in self.fields:
                self.fields[field].queryset = offices  # type: ignore[attr-defined]


class LocalItemForm(forms.Form):
    """An item that the place adds itself."""

    name = forms.CharField(label=_("事项名称"), max_length=200)
    item_type = forms.ChoiceField(label=_("事项类型"), choices=CatalogItem.Type.choices)
    group = forms.RegexField(
        r"^\d{2}$",
        label=_("部门编号"),
        help_text=_("两位数字，编码的第五、六位，同一部门的事项相同。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 2}),
        error_messages={"invalid": _("请填两位数字。")},
    )
    office = OfficeField(label=_("认领到哪个部门"), queryset=Office.objects.none(), empty_label=_("请选择"))
    bases = forms.CharField(
        label=_("设定依据"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("一行一部，名称后空一格写条款，例如：云州市城市容貌管理办法 第十二条。"),
    )

    def __init__(self, *args: Any, offices: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]

    def clean_bases(self) -> list[dict[str, Any]]:
        lines = [line.strip() for line in self.cleaned_data["bases"].splitlines() if line.strip()]
        split = [line.replace("《", "").replace("》", " ").partition(" ") for line in lines]
        return [{"title": title, "article": article.strip(), "sure": True} for title, _space, article in split]


class EndingForm(forms.Form):
    """From which day nobody claims it any more, and why."""

    ended_on = day_field(_("从哪一天起取消"))
    reason = reason_field(_("取消的原因"), hint=_("例如设定依据已经废止，写明文件和条款。"))
