"""What a manager types about a reference catalogue."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.catalogue.models import ReferenceList
from tongban.people.models import Office, Region


class ReferenceListForm(forms.Form):
    """For which place and level, under which title."""

    region = forms.ModelChoiceField(label=_("地区"), queryset=Region.objects.none(), empty_label=_("请选择"))
    level = forms.ChoiceField(label=_("给哪一级用"), choices=ReferenceList.Level.choices)
    title = forms.CharField(
        label=_("名称"), max_length=120, help_text=_("例如：村（社区）便民服务中心进驻事项参考目录。")
    )

    def __init__(self, *args: Any, regions: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = regions  # type: ignore[attr-defined]


class CentreForm(forms.Form):
    """Which centre adopts."""

    centre = forms.ModelChoiceField(queryset=Office.objects.none())

    def __init__(self, *args: Any, centres: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["centre"].queryset = centres  # type: ignore[attr-defined]
