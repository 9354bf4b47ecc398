"""What a manager of items wants to try out: another promise, one paper less."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.catalogue.models import ItemVersion

LONGEST = 250  # working days


class WhatIfForm(forms.Form):
    """Asked by address, so that an answer can be bookmarked and sent on."""

    days = forms.IntegerField(
        label=_("承诺改为"), help_text=_("工作日；0 为当日办结。"), min_value=0, max_value=LONGEST
    )
    paper = forms.ChoiceField(label=_("不再要求的材料"), required=False)
    everywhere = forms.BooleanField(label=_("连同我管理的其他部门的同一事项"), required=False)

    def __init__(self, version: ItemVersion, data: Any = None):
        super().__init__(data)
        asked = version.materials.filter(exempted_by="").values_list("code", "name")
        self.fields["paper"].choices = [("", _("（不变）")), *asked]  # type: ignore[attr-defined]
        self.fields["days"].widget.attrs["class"] = "form-control"
        self.fields["paper"].widget.attrs["class"] = "form-select"
