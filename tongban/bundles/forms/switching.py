"""What is typed to switch bundles on or off in a region."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.people.models import Region
from tongban.ui.fields import day_field

ON, OFF = "on", "off"


class SwitchForm(forms.Form):
    """Which bundle, where, on or off, from which day on, and why."""

    code = forms.ChoiceField(label=_("哪件事"), required=False)
    region = forms.ModelChoiceField(
        Region.objects.none(),
        label=_("在哪里"),
        help_text=_("它下面的区县一起算；区县自己另有开关的，以自己的为准。"),
        empty_label=_("请选择"),
    )
    turn = forms.ChoiceField(
        label=_("开通还是关闭"), choices=[(ON, _("开通")), (OFF, _("关闭"))], widget=forms.RadioSelect
    )
    since = day_field(_("自哪天起"))
    reason = forms.CharField(label=_("原因"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, bundles: list[tuple[str, str]], regions: list[Region], **kwargs: Any):
        super().__init__(*args, **kwargs)
        code, region = self.fields["code"], self.fields["region"]
        code.choices = [("", _("所有一件事")), *bundles]  # type: ignore[attr-defined]
        region.queryset = Region.objects.filter(pk__in=[each.pk for each in regions])  # type: ignore[attr-defined]

    @property
    def turns_on(self) -> bool:
        """Whether it opens something; asked of a valid form."""
        return bool(self.cleaned_data["turn"] == ON)

    @property
    def seen(self) -> str:
        """What was looked at before it is confirmed: whatever changes after that is looked at again."""
        given = self.cleaned_data
        return "|".join((given["code"], given["region"].pk, given["turn"], given["since"].isoformat()))
