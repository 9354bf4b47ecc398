"""A shared field of forms, as a manager enters it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.catalogue.queries.workbench import SOURCES
from tongban.catalogue.rules.sheet import section_of

KINDS = [
    (value, label)
    for column in next(field for field in section_of("form_fields").fields if field.name == "form_fields").columns
    if column.name == "kind"
    for value, label, _english in column.choices
    if value != "table"
]


class SharedFieldForm(forms.Form):
    """Its code never changes: forms are merged by it."""

    code = forms.CharField(label=_("代码"), max_length=40, help_text=_("小写字母、数字、下划线，例如 shop_name。"))
    title = forms.CharField(label=_("名称"), max_length=80)
    title_en = forms.CharField(label=_("英文名称"), max_length=120, required=False)
    kind = forms.ChoiceField(label=_("种类"), choices=KINDS)
    autofill = forms.ChoiceField(
        label=_("自动填入"), required=False, choices=[("", "—"), *((code, term) for code, term, _en in SOURCES)]
    )

    def __init__(self, data: Any = None):
        super().__init__(data)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"
