"""What a manager types of a kind of paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.catalogue.models import PaperKind


class PaperKindForm(forms.Form):
    """A kind of paper: one name, the other names it goes by, who issues it; and whether it is a proof."""

    name = forms.CharField(label=_("材料名称"), max_length=200)
    other_names = forms.CharField(
        label=_("其他叫法"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    issuer = forms.CharField(label=_("由谁出具"), required=False, max_length=120)
    licence_type = forms.CharField(label=_("电子证照类型代码"), required=False, max_length=21)
    is_proof = forms.BooleanField(label=_("这是一项证明"), required=False)
    proof_basis = forms.CharField(label=_("证明的设定依据"), required=False, max_length=200)
    proof_guide = forms.CharField(label=_("怎样开具"), required=False, max_length=300)

    @classmethod
    def of(cls, kind: PaperKind, data: Any = None) -> "PaperKindForm":
        """Return the form with what the catalogue says of a kind."""
        first = {name: getattr(kind, name) for name in cls.base_fields}
        return cls(data, initial={**first, "other_names": "\n".join(kind.other_names)})

    def clean_other_names(self) -> list[str]:
        lines = (line.strip() for line in self.cleaned_data["other_names"].splitlines())
        return list(dict.fromkeys(line for line in lines if line))
