"""What a hall manager fills in: a batch and its lines, whom a window serves, what clerks may take."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.catalogue.models import Item
from tongban.people.models import Office, Officer
from tongban.ui.fields import day_field
from tongban.windows.models import Competence, Window
from tongban.windows.models.places import LINES

CODES_AT_ONCE = 200


def _line(label: Any, length: int, **options: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=length, widget=widget, **options)


class BatchForm(forms.Form):
    """The heads of a batch."""

    title = _line(_("名称"), 120)
    document = _line(_("文号"), 200, required=False, help_text=_("批准进驻的文件。"))
    since = day_field(_("从哪一天起"))


class LinesForm(forms.Form):
    """What comes to windows or leaves them: everything of an office, or some of its items."""

    leaves = forms.ChoiceField(
        label=_("变动"),
        choices=[("", _("进驻")), ("on", _("退出"))],
        required=False,
        widget=forms.RadioSelect,
    )
    windows = forms.MultipleChoiceField(
        label=_("窗口"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("请选择窗口。")}
    )
    whole = forms.BooleanField(
        label=_("整个部门：现有的和以后新增的事项都算"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    items = forms.MultipleChoiceField(label=_("事项"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, windows: Iterable[Window], items: Iterable[Item], data: Any = None):
        super().__init__(data)
        self.by_code = {item.code: item for item in items}
        self.fields["windows"].choices = [(str(each.pk), f"{each.number} {each.name}") for each in windows]  # type: ignore[attr-defined]
        self.fields["items"].choices = [(code, item.catalog_item.name) for code, item in self.by_code.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("whole") and not given.get("items") and "items" not in self.errors:
            self.add_error("items", _("请选择事项，或者勾选整个部门。"))
        return given


class BatchSheetForm(forms.Form):
    file = forms.FileField(
        label=_("批次表格（.xlsx）"),
        error_messages={"required": _("请选择批次表格")},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )


class ServesForm(forms.Form):
    """Whom a sector or special window serves."""

    offices = forms.MultipleChoiceField(label=_("部门"), required=False, widget=forms.CheckboxSelectMultiple)
    lines = forms.MultipleChoiceField(
        label=_("业务线"),
        required=False,
        choices=list(LINES.items()),
        help_text=_("划转到审批局的业务线：包括这条线上划转来的全部部门。"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, window: Window, offices: Iterable[Office], data: Any = None):
        initial = {
            "offices": [str(each.office_id) for each in window.served.all() if each.office_id],
            "lines": [each.line for each in window.served.all() if each.line],
        }
        super().__init__(data, initial=initial)
        self.known_offices = {str(office.pk): office for office in offices}
        self.fields["offices"].choices = [(pk, office.short_name) for pk, office in self.known_offices.items()]  # type: ignore[attr-defined]

    def chosen(self) -> list[Office]:
        return [self.known_offices[pk] for pk in self.cleaned_data["offices"]]


class CompetenceForm(forms.Form):
    """What several clerks may take from now on, and on which ground."""

    officers = forms.MultipleChoiceField(
        label=_("人员"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("请选择人员。")}
    )
    office = forms.ChoiceField(
        label=_("部门的全部事项"),
        required=False,
        help_text=_("包括下级机构的事项。"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    codes = forms.CharField(
        label=_("或者事项编码"),
        required=False,
        help_text=_("每行一个：实施编码是一个部门的事项，基本编码是各部门的同一事项。"),
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3, "spellcheck": "false"}),
    )
    level = forms.ChoiceField(
        label=_("等级"), choices=Competence.Level.choices, initial=Competence.Level.ABLE, widget=forms.RadioSelect
    )
    since = day_field(_("从哪一天起"))
    until = day_field(_("有效期至"), required=False, hint=_("不填就长期有效。"))
    ground = _line(_("依据"), 120, help_text=_("培训、考试或轮岗的名称和日期。"))

    def __init__(self, officers: Iterable[Officer], offices: Iterable[Office], data: Any = None, *, today: date):
        super().__init__(data, initial={"since": today})
        self.known_officers = {str(officer.pk): officer for officer in officers}
        self.known_offices = {str(office.pk): office for office in offices}
        self.fields["officers"].choices = [(pk, officer.name) for pk, officer in self.known_officers.items()]  # type: ignore[attr-defined]
        self.fields["office"].choices = [("", _("不选")), *((pk, each.name) for pk, each in self.known_offices.items())]  # type: ignore[attr-defined]

    def clean_codes(self) -> tuple[list[str], list[str]]:
        """Return codes of items of offices, and codes of the basic catalogue."""
        given = list(dict.fromkeys(self.cleaned_data["codes"].split()))[:CODES_AT_ONCE]
        items = set(Item.objects.filter(code__in=given).values_list("code", flat=True))
        entries = set(
            Item.objects.filter(catalog_item__code__in=given).values_list("catalog_item__code", flat=True).distinct()
        )
        if unknown := [code for code in given if code not in items | entries]:
            raise forms.ValidationError(_("没有这个编码：%(codes)s"), params={"codes": "、".join(unknown[:5])})
        return sorted(items), sorted(entries)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("office") and not any(given.get("codes", ([], []))) and "codes" not in self.errors:
            self.add_error("codes", _("请选择部门，或者填写事项编码。"))
        return given

    def asked(self) -> dict[str, Any]:
        """Return what the action takes."""
        given = self.cleaned_data
        return {
            "officers": [self.known_officers[pk] for pk in given["officers"]],
            "offices": [self.known_offices[given["office"]]] if given["office"] else [],
            "item_codes": given["codes"][0],
            "catalog_codes": given["codes"][1],
            **{name: given[name] for name in ("level", "since", "until", "ground")},
        }
