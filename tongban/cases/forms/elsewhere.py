"""Taking papers for another city, and copying what the other side tells."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.cases.models import Elsewhere
from tongban.catalogue.models import MaterialSpec
from tongban.ui.fields import day_field

KEPT = [("copy_kept", _("收复印件")), ("original_kept", _("收原件")), ("original_seen", _("原件核验后退回"))]
OURS = ("taken", "forwarded")  # what we say ourselves; the rest the other side tells


def _text(**attrs: Any) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "form-control", **attrs})


class TakenForm(forms.Form):
    """Each paper that the guide asks for: taken or not, how many pages, what is kept."""

    def __init__(self, specs: Sequence[MaterialSpec], data: Any = None):
        super().__init__(data, prefix="paper")
        self.specs = list(specs)
        for place, spec in enumerate(self.specs):
            self.fields[f"taken_{place}"] = forms.BooleanField(
                label=spec.name, required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
            )
            self.fields[f"pages_{place}"] = forms.IntegerField(
                label=_("页数"),
                min_value=1,
                max_value=999,
                initial=1,
                required=False,
                widget=forms.NumberInput(attrs={"class": "form-control"}),
            )
            self.fields[f"kept_{place}"] = forms.ChoiceField(
                label=_("收取方式"), choices=KEPT, required=False, widget=forms.Select(attrs={"class": "form-select"})
            )

    def papers(self) -> list[dict[str, Any]]:
        given = self.cleaned_data
        return [
            {
                "name": spec.name,
                "pages": given.get(f"pages_{place}") or 1,
                "kept": given.get(f"kept_{place}") or KEPT[0][0],
            }
            for place, spec in enumerate(self.specs)
            if given.get(f"taken_{place}")
        ]


class ForwardForm(forms.Form):
    """When and how the papers went out."""

    on = day_field(_("转交日期"))
    how = forms.CharField(
        label=_("转交方式"), max_length=120, help_text=_("快递公司和单号，或者系统名称。"), widget=_text()
    )


class ProgressForm(forms.Form):
    """What the other side shows."""

    status = forms.ChoiceField(
        label=_("对方进展"),
        choices=[choice for choice in Elsewhere.Status.choices if choice[0] not in OURS],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    number = forms.CharField(
        label=_("对方编号"), max_length=80, required=False, help_text=_("照抄一次，登记后不能改写。"), widget=_text()
    )
    due_on = day_field(_("对方承诺办结日"), required=False)
    note = forms.CharField(label=_("说明"), max_length=400, required=False, widget=_text())
