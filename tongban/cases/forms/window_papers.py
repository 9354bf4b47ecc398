"""The papers on the sheet of one item: how each was shown, or which one that we have already is used."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tongban.cases.actions.intake import Presented
from tongban.cases.queries.held import Offer
from tongban.cases.queries.window import Shown, scan_name
from tongban.catalogue.models import MaterialSpec
from tongban.documents.actions import bytes_of
from tongban.documents.models import StoredFile
from tongban.documents.rules.grades import suffices

MOST_PAGES = 999
ON_FILE = "on-file"
REUSED_AS_IT_IS = "B"  # 国办函〔2016〕108号: what was issued or checked is used again; the rest is offered


def _mark(label: Any, *, is_asked: bool) -> forms.BooleanField:
    """Return a box to tick; ``is_asked`` ones are those that the item's list of papers asks for."""
    attributes = {"class": "form-check-input", **({"data-asked": "true"} if is_asked else {})}
    return forms.BooleanField(label=label, required=False, widget=forms.CheckboxInput(attrs=attributes))


@dataclass
class PaperLine:
    """One paper on the sheet: what is asked, how it was shown, its scans, what went wrong with a scan."""

    spec: MaterialSpec
    seen: BoundField
    copy: BoundField
    kept: BoundField
    pages: BoundField
    source: BoundField | None
    scans: list[StoredFile]
    is_suggested: bool
    offer: Offer | None = None
    errors: list[str] = field(default_factory=list)


class PapersForm(forms.Form):
    """Of each paper: original seen, copy kept, original kept, pages; or that it was shown in this visit already."""

    def __init__(
        self,
        specs: Sequence[MaterialSpec],
        *,
        shown: Sequence[Shown],
        scans: Mapping[str, list[StoredFile]],
        errors: Mapping[str, list[str]],
        on_file: Mapping[str, Offer],
        data: QueryDict | None = None,
    ):
        super().__init__(data)
        self.specs, self.scans, self.scan_errors, self.on_file = specs, scans, errors, on_file
        self.shown = {each.key: each for each in shown}
        self._make_fields()
        if data is not None:  # a paper that another answer has just brought in was not on the page yet
            self.data = data.copy()
            for name, own in self.fields.items():
                if own.initial and name not in data:
                    self.data[name] = str(own.initial)

    def _make_fields(self) -> None:
        for spec in self.specs:
            takes_original = spec.kind == MaterialSpec.Kind.ORIGINAL
            self.fields[f"seen-{spec.code}"] = _mark(_("原件已核验"), is_asked=not takes_original)
            self.fields[f"copy-{spec.code}"] = _mark(_("留复印件"), is_asked=not takes_original)
            self.fields[f"kept-{spec.code}"] = _mark(_("收原件"), is_asked=takes_original)
            self.fields[f"pages-{spec.code}"] = forms.IntegerField(
                label=_("页数"),
                required=False,
                min_value=1,
                max_value=MOST_PAGES,
                initial=1,
                widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "numeric", "maxlength": "3"}),
            )
            if self.shown or self._usable(spec):
                self.fields[f"from-{spec.code}"] = self._source(spec)

    def _usable(self, spec: MaterialSpec) -> Offer | None:
        offer = self.on_file.get(spec.code)
        return offer if offer and offer.is_usable else None

    def _source(self, spec: MaterialSpec) -> forms.ChoiceField:
        """Offer what is on file and what was shown before, the likely one first; one name is taken to be one paper."""
        likely = sorted(
            self.shown.values(),
            key=lambda each: (not each.is_same(spec), each.name != spec.name, each.code != spec.code),
        )
        choices = [("", _("现场提交")), *((each.key, f"{each.name}（{each.item}）") for each in likely)]
        initial = likely[0].key if likely and likely[0].is_same(spec) else ""
        if offer := self._usable(spec):
            choices.append((ON_FILE, gettext("材料库里的：%(name)s") % {"name": offer.held.name}))
            initial = initial or (ON_FILE if suffices(offer.held.grade, REUSED_AS_IT_IS) else "")
        return forms.ChoiceField(
            label=_("用已有的") if offer else _("用本次已交的"),
            choices=choices,
            required=False,
            initial=initial,
            widget=forms.Select(attrs={"class": "form-select"}),
        )

    def lines(self) -> list[PaperLine]:
        return [self._line(spec) for spec in self.specs]

    def _line(self, spec: MaterialSpec) -> PaperLine:
        name = spec.code
        return PaperLine(
            spec=spec,
            seen=self[f"seen-{name}"],
            copy=self[f"copy-{name}"],
            kept=self[f"kept-{name}"],
            pages=self[f"pages-{name}"],
            source=self[f"from-{name}"] if f"from-{name}" in self.fields else None,
            offer=self.on_file.get(name),
            scans=self.scans.get(scan_name(spec.name), []),
            is_suggested=bool(self._usable(spec))
            or any(each.is_same(spec) or spec.code == each.code for each in self.shown.values()),
            errors=list(self.scan_errors.get(name, [])),
        )

    def presented(self) -> list[Presented]:
        """Return what lies on the desk, one row for each scan."""
        return [row for spec in self.specs for row in self._presented(spec)]

    def _presented(self, spec: MaterialSpec) -> list[Presented]:
        given = self.cleaned_data
        offer = self._usable(spec)
        if offer and given.get(f"from-{spec.code}") == ON_FILE:
            return [Presented(spec.code, offer=offer, held_pages=tuple(bytes_of(offer.held)))]
        if earlier := self.shown.get(given.get(f"from-{spec.code}", "")):
            return [
                Presented(
                    spec.code,
                    original_seen=paper.original_seen or paper.original_kept,
                    copy_kept=paper.copy_kept,
                    pages=paper.pages,
                    file=paper.file,
                    again=paper,
                )
                for paper in earlier.papers
            ]
        marks = {
            "original_seen": given[f"seen-{spec.code}"],
            "copy_kept": given[f"copy-{spec.code}"],
            "original_kept": given[f"kept-{spec.code}"],
        }
        files = self.scans.get(scan_name(spec.name), [])
        if not files:
            pages = given[f"pages-{spec.code}"] or 1
            return [Presented(spec.code, **marks, pages=pages)] if any(marks.values()) else []
        first = max((given[f"pages-{spec.code}"] or 1) - len(files) + 1, 1)
        return [
            Presented(spec.code, **marks, pages=1 if number else first, file=file) for number, file in enumerate(files)
        ]
