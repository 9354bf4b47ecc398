"""What rests on what, as a designer types it: for which papers a result stands, and which fields it fills in."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.bundles.rules import feeding
from tongban.catalogue.templatetags.catalogue import in_words

GIVEN = {
    feeding.NUMBER: _("结果的编号"),
    feeding.NAME: _("结果的名称"),
    feeding.OFFICE: _("发出机关"),
    feeding.SINCE: _("有效期起"),
    feeding.UNTIL: _("有效期止"),
}
FIELD = "fed-"  # before the name of a field of the later member


class UsesForm(forms.Form):
    """For which papers of the later member the result of the earlier one stands, and which of its fields it fills in.

    ``takes``: by field, what may be filled in; ``fed``: by field, the title of another member that fills it in.
    """

    papers = forms.MultipleChoiceField(
        label=_("前一项的结果就是后一项的哪些材料"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("选了的不再向申请人要。材料和字段一个都不选：只分先后。"),
    )

    def __init__(
        self,
        *args: Any,
        papers: Iterable[tuple[str, str]],
        specs: Mapping[str, Mapping[str, Any]],
        takes: Mapping[str, Iterable[str]],
        fed: Mapping[str, str],
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["papers"]
        chosen.choices = list(papers)
        self.fed = fed
        for name, given in takes.items():
            choices = [("", _("由申请人填")), *((each, GIVEN[each]) for each in given)]
            self.fields[f"{FIELD}{name}"] = forms.ChoiceField(
                label=in_words(specs[name], "title") or name, choices=choices, required=False
            )

    @property
    def field_rows(self) -> list[Any]:
        """The fields of the later member, for the page."""
        return [self[name] for name in self.fields if name.startswith(FIELD)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, title in self.fed.items():
            if given.get(f"{FIELD}{name}"):
                self.add_error(f"{FIELD}{name}", _("“%(title)s”的结果已经填写它，只能有一个来源。") % {"title": title})
        return given

    @property
    def feeds(self) -> dict[str, str]:
        """Return by field of the later member what of the result fills it in."""
        chosen = self.cleaned_data.items()
        return {name.removeprefix(FIELD): what for name, what in chosen if name.startswith(FIELD) and what}
