"""A sheet of applications that somebody brings to the window."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tongban.catalogue.models import Item


class ItemChoice(forms.ModelChoiceField):
    def label_from_instance(self, item: Item) -> str:  # type: ignore[override]
        return f"{item.catalog_item.name}（{item.office.name}）"


class BatchForm(forms.Form):
    """For which item, from whom, the file."""

    item = ItemChoice(
        Item.objects.none(),
        label=_("事项"),
        to_field_name="code",
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": _("请选择事项。")},
    )
    brought_by = forms.CharField(
        label=_("哪个单位送来的"),
        max_length=120,
        error_messages={"required": _("请写明送表的单位。")},
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    file = forms.FileField(
        label=_("填好的表格（.xlsx）"),
        error_messages={"required": _("请选择填好的表格")},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx", "class": "form-control"}),
    )

    def __init__(self, items: "QuerySet[Item]", data: Any = None, files: Any = None):
        super().__init__(data, files)
        self.fields["item"].queryset = items  # type: ignore[attr-defined]
